package io.tidegauge.rulegen;

import io.tidegauge.monitor.AlertLimits;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.RowMetrics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The reference of all metrics, as Markdown. */
final class MetricReference {
  private static final String INTRODUCTION =
      """
      # Metrics

      <!-- Generated from the monitors' definitions by "make docs"; do not edit. -->

      A reading that cannot be taken has no series: it is never 0, NaN or what it was before. Why it is absent is counted in
      `ml_exporter_absent_readings{model, collector, reason}`.

      Labels: `model` and `version` as the spec and the log name them; `window` in its largest whole unit (`1h`, `24h`, `7d`); `slice` is `all`
      or `column=value`; a window holds the rows of `[now - window, now)`, its old end rounded up to the start of a bucket
      (`ml_exporter_bucket_seconds`).
      """;

  private MetricReference() {}

  /**
   * The text.
   *
   * @param examples whose alerts are named
   */
  static String text(List<Example> examples) {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    overview(examples, text);
    for (Monitor monitor : Monitor.ALL) {
      section(monitor.name().replace('_', ' '), monitor.description(), monitor.metrics(), text);
    }
    section("row counters", "Counts rows since the exporter's start.", RowMetrics.METRICS, text);
    section(
        "alert limits",
        "What rules of rulegen's style `generic` judge by. Only with `alert_limits: true` in the exporter's config.",
        AlertLimits.METRICS,
        text);
    section(
        "exporter",
        "What the exporter says of itself. Those of the process (`process_*`, `jvm_*`) come beside them.",
        ExporterMetrics.METRICS,
        text);
    return text.toString();
  }

  private static void overview(List<Example> examples, StringBuilder text) {
    text.append("\n## Monitors\n\n");
    text.append(
        "Each alert stands with the examples that have it, and with when it fires there where history is replayed.\n\n");
    text.append("| monitor | asks the database | alerts |\n");
    text.append("|---|---|---|\n");
    for (Monitor monitor : Monitor.ALL) {
      text.append("| ").append(monitor.name().replace('_', ' ')).append(" | ");
      text.append(monitor.input().statements()).append(" | ");
      text.append(
          alerts(monitor, examples).entrySet().stream()
              .map(alert -> "`" + alert.getKey() + "`: " + String.join(", ", alert.getValue()))
              .collect(Collectors.joining("; ")));
      text.append(" |\n");
    }
  }

  /** The alerts that are on, and the models that have them. */
  private static Map<String, Set<String>> alerts(Monitor monitor, List<Example> examples) {
    Map<String, Set<String>> alerts = new LinkedHashMap<>();
    for (Example example : examples) {
      if (monitor.fits(example.spec())) {
        monitor.alerts(example.spec()).stream()
            .filter(alert -> alert.settings().enabled())
            .forEach(
                alert ->
                    alerts
                        .computeIfAbsent(alert.name(), name -> new LinkedHashSet<>())
                        .add(example.spec().name() + example.fires(alert.name())));
      }
    }
    return alerts;
  }

  private static void section(
      String title, String description, List<MetricDefinition> metrics, StringBuilder text) {
    text.append("\n## ").append(title.substring(0, 1).toUpperCase(Locale.ROOT));
    text.append(title.substring(1)).append("\n\n").append(description).append("\n\n");
    text.append("| metric | type | labels | what it says |\n|---|---|---|---|\n");
    for (MetricDefinition metric : metrics) {
      text.append("| `").append(metric.name()).append("` | ");
      text.append(metric.type().name().toLowerCase(Locale.ROOT)).append(" | ");
      text.append(
          metric.labels().stream()
              .map(label -> "`" + label + "`")
              .collect(Collectors.joining(", ")));
      text.append(" | ").append(metric.help()).append(" |\n");
    }
  }
}
