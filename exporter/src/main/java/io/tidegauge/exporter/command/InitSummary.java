package io.tidegauge.exporter.command;

import io.tidegauge.exporter.health.Wording;
import io.tidegauge.exporter.init.SpecDraft;
import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.ModelSpec;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a proposed spec comes to, in a few lines. */
final class InitSummary {
  private InitSummary() {}

  static String of(SpecDraft draft, ModelSpec spec) {
    String windows =
        spec.windows().stream().map(Windows::label).collect(Collectors.joining(" and "));
    String alerts =
        Monitor.enabledAlerts(spec).stream()
            .map(AlertDefinition::name)
            .distinct()
            .collect(Collectors.joining(", "));
    return spec.name()
        + ": a "
        + spec.predictions().kind().name().toLowerCase(Locale.ROOT)
        + " model, "
        + draft.watched()
        + " features, windows of "
        + windows
        + ", by "
        + Wording.count(draft.rows())
        + " rows up to "
        + draft.newest()
        + "\n  alerts: "
        + alerts
        + "\n";
  }
}
