package io.tidegauge.exporter.health;

import io.tidegauge.exporter.health.Finding.Kind;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.AlertsSpec;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Shares of a feature's rows that are over their limit. */
final class ColumnFindings {
  private record Rule(Kind kind, String metric, String what, Function<AlertsSpec, Alert> alert) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(Kind.MISSING, Names.MISSING, "missing", AlertsSpec::missing),
          new Rule(Kind.INVALID, Names.INVALID, "NaN or infinite", AlertsSpec::invalid),
          new Rule(Kind.RANGE, Names.OUT_OF_RANGE, "out of range", AlertsSpec::range),
          new Rule(Kind.UNSEEN, Names.UNSEEN, "unseen categories", AlertsSpec::unseen));

  private final ModelSpec spec;
  private final ReadingTable table;
  private final JudgedWindows windows;

  ColumnFindings(ModelSpec spec, ReadingTable table, JudgedWindows windows) {
    this.spec = spec;
    this.table = table;
    this.windows = windows;
  }

  List<Finding> of(String version) {
    List<Finding> found = new ArrayList<>();
    for (Rule rule : RULES) {
      Alert alert = rule.alert().apply(spec.alerts());
      Optional<String> window = windows.window(version, alert);
      if (window.isPresent()) {
        spec.features()
            .forEach(
                feature ->
                    share(rule, alert, feature, version, window.get()).ifPresent(found::add));
      }
    }
    return found;
  }

  private Optional<Finding> share(
      Rule rule, Alert alert, FeatureSpec feature, String version, String window) {
    OptionalDouble share =
        table.value(rule.metric(), version, feature.name(), window, JudgedWindows.SLICE);
    double limit = limit(rule.kind(), alert, feature);
    if (share.isEmpty() || share.getAsDouble() <= limit) {
      return Optional.empty();
    }
    String text =
        "%s %s %s (limit %s)%s"
            .formatted(
                feature.name(),
                rule.what(),
                Wording.share(share.getAsDouble()),
                Wording.share(limit),
                JudgedWindows.in(window, version));
    return Optional.of(
        new Finding(
            rule.kind(),
            alert.severity(),
            Optional.of(version),
            Optional.of(feature.name()),
            Finding.timesLimit(share.getAsDouble(), limit),
            text));
  }

  private static double limit(Kind kind, Alert alert, FeatureSpec feature) {
    return kind == Kind.MISSING ? feature.missing().orElse(alert.above()) : alert.above();
  }
}
