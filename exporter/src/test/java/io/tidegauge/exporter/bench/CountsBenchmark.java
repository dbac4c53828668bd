package io.tidegauge.exporter.bench;

import io.tidegauge.counts.Row;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.exporter.collect.Memory;
import io.tidegauge.exporter.rows.GeneratedLog;
import io.tidegauge.exporter.rows.RowHistory;
import io.tidegauge.exporter.rows.RowHistory.Known;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.Readings;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.spec.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** The memory that the counts of a large model take, and the time that readings of them take. */
public final class CountsBenchmark {
  private static final int ROUNDS = 15;
  private static final double MEGABYTE = 1 << 20;

  private CountsBenchmark() {}

  /** Prints the figures as tables. */
  public static void main(String[] arguments) throws Exception {
    statistics(
        Watch.day()
            .named("large")
            .features(500, 0)
            .over("1h, 24h, 7d", "bucket: 1m\n")
            .versions("version", 2));
    memory(
        Watch.day()
            .named("huge")
            .features(1_000, 0)
            .over("24h, 7d, 30d", "bucket: 5m\nmax_versions: 2\n")
            .versions("version", 2)
            .slices(5));
  }

  private static void memory(Watch watch) {
    ModelSpec spec = watch.spec();
    SortedMap<String, Profile> profiles = profiles(spec, watch);
    double before = heap();
    RowHistory history =
        new GeneratedLog(
                spec, version -> Optional.ofNullable(profiles.get(version)), watch.slices())
            .filled(Rows.NOW);
    double sealed = heap() - before;
    Known known = history.known(Rows.NOW);
    double bytes = known.bytes() / MEGABYTE;
    double bound = Memory.countsBytes(spec) / MEGABYTE;
    known = null;
    double summed = heap() - before;
    Table.head(
        "Memory of counts",
        "1,000 features of 10 bins, 2 versions, 5 slices, windows of 24 h, 7 d and 30 d, buckets of 5 min, 1 million rows a day,",
        "without quantile sketches. Heap after collections, less what it was before.");
    Table.row("heap for the counts, filled", Spread.of(sealed), "MB", Table.Goal.atMost(256));
    Table.row(
        "heap after a scrape, with the sums of the windows",
        Spread.of(summed),
        "MB",
        Table.Goal.NONE);
    Table.row("what `ml_exporter_counts_bytes` says", Spread.of(bytes), "MB", Table.Goal.NONE);
    Table.row("what it may come to, by the spec alone", Spread.of(bound), "MB", Table.Goal.NONE);
    Table.row(
        "distance of the former from the heap",
        Spread.of(100 * Math.abs(bytes / sealed - 1)),
        "%",
        Table.Goal.atMost(10));
    Table.row(
        "distance of the latter from the heap",
        Spread.of(100 * Math.abs(bound / sealed - 1)),
        "%",
        Table.Goal.atMost(10));
    Table.end();
    if (history.readTo().isEmpty()) {
      throw new IllegalStateException("nothing was read");
    }
  }

  private static double heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MEGABYTE;
  }

  private static void statistics(Watch watch) {
    ModelSpec spec = watch.spec();
    SortedMap<String, Profile> profiles = profiles(spec, watch);
    RowHistory history =
        new GeneratedLog(
                spec, version -> Optional.ofNullable(profiles.get(version)), watch.slices())
            .filled(Rows.NOW);
    List<Monitor> monitors = Monitor.ALL.stream().filter(monitor -> monitor.fits(spec)).toList();
    WatchedColumns columns = WatchedColumns.of(spec);
    double[] sums = new double[ROUNDS];
    double[] statistics = new double[ROUNDS];
    int readings = 0;
    for (int i = -20; i < ROUNDS; i++) {
      long start = System.nanoTime();
      Known known = history.known(Rows.NOW);
      long summed = System.nanoTime();
      Observation observation =
          new Observation(
              spec,
              columns,
              known.unreadable(),
              Rows.NOW,
              profiles,
              known.windows(),
              List.of(),
              List.of(),
              Optional.of(Rows.NOW));
      readings = 0;
      for (Monitor monitor : monitors) {
        Readings taken = new Readings(spec.name());
        monitor.read(observation, taken);
        readings += taken.readings().size();
      }
      if (i >= 0) {
        sums[i] = (summed - start) / 1e6;
        statistics[i] = (System.nanoTime() - summed) / 1e6;
      }
    }
    Table.head(
        "Statistics over counts",
        "500 features of 10 bins, 3 windows, 2 versions: %,d readings of all monitors."
            .formatted(readings));
    Table.row("all readings from known counts", Spread.of(statistics), "ms", Table.Goal.atMost(20));
    Table.millis("before that, the counts of the windows from those of buckets", Spread.of(sums));
    Table.end();
  }

  private static SortedMap<String, Profile> profiles(ModelSpec spec, Watch watch) {
    Random random = new Random(2);
    ModelSpec one = watch.features(1, 0).spec();
    WatchedColumns columns = WatchedColumns.of(one);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      Row row = new Row(columns);
      row.timeMicros(i * 86_400L);
      for (int column = 0; column < columns.numbers().size(); column++) {
        row.number(column, random.nextDouble() * 1000);
      }
      if (!columns.slices().isEmpty()) {
        row.slice(0, "region " + random.nextInt(watch.slices()));
      }
      rows.add(row);
    }
    SortedMap<String, Profile> profiles = new TreeMap<>();
    for (String version : spec.predictions().versions().values()) {
      Profile profile = ProfileBuilder.onEveryCore(one).build(version, rows::forEach, true);
      profiles.put(version, Reference.ofAll(spec, profile));
    }
    return profiles;
  }
}
