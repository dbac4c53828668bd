package io.tidegauge.exporter.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Up to how many new rows a second the exporter keeps up, on PostgreSQL, and what happens beyond.
 *
 * <p>Arguments: the jar, how many seconds each rate is held, then the flags.
 */
public final class KeepUpBenchmark {
  private static final List<Integer> RATES = List.of(1_000, 5_000, 20_000, 50_000, 100_000);
  private static final int GOAL = 50_000;
  private static final double BETWEEN_SCRAPES = 5;

  private KeepUpBenchmark() {}

  /** Prints the figures as a table. */
  public static void main(String[] arguments) throws Exception {
    Site site = new Site(Site.newFolder());
    int seconds = Integer.parseInt(arguments[1]);
    List<String> flags = Arrays.asList(arguments).subList(2, arguments.length);
    try (PostgresStore store = new PostgresStore()) {
      store.execute(Rows.training());
      site.write(store, Watch.day().over("1h", "bucket: 1m\nlateness: 5s\n"));
      System.out.println(
          "| rows a second | written in fact | scrape, median | spread | unread at most | scrapes"
              + " without rows | counted at the end | goal |");
      System.out.println("|---|---|---|---|---|---|---|---|");
      for (int rate : RATES) {
        store.execute("DROP TABLE IF EXISTS log", Rows.create("log"), "CREATE INDEX ON log (ts)");
        try (RowWriter writer = new RowWriter(store, rate);
            ExporterProcess exporter =
                ExporterProcess.serve(
                    ExporterProcess.thisJava(), flags, Path.of(arguments[0]), site.folder())) {
          exporter.await("/-/ready");
          writer.start();
          print(rate, run(exporter, seconds, writer), writer.rate());
        }
      }
    }
  }

  /**
   * What was seen at one rate.
   *
   * @param unread the most seconds of rows that were not read after a scrape
   * @param without scrapes that had no reading of rows
   * @param missing rows that were written and not counted in the end
   */
  private record Seen(Spread seconds, double unread, int without, int scrapes, double missing) {
    boolean keptUp() {
      return without == 0 && missing == 0 && seconds.median() < BETWEEN_SCRAPES;
    }
  }

  private static Seen run(ExporterProcess exporter, int seconds, RowWriter writer)
      throws Exception {
    List<Double> durations = new ArrayList<>();
    double unread = 0;
    int without = 0;
    double end = exporter.seconds() + seconds;
    while (exporter.seconds() < end) {
      double start = exporter.seconds();
      String page = exporter.get("/metrics");
      durations.add(exporter.seconds() - start);
      unread = Math.max(unread, value(page, "ml_exporter_unread_seconds"));
      without += Double.isNaN(value(page, "ml_window_rows")) ? 1 : 0;
      Thread.sleep((long) (1000 * Math.max(0, start + BETWEEN_SCRAPES - exporter.seconds())));
    }
    long written = writer.stop();
    double counted = Double.NaN;
    for (int i = 0; i < 5 && !(counted == written); i++) {
      counted = value(exporter.get("/metrics"), "ml_window_rows");
    }
    double missing = Double.isNaN(counted) ? written : written - counted;
    return new Seen(Spread.of(durations), unread, without, durations.size(), missing);
  }

  /** The value of a family's first series; NaN where it has none. */
  private static double value(String page, String family) {
    Matcher series = Pattern.compile("(?m)^" + family + "\\{[^}]*\\} (\\S+)").matcher(page);
    return series.find() ? Double.parseDouble(series.group(1)) : Double.NaN;
  }

  private static void print(int rate, Seen seen, double written) {
    System.out.printf(
        Locale.ROOT,
        "| %,d | %,.0f | %s s | %s to %s | %s s | %d of %d | %s | %s |%n",
        rate,
        written,
        Table.number(seen.seconds().median()),
        Table.number(seen.seconds().least()),
        Table.number(seen.seconds().most()),
        Table.number(seen.unread()),
        seen.without(),
        seen.scrapes(),
        seen.missing() == 0 ? "all" : "all but %,.0f".formatted(seen.missing()),
        goal(rate, seen.keptUp()));
  }

  private static String goal(int rate, boolean keptUp) {
    String what = keptUp ? "kept up" : "not kept up";
    return rate > GOAL || keptUp ? what : what + ", **missed**";
  }
}
