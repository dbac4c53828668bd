package io.tidegauge.exporter.bench;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.CountLayouts;
import io.tidegauge.profile.Profile;
import io.tidegauge.source.Databases;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.RowReader;
import io.tidegauge.spec.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many scrapes the same readings cost where each reads its whole window: by SQL, by our own way
 * of reading rows, and by an exporter of SQL queries.
 *
 * <p>Argument: where {@code prometheus-sql-exporter} is, or would be.
 */
public final class RereadBenchmark {
  private static final int ROUNDS = 5;
  private static final int SCRAPES = 40;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant FROM = Rows.NOW.minus(DAY);
  private static final String WHERE =
      " FROM log WHERE ts >= TIMESTAMPTZ '%s' AND ts < TIMESTAMPTZ '%s'".formatted(FROM, Rows.NOW);

  private final LogStore store;
  private final Path folder;
  private final Watch watch = Watch.day();

  private RereadBenchmark(LogStore store, Path folder) {
    this.store = store;
    this.folder = folder;
  }

  /** Prints the figures as tables. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Site.newFolder();
    try (PostgresStore postgres = new PostgresStore()) {
      RereadBenchmark benchmark = new RereadBenchmark(postgres, folder);
      benchmark.fill("CREATE INDEX ON log (ts)", "VACUUM ANALYZE");
      double[] scrapes = benchmark.scrapes();
      Table.head(
          "PostgreSQL: a scrape and reading its window anew",
          "1 million rows, 20 features. SQL may use two workers beside its own process.");
      benchmark.sql("count(*) FILTER (WHERE %s)", scrapes, 200);
      benchmark.rows(scrapes, 300);
      benchmark.sqlExporter(Path.of(arguments[0]), postgres.port(), scrapes);
      Table.end();
    }
    Path duck = Files.createDirectory(folder.resolve("duck"));
    RereadBenchmark benchmark = new RereadBenchmark(new DuckDbStore(duck, false), duck);
    benchmark.fill();
    double[] scrapes = benchmark.scrapes();
    Table.head(
        "DuckDB: a scrape and reading its window anew",
        "1 million rows, 20 features, one thread, as the exporter has.");
    benchmark.sql("count_if(%s)", scrapes, 15);
    benchmark.rows(scrapes, 60);
    Table.end();
  }

  private void fill(String... more) throws SQLException {
    store.execute(
        Rows.create("log"),
        Rows.insert(
            "log",
            FROM.minus(Duration.ofHours(1)),
            Rows.NOW.plus(Duration.ofHours(2)),
            Rows.BETWEEN_ROWS));
    store.execute(Rows.training());
    store.execute(more);
  }

  /** Milliseconds of a scrape, one average for each round. */
  private double[] scrapes() throws IOException, SQLException {
    try (Lane lane = Lane.open("", store, watch, folder)) {
      lane.round(2 * SCRAPES, false);
      for (int i = 0; i < ROUNDS; i++) {
        lane.round(SCRAPES, true);
      }
      return lane.scrapes();
    }
  }

  private interface Reading {
    void read() throws Exception;
  }

  private static void print(String what, Reading reading, double[] scrapes, double goal)
      throws Exception {
    double[] millis = new double[ROUNDS];
    for (int i = -1; i < ROUNDS; i++) {
      long start = System.nanoTime();
      reading.read();
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Table.millis(what, Spread.of(millis));
    Table.times(what + " / scrape", Spread.ofRatios(millis, scrapes), Table.Goal.atLeast(goal));
  }

  private void sql(String countIf, double[] scrapes, double goal) throws Exception {
    Table.millis("scrape", Spread.of(scrapes));
    List<String> statements = Recount.of(watch, folder).best(countIf, WHERE);
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      print(
          "24 h again by the best SQL",
          () -> {
            for (String text : statements) {
              try (ResultSet rows = statement.executeQuery(text)) {
                while (rows.next()) {
                  rows.getObject(1);
                }
              }
            }
          },
          scrapes,
          goal);
    }
  }

  private void rows(double[] scrapes, double goal) throws Exception {
    ModelSpec spec = watch.spec();
    WatchedColumns columns = WatchedColumns.of(spec);
    Profile profile = Reference.read(watch, "v1", folder);
    VersionLayouts layouts =
        new VersionLayouts(version -> CountLayouts.of(spec, columns, Optional.of(profile)));
    try (Databases databases = Databases.open(List.of(store.config()))) {
      RowReader reader = new RowReader(databases.get("bench"), spec, columns);
      print(
          "24 h again row by row",
          () ->
              reader.read(
                  FROM,
                  Rows.NOW,
                  Deadline.after(Duration.ofMinutes(2)),
                  () -> new BucketedCounts(columns.slices(), DAY, layouts::of),
                  BucketedCounts::add),
          scrapes,
          goal);
    }
  }

  private void sqlExporter(Path program, int port, double[] scrapes) throws Exception {
    String what = "prometheus-sql-exporter with a query for each feature";
    if (!Files.isExecutable(program)) {
      Table.absent(what, "the program is not there; `.ci/tools bench` fetches it on Debian");
      return;
    }
    Path config =
        Files.writeString(
            folder.resolve("sql-exporter.yaml"),
            Recount.of(watch, folder).sqlExporter(port, WHERE));
    String address = "127.0.0.1:" + ExporterProcess.freePort();
    List<Double> runs = new ArrayList<>();
    try (ExporterProcess peer =
        ExporterProcess.start(
            List.of(
                program.toAbsolutePath().toString(),
                "-config.file=" + config,
                "-web.listen-address=" + address),
            address,
            folder.resolve("sql-exporter.log"))) {
      peer.await("/metrics");
      // It runs its queries one after another by an interval of its own, and says what they took.
      double before = 0;
      while (runs.size() <= ROUNDS) {
        Thread.sleep(100);
        String page = peer.get("/metrics");
        if (finished(page) > runs.size()) {
          double total = sum(page, "sql_exporter_query_duration_seconds_sum");
          runs.add(1000 * (total - before));
          before = total;
        }
      }
    }
    double[] millis = runs.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
    Table.millis(what, Spread.of(millis));
    Table.times(what + " / scrape", Spread.ofRatios(millis, scrapes), Table.Goal.atLeast(300));
  }

  /** How often all queries were executed. */
  private static long finished(String page) {
    List<Double> counts = values(page, "sql_exporter_query_duration_seconds_count");
    boolean all = counts.size() == Rows.NUMBERS + Rows.TEXTS;
    return all ? (long) counts.stream().mapToDouble(Double::doubleValue).min().orElse(0) : 0;
  }

  private static double sum(String page, String series) {
    return values(page, series).stream().mapToDouble(Double::doubleValue).sum();
  }

  private static List<Double> values(String page, String series) {
    return page.lines()
        .filter(line -> line.startsWith(series + "{"))
        .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
        .toList();
  }
}
