package io.tidegauge.exporter.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a scrape costs at a million rows a day: beside the bare sum of the same rows, and by the
 * length of windows, bins, slices and the size of the table. Set {@code TIDEGAUGE_BENCH_LARGE} to
 * have a hundred million rows in DuckDB too.
 */
public final class ScrapeBenchmark {
  private static final int WARM_UP = 80;
  private static final int ROUNDS = 7;
  private static final int SCRAPES = 40;

  /** Of scrapes that have not come yet, with rendering and all. */
  private static final Instant END = Rows.NOW.plus(Duration.ofHours(4));

  private static final Instant DAY_AGO = Rows.NOW.minus(Duration.ofHours(25));

  private final LogStore store;
  private final Path folder;

  private ScrapeBenchmark(LogStore store, Path folder) {
    this.store = store;
    this.folder = folder;
  }

  /** Prints the figures as tables. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Site.newFolder();
    try (PostgresStore postgres = new PostgresStore()) {
      ScrapeBenchmark benchmark = new ScrapeBenchmark(postgres, folder);
      benchmark.fill();
      postgres.execute("CREATE INDEX ON log (ts)", "CREATE INDEX ON log1 (ts)", "VACUUM ANALYZE");
      benchmark.cost(4, 5);
      benchmark.axes();
      postgres.execute("CREATE INDEX by_time ON log10 (ts)", "VACUUM ANALYZE log10");
      benchmark.size("10 million rows, B-tree", "log10");
      postgres.execute(
          "DROP INDEX by_time",
          "CREATE INDEX by_time ON log10 USING brin (ts) WITH (pages_per_range = 32)",
          "VACUUM ANALYZE log10");
      benchmark.size("10 million rows, BRIN", "log10");
    }
    Path duck = Files.createDirectory(folder.resolve("duck"));
    DuckDbStore duckDb = new DuckDbStore(duck, false);
    ScrapeBenchmark benchmark = new ScrapeBenchmark(duckDb, duck);
    benchmark.fill();
    duckDb.export("training");
    duckDb.execute(
        "COPY (FROM log WHERE ts >= TIMESTAMPTZ '%s' ORDER BY ts) TO '%s' (FORMAT parquet)"
            .formatted(DAY_AGO, duck.resolve("log.parquet")));
    benchmark.cost(0, 15);
    benchmark.axes();
    benchmark.size("10 million rows", "log10");
    if (System.getenv("TIDEGAUGE_BENCH_LARGE") != null) {
      duckDb.execute("CREATE TABLE log100 AS FROM log10 WHERE false");
      duckDb.execute(shifted("log100", "log10", 90, 10));
      duckDb.execute("INSERT INTO log100 FROM log10");
      benchmark.size("100 million rows", "log100");
    } else {
      System.out.println("100 million rows in DuckDB: only where TIDEGAUGE_BENCH_LARGE is set.\n");
    }
    new ScrapeBenchmark(new DuckDbStore(duck, true), duck).cost(0, 30);
  }

  /**
   * Three logs: {@code log} of 30 days, {@code log1} and {@code log10} of one and ten million rows.
   * In {@code log}, the days before the last have a tenth of the rows: a bucket is as large however
   * many rows it counts.
   */
  private void fill() throws SQLException {
    Instant monthAgo = Rows.NOW.minus(Duration.ofDays(31));
    store.execute(
        Rows.create("log1"),
        "SELECT setseed(0.5)",
        Rows.insert("log1", DAY_AGO, END, Rows.BETWEEN_ROWS),
        Rows.create("log"),
        Rows.insert("log", monthAgo, DAY_AGO, Rows.BETWEEN_ROWS.multipliedBy(10)),
        "INSERT INTO log SELECT * FROM log1",
        Rows.create("log10"));
    // The oldest day first, as rows come: an index of blocks needs that.
    for (int days = 9; days >= 1; days--) {
      store.execute(shifted("log10", "log1", days, 1));
    }
    store.execute("INSERT INTO log10 SELECT * FROM log1");
    store.execute(Rows.training());
  }

