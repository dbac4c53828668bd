package io.tidegauge.exporter.health;

import io.tidegauge.counts.Cell;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.ModelSpec;
import java.util.Comparator;
import java.util.Optional;

/** The version that a model's summary speaks of. */
public final class LeadingVersion {
  private static final String CHAMPION = "champion";

  private LeadingVersion() {}

  /** The champion; else the one with the most rows in the longest window, if there is any. */
  public static Optional<String> of(ModelSpec spec, ReadingTable table) {
    String champion = spec.predictions().versions().get(CHAMPION);
    if (champion != null) {
      return Optional.of(champion);
    }
    String longest = Windows.label(spec.longestWindow());
    return table.of(Names.ROWS).stream()
        .filter(rows -> ReadingTable.label(rows, "slice").filter(Cell.ALL::equals).isPresent())
        .filter(rows -> ReadingTable.label(rows, "window").filter(longest::equals).isPresent())
        .max(Comparator.comparingDouble(rows -> rows.value()))
        .flatMap(rows -> ReadingTable.label(rows, "version"));
  }
}
