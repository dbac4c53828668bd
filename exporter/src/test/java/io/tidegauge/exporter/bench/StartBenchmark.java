package io.tidegauge.exporter.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How soon the packaged exporter answers, has readings and has filled its windows, and what memory
 * it then takes. Linux only: it reads {@code /proc}.
 *
 * <p>Arguments: the jar, its archive of classes, how often to measure, the {@code java} of a JDK 25
 * or what else is there, then the flags.
 */
public final class StartBenchmark {
  private static final int SCRAPES = 1_000;

  private final Site site;
  private final Path jar;

  private StartBenchmark(Site site, Path jar) {
    this.site = site;
    this.jar = jar;
  }

  /** Prints the figures as tables. */
  public static void main(String[] arguments) throws Exception {
    Site site = new Site(Site.newFolder());
    StartBenchmark benchmark = new StartBenchmark(site, Path.of(arguments[0]));
    int rounds = Integer.parseInt(arguments[2]);
    Path newer = Path.of(arguments[3]);
    List<String> flags = Arrays.asList(arguments).subList(4, arguments.length);
    try (PostgresStore store = new PostgresStore()) {
      LiveLog.fill(store);
      site.write(store, Watch.day().over("1h, 24h", ""));
      benchmark.measure(
          "Java 17 with the archive of classes that the image has",
          ExporterProcess.thisJava(),
          with(flags, "-XX:SharedArchiveFile=" + arguments[1]),
          rounds,
          0.5);
      if (!Files.isExecutable(newer)) {
        System.out.println("JDK 25 is not installed here: its AOT cache is not measured.\n");
        return;
      }
      Path cache = site.folder().resolve("exporter.aot");
      try (ExporterProcess training =
          benchmark.start(newer, with(flags, "-XX:AOTCacheOutput=" + cache))) {
        training.await("/-/ready");
        training.get("/metrics");
        training.get("/");
      }
      benchmark.measure(
          "Java 25 with an AOT cache", newer, with(flags, "-XX:AOTCache=" + cache), rounds, 0.5);
    }
  }

  private static List<String> with(List<String> flags, String more) {
    List<String> all = new ArrayList<>(flags);
    all.add(more);
    return all;
  }

  private ExporterProcess start(Path java, List<String> flags) throws IOException {
    return ExporterProcess.serve(java, flags, jar, site.folder());
  }

  /** What one process showed. */
  private record Start(
      double answered, double read, double filled, double memoryFilled, double memoryScraped) {}

  private void measure(String title, Path java, List<String> flags, int rounds, double mostSeconds)
      throws Exception {
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      starts.add(once(java, flags));
    }
    Table.head(
        title,
        String.format(
            Locale.ROOT,
            "PostgreSQL, 20 features, windows of 1 h and 24 h with 1 million rows, which the background fills in a fifth of its time; %d processes.",
            rounds));
    Table.row("first response", of(starts, Start::answered), "s", Table.Goal.atMost(mostSeconds));
    Table.row("first reading of rows", of(starts, Start::read), "s", Table.Goal.NONE);
    Table.row("all windows filled", of(starts, Start::filled), "s", Table.Goal.NONE);
    Table.row("resident memory then", of(starts, Start::memoryFilled), "MB", Table.Goal.NONE);
    Table.row(
        "resident memory after %,d scrapes".formatted(SCRAPES),
        of(starts, Start::memoryScraped),
        "MB",
        Table.Goal.NONE);
    Table.end();
  }

  private static Spread of(List<Start> starts, java.util.function.ToDoubleFunction<Start> figure) {
    return Spread.of(starts.stream().mapToDouble(figure).toArray());
  }

  private Start once(Path java, List<String> flags) throws Exception {
    try (ExporterProcess exporter = start(java, flags)) {
      exporter.await("/-/healthy");
      double answered = exporter.seconds();
      exporter.await("/metrics", "\nml_window_rows{");
      double read = exporter.seconds();
      exporter.await("/-/ready");
      double filled = exporter.seconds();
      exporter.await("/metrics", "window=\"24h\"");
      double memoryFilled = exporter.megabytes("VmRSS");
      for (int i = 0; i < SCRAPES; i++) {
        exporter.get("/metrics");
      }
      return new Start(answered, read, filled, memoryFilled, exporter.megabytes("VmRSS"));
    }
  }
}
