package io.tidegauge.rulegen.rules;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.AlertWindow;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Limits;
import io.tidegauge.monitor.Windows;
import io.tidegauge.rulegen.promql.LabelValues;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.ModelSpec;
import java.util.List;
import java.util.Optional;

/**
 * A part of a condition in which one limit holds.
 *
 * @param window the value of the label {@code window}; absent where the reading has none
 */
public record Clause(double limit, LabelValues features, Optional<String> window) {

  /**
   * The parts of a model's alert, the usual limit first.
   *
   * @param limits those of its condition, or those within which it ends
   * @param rowsPerSecond the least traffic of a reference, where it is known
   */
  static List<Clause> of(
      ModelSpec spec,
      AlertDefinition alert,
      Condition.Past past,
      Limits limits,
      Optional<Double> rowsPerSecond) {
    Optional<String> window =
        past.reading().labels().contains("window")
            ? Optional.of(Windows.label(AlertWindow.of(spec, alert.settings(), rowsPerSecond)))
            : Optional.empty();
    return limits.groups().stream()
        .map(group -> new Clause(group.limit(), features(group), window))
        .filter(clause -> clause.concerns(spec))
        .toList();
  }

  /** The only part of a condition on the exporter itself. */
  static Clause of(double limit) {
    return new Clause(limit, LabelValues.ALL, Optional.empty());
  }

  private static LabelValues features(Limits.Group group) {
    return new LabelValues(group.others(), group.features());
  }

  private boolean concerns(ModelSpec spec) {
    return spec.features().stream().map(FeatureSpec::name).anyMatch(features::contains);
  }
}
