package io.tidegauge.exporter.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the rows that other libraries are measured on, a day of a million and a reference, as
 * Parquet files, and measures the exporter on them.
 *
 * <p>Argument: the folder.
 */
public final class PeerRows {
  private static final int ROUNDS = 5;
  private static final int SCRAPES = 40;

  private PeerRows() {}

  /** Prints the figures as rows of a table. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    DuckDbStore rows = new DuckDbStore(folder, false);
    rows.execute(
        Rows.create("log"),
        Rows.insert(
            "log",
            Rows.NOW.minus(Duration.ofDays(1)),
            Rows.NOW.plus(Duration.ofHours(2)),
            Rows.BETWEEN_ROWS),
        "CREATE VIEW day AS FROM log WHERE ts < TIMESTAMPTZ '%s'".formatted(Rows.NOW));
    rows.execute(Rows.training());
    rows.export("log");
    rows.export("day");
    rows.export("training");
    DuckDbStore parquet = new DuckDbStore(folder, true);
    List<Double> fills = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      try (SimulatedExporter exporter = SimulatedExporter.open(parquet, Watch.day(), folder)) {
        long start = System.nanoTime();
        exporter.filled();
        fills.add((System.nanoTime() - start) / 1e9);
      }
    }
    Table.row(
        "Tidegauge: reading 24 h from Parquet once, after a start",
        Spread.of(fills),
        "s",
        Table.Goal.NONE);
    try (Lane lane = Lane.open("", parquet, Watch.day(), folder)) {
      for (int i = -1; i < ROUNDS; i++) {
        lane.round(SCRAPES, i >= 0);
      }
      Table.millis("Tidegauge: a scrape from then on", Spread.of(lane.scrapes()));
    }
  }
}
