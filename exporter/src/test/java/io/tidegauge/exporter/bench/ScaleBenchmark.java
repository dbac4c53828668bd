package io.tidegauge.exporter.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a scrape costs by the number of features, slices and versions, on PostgreSQL. */
public final class ScaleBenchmark {
  private static final int ROUNDS = 5;
  private static final int SCRAPES = 40;
  private static final int MOST_FEATURES = 1_000;
  private static final Instant FROM = Rows.NOW.minus(Duration.ofMinutes(70));
  private static final Instant TO = Rows.NOW.plus(Duration.ofMinutes(75));

  private final LogStore store;
  private final Path folder;

  private ScaleBenchmark(LogStore store, Path folder) {
    this.store = store;
    this.folder = folder;
  }

  /** Prints the figures as tables. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Site.newFolder();
    try (PostgresStore postgres = new PostgresStore()) {
      ScaleBenchmark benchmark = new ScaleBenchmark(postgres, folder);
      benchmark.fill();
      Watch hour = Watch.day().over("1h", "bucket: 5m\nmax_versions: 5\n");
      benchmark.compare(
          "features",
          List.of(
              hour.named("wide10").of("wide").features(10, 0),
              hour.named("wide100").of("wide").features(100, 0),
              hour.named("wide1000").of("wide").features(MOST_FEATURES, 0)),
          List.of("10 numeric features", "100 numeric features", "1,000 numeric features"));
      benchmark.compare(
          "slices",
          List.of(
              hour.named("slices0"),
              hour.named("slices5").slices(5),
              hour.named("slices10").slices(10)),
          List.of("20 features, no slices", "20 features, 5 slices", "20 features, 10 slices"));
      benchmark.compare(
          "versions",
          List.of(hour.named("slices0"), hour.named("versions5").versions("version5", 5)),
          List.of("20 features, 1 version", "20 features, 5 versions"));
    }
  }

  private void fill() throws SQLException {
    store.execute(
        Rows.create("log"),
        Rows.insert("log", FROM, TO, Rows.BETWEEN_ROWS),
        "CREATE INDEX ON log (ts)");
    // Four bytes a number: a thousand of eight would not fit into a row of PostgreSQL.
    store.execute(
        "CREATE TABLE wide AS SELECT ts, version, score, "
            + Rows.list("(random() * 1000)::real AS f%d", MOST_FEATURES)
            + " FROM log",
        "CREATE INDEX ON wide (ts)");
    store.execute(Rows.training());
    store.execute(
        "CREATE TABLE training_wide AS SELECT * FROM wide ORDER BY ts LIMIT 10000",
        "VACUUM ANALYZE");
  }

  private void compare(String what, List<Watch> watches, List<String> labels)
      throws IOException, SQLException {
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < watches.size(); i++) {
      Watch watch = watches.get(i);
      String training = watch.table().equals("wide") ? "training_wide" : "training";
      Reference.write(store, watch, training, folder);
      lanes.add(Lane.open(labels.get(i), store, watch, folder));
    }
    for (int i = -1; i < ROUNDS; i++) {
      for (Lane lane : lanes) {
        lane.round(SCRAPES, i >= 0);
      }
    }
    Table.head(
        "A scrape and the number of " + what, "1 million rows a day, a window of 1 h, PostgreSQL.");
    Lane first = lanes.get(0);
    for (Lane lane : lanes) {
      Table.millis(lane.label(), Spread.of(lane.scrapes()));
    }
    for (Lane lane : lanes.subList(1, lanes.size())) {
      Table.times(
          lane.label() + " / " + first.label(),
          Spread.ofRatios(lane.scrapes(), first.scrapes()),
          Table.Goal.NONE);
    }
    Table.end();
    for (Lane lane : lanes) {
      lane.close();
    }
  }
}
