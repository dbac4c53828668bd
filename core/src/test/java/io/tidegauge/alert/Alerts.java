package io.tidegauge.alert;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.Alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small alerts and readings. */
final class Alerts {
  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  static final Duration WINDOW = Duration.ofHours(1);

  static final MetricDefinition SCORE =
      MetricDefinition.gauge("ml_test_score", "A score.", "version", "window", "feature");
  static final MetricDefinition NOISE =
      MetricDefinition.gauge("ml_test_noise", "Its noise.", "version", "window", "feature");
  static final MetricDefinition ROWS =
      MetricDefinition.gauge("ml_test_rows", "Rows.", "version", "window");
  static final MetricDefinition UP =
      MetricDefinition.own(
          "test_up", MetricDefinition.Type.GAUGE, "Whether it answers.", "database");

  private Alerts() {}

  static AlertDefinition of(Condition condition) {
    return of(condition, Duration.ZERO, Duration.ZERO, 0);
  }

  static AlertDefinition of(Condition condition, Duration pending, Duration kept, long minRows) {
    return new AlertDefinition(
        "MLTest",
        "A test.",
        "a test",
        "A test.",
        condition,
        new Alert(true, 0, minRows, Optional.empty(), pending, kept, Severity.WARNING, false));
  }

  static Reading reading(MetricDefinition metric, double value, String... labels) {
    return new Reading(metric, List.of(labels), value);
  }

  static Firing firing(AlertDefinition alert, String from, String to) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("model", "m");
    return new Firing(Instant.parse(from), Instant.parse(to), alert, labels);
  }

  static DueAlert due(AlertDefinition alert, String feature) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("model", "m");
    labels.put("feature", feature);
    return new DueAlert(alert, labels, 1, 0, OptionalDouble.empty(), false);
  }
}
