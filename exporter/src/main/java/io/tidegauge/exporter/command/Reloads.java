package io.tidegauge.exporter.command;

import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.Reading;
import java.time.Instant;
import java.util.List;

/** How the last (re)load of the config went. Safe for use by several threads. */
final class Reloads {
  private volatile boolean successful;
  private volatile Instant loadedAt = Instant.EPOCH;

  void taken(Instant now) {
    loadedAt = now;
    successful = true;
  }

  void refused() {
    successful = false;
  }

  List<Reading> readings() {
    return List.of(
        new Reading(ExporterMetrics.RELOAD_SUCCESSFUL, List.of(), successful ? 1 : 0),
        new Reading(ExporterMetrics.RELOAD_TIME, List.of(), loadedAt.toEpochMilli() / 1e3));
  }
}
