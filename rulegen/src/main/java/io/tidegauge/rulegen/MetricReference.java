package io.tidegauge.rulegen;

import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.RowMetrics;
import java.util.List;
import java.util.Locale;
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

  static String text() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    for (Monitor monitor : Monitor.ALL) {
      section(monitor.name().replace('_', ' '), monitor.description(), monitor.metrics(), text);
    }
    section("row counters", "Counts rows since the exporter's start.", RowMetrics.METRICS, text);
    section(
        "exporter",
        "What the exporter says of itself. Those of the process (`process_*`, `jvm_*`) come beside them.",
        ExporterMetrics.METRICS,
        text);
    return text.toString();
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
