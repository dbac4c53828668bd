package io.tidegauge.exporter.health;

import io.tidegauge.counts.Cell;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.ReadingTable;
import io.tidegauge.monitor.Volume;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.ModelSpec;
import java.util.Comparator;
import java.util.Optional;

/** The version that a model's summary speaks of. */
public final class LeadingVersion {
  private LeadingVersion() {}

  /** The champion; else the one with the most rows in the longest window, if there is any. */
  public static Optional<String> of(ModelSpec spec, ReadingTable table) {
    Optional<String> champion = spec.predictions().champion();
    if (champion.isPresent()) {
      return champion;
    }
    String longest = Windows.label(spec.longestWindow());
    return table.of(Volume.ROWS).stream()
        .filter(rows -> Cell.ALL.equals(rows.byLabel().get("slice")))
        .filter(rows -> longest.equals(rows.byLabel().get("window")))
        .max(Comparator.comparingDouble(Reading::value))
        .map(rows -> rows.byLabel().get("version"));
  }
}
