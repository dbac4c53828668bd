package io.tidegauge.rulegen.rules;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.AlertWindow;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Limits;
import io.tidegauge.monitor.Windows;
import io.tidegauge.rulegen.promql.LabelValues;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A part of a condition in which one limit and one window hold.
 *
 * @param window the value of the label {@code window}; absent where the reading has none
 */
public record Clause(
    double limit, LabelValues features, Optional<String> window, LabelValues versions) {

  /** The parts of a model's alert, the usual limit and window first. */
  public static List<Clause> of(
      ModelSpec spec, AlertDefinition alert, Condition.Past past, Traffic traffic) {
    List<Clause> clauses = new ArrayList<>();
    boolean windowed = past.reading().labels().contains("window");
    List<VersionWindow> windows =
        windowed ? VersionWindow.of(spec, alert.settings(), traffic) : List.of(VersionWindow.NONE);
    for (VersionWindow window : windows) {
      for (Limits.Group group : past.limits().groups()) {
        features(spec, group)
            .ifPresent(
                features ->
                    clauses.add(
                        new Clause(group.limit(), features, window.window(), window.versions())));
      }
    }
    return List.copyOf(clauses);
  }

  /** The only part of a condition on the exporter itself. */
  static Clause of(double limit) {
    return new Clause(limit, LabelValues.ALL, Optional.empty(), LabelValues.ALL);
  }

  private static Optional<LabelValues> features(ModelSpec spec, Limits.Group group) {
    LabelValues features = new LabelValues(group.others(), group.features());
    boolean any = spec.features().stream().map(FeatureSpec::name).anyMatch(features::contains);
    return any ? Optional.of(features) : Optional.empty();
  }

  /** Versions for which an alert looks at the same window. */
  private record VersionWindow(Optional<String> window, LabelValues versions) {
    private static final VersionWindow NONE = new VersionWindow(Optional.empty(), LabelValues.ALL);

    private static List<VersionWindow> of(ModelSpec spec, Alert alert, Traffic traffic) {
      Duration usual = AlertWindow.of(spec, alert, traffic.usual());
      SortedMap<Duration, NavigableSet<String>> own = new TreeMap<>();
      traffic
          .byVersion()
          .forEach(
              (version, rowsPerSecond) -> {
                Duration window = AlertWindow.of(spec, alert, Optional.of(rowsPerSecond));
                if (!window.equals(usual)) {
                  own.computeIfAbsent(window, length -> new TreeSet<>()).add(version);
                }
              });
      List<VersionWindow> windows = new ArrayList<>();
      windows.add(
          new VersionWindow(
              label(usual),
              LabelValues.except(own.values().stream().flatMap(Collection::stream).toList())));
      own.forEach(
          (window, versions) ->
              windows.add(new VersionWindow(label(window), LabelValues.only(versions))));
      return windows;
    }

    private static Optional<String> label(Duration window) {
      return Optional.of(Windows.label(window));
    }
  }
}
