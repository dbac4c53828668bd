package io.tidegauge.exporter.health;

import io.tidegauge.counts.Cell;
import io.tidegauge.monitor.AlertWindow;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.Alert;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** In which window an alert looks at a version, and whether it holds enough rows to be judged. */
public final class JudgedWindows {
  static final String SLICE = Cell.ALL;

  private final Observation observation;
  private final ReadingTable table;

  /** The windows of an observation. */
  public JudgedWindows(Observation observation, ReadingTable table) {
    this.observation = observation;
    this.table = table;
  }

  /** The versions that are followed, in order. */
  NavigableSet<String> versions() {
    NavigableSet<String> versions = new TreeSet<>();
    for (Reading reading : table.of(Names.ROWS)) {
      ReadingTable.label(reading, "version").ifPresent(versions::add);
    }
    return versions;
  }

  /** The window of the alert, whether it is on and has enough rows or not. */
  public Duration length(String version, Alert alert) {
    return AlertWindow.of(observation.spec(), alert, observation.referenceRowsPerSecond(version));
  }

  /** The window that the alert judges; empty where it is off or has too few rows. */
  Optional<String> window(String version, Alert alert) {
    String window = Windows.label(length(version, alert));
    double rows = table.value(Names.ROWS, version, window, SLICE).orElse(0);
    return alert.enabled() && rows >= Math.max(1, alert.minRows())
        ? Optional.of(window)
        : Optional.empty();
  }

  /** Where a reading was taken, for the end of a sentence; the only version goes without saying. */
  static String in(String window, String version) {
    return " in " + window + (version.equals(Cell.ONLY_VERSION) ? "" : ", " + version);
  }
}
