package io.tidegauge.exporter.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** How long a window of a million rows takes to fill after a start, beside their bare sum. */
public final class FillBenchmark {
  private static final int ROUNDS = 5;
  private static final Instant FROM = Rows.NOW.minus(Duration.ofDays(1));

  private final LogStore store;
  private final Path folder;

  private FillBenchmark(LogStore store, Path folder) {
    this.store = store;
    this.folder = folder;
  }

  /** Prints the figures as tables. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Site.newFolder();
    try (PostgresStore postgres = new PostgresStore()) {
      FillBenchmark benchmark = new FillBenchmark(postgres, folder);
      benchmark.fill("CREATE INDEX ON log (ts)", "VACUUM ANALYZE");
      benchmark.measure(9, "SET max_parallel_workers_per_gather = 0");
    }
    Path duck = Files.createDirectory(folder.resolve("duck"));
    FillBenchmark benchmark = new FillBenchmark(new DuckDbStore(duck, false), duck);
    benchmark.fill();
    benchmark.measure(16);
  }

  private void fill(String... more) throws SQLException {
    store.execute(
        Rows.create("log"),
        Rows.insert("log", FROM.minus(Duration.ofHours(1)), Rows.NOW, Rows.BETWEEN_ROWS));
    store.execute(Rows.training());
    store.execute(more);
  }

  private void measure(double most, String... settings) throws IOException, SQLException {
    double[] fills = new double[ROUNDS];
    double[] sums = new double[ROUNDS];
    try (Connection connection = store.connect();
        PreparedStatement sum = connection.prepareStatement(Rows.bareSum("log"))) {
      for (String setting : settings) {
        try (PreparedStatement statement = connection.prepareStatement(setting)) {
          statement.execute();
        }
      }
      sum.setObject(1, FROM.atOffset(ZoneOffset.UTC));
      sum.setObject(2, Rows.NOW.atOffset(ZoneOffset.UTC));
      for (int i = -1; i < ROUNDS; i++) {
        double summed = sum(sum);
        double filled = filled();
        if (i >= 0) {
          sums[i] = summed;
          fills[i] = filled;
        }
      }
    }
    Table.head(
        store.label() + ": filling 24 h after a start",
        "1 million rows of 20 features, without the rests that the background takes (`background: {fill: 20%}`);",
        "the bare sum of the 16 numbers has one thread too.");
    Table.times("fill / bare sum", Spread.ofRatios(fills, sums), Table.Goal.atMost(most));
    Table.millis("fill", Spread.of(fills));
    Table.millis("bare sum", Spread.of(sums));
    Table.end();
  }

  private static double sum(PreparedStatement sum) throws SQLException {
    long start = System.nanoTime();
    try (ResultSet rows = sum.executeQuery()) {
      rows.next();
      rows.getDouble(1);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private double filled() throws IOException {
    try (SimulatedExporter exporter = SimulatedExporter.open(store, Watch.day(), folder)) {
      long start = System.nanoTime();
      exporter.filled();
      return (System.nanoTime() - start) / 1e6;
    }
  }
}