  /** A day's rows, and the same again for as many days before as are said. */
  private static String shifted(String into, String from, int days, int step) {
    String range =
        step == 1
            ? "(SELECT %d AS i) AS g".formatted(days)
            : "(SELECT unnest(range(%d, 0, %d)) AS i) AS g".formatted(days, -step);
    Instant end = DAY_AGO.plus(Duration.ofDays(1));
    return "INSERT INTO %s SELECT ts - g.i * INTERVAL '1 day', version, version5, region, score, %s, %s FROM %s, %s WHERE ts < TIMESTAMPTZ '%s'"
        .formatted(
            into,
            Rows.list("f%d", Rows.NUMBERS),
            Rows.list("c%d", Rows.TEXTS),
            from,
            range,
            step == 1 ? end : Rows.NOW);
  }

  private Lane lane(String label, Watch watch) throws IOException, SQLException {
    return Lane.open(label, store, watch, folder);
  }

  private static void run(List<Lane> lanes) throws SQLException {
    for (Lane lane : lanes) {
      lane.round(WARM_UP, false);
    }
    for (int i = 0; i < ROUNDS; i++) {
      for (Lane lane : lanes) {
        lane.round(SCRAPES, true);
      }
    }
  }

  /** The cost of a scrape beside the bare sum over the rows that it reads. */
  private void cost(double mostSums, double expectedMillis)
      throws IOException, SQLException, InterruptedException {
    try (Lane lane = lane("", Watch.day())) {
      run(List.of(lane));
      Table.head(
          store.label() + ": a scrape",
          "Windows of 24 h. All rows that a scrape reads are in both: the new ones, those of the last"
              + " seconds again, and once",
          "more those of a bucket that is sealed.");
      Table.times(
          "scrape / bare sum of the same rows",
          Spread.ofRatios(lane.scrapes(), lane.sums()),
          mostSums > 0 ? Table.Goal.atMost(mostSums) : Table.Goal.NONE);
      Table.row(
          "scrape without rendering",
          Spread.of(lane.scrapes()),
          "ms",
          Table.Goal.atMost(expectedMillis));
      Table.millis("of it, reading and counting rows", Spread.of(lane.reads()));
      Table.millis("bare sum", Spread.of(lane.sums()));
      Table.millis("scrape with rendering and HTTP", lane.rendered(5, SCRAPES));
      Table.end();
    }
  }

  /** What a scrape should not depend on. */
  private void axes() throws IOException, SQLException {
    List<Lane> windows = new ArrayList<>();
    for (String window : List.of("1h", "24h", "7d", "30d")) {
      windows.add(
          lane(
              "window of " + window, Watch.day().named("w" + window).over(window, "bucket: 5m\n")));
    }
    compare("the length of the window", windows);
    compare(
        "the number of bins",
        List.of(lane("10 bins", Watch.day()), lane("50 bins", Watch.day().named("b50").bins(50))));
    compare(
        "slices",
        List.of(
            lane("no slices", Watch.day()),
            lane("10 slices", Watch.day().named("s10").slices(10))));
  }

  private void size(String what, String table) throws IOException, SQLException {
    compare(
        "the size of the table: " + what,
        List.of(lane("1 million rows", Watch.day().of("log1")), lane(what, Watch.day().of(table))));
  }

  private void compare(String title, List<Lane> lanes) throws SQLException {
    run(lanes);
    Table.head(store.label() + ": a scrape and " + title);
    Lane first = lanes.get(0);
    for (Lane lane : lanes) {
      Table.millis(lane.label(), Spread.of(lane.scrapes()));
      Table.millis(lane.label() + ", reading and counting rows alone", Spread.of(lane.reads()));
    }
    for (Lane lane : lanes.subList(1, lanes.size())) {
      Table.times(
          String.format(Locale.ROOT, "%s / %s", lane.label(), first.label()),
          Spread.ofRatios(lane.scrapes(), first.scrapes()),
          Table.Goal.atMost(1.2));
    }
    Table.end();
    for (Lane lane : lanes) {
      lane.close();
    }
  }
}
