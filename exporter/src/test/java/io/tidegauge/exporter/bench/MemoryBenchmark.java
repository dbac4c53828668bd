package io.tidegauge.exporter.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Resident memory of the exporter, started as users start it, over a log on PostgreSQL of 16
 * numeric and 4 text features: while it fills a window of a million rows, and over many scrapes.
 * Linux only: it reads {@code /proc}.
 *
 * <p>Arguments: the exporter's jar, how often to measure, how many scrapes are many, then the flags
 * of its Java.
 */
public final class MemoryBenchmark {
  private static final int SCRAPES = 300;
  private static final int SAMPLES = 10;

  private final Site site;
  private final Path jar;
  private final List<String> flags;

  private MemoryBenchmark(Site site, Path jar, List<String> flags) {
    this.site = site;
    this.jar = jar;
    this.flags = flags;
  }

  /** Prints the figures as a table. */
  public static void main(String[] arguments) throws Exception {
    Site site = new Site(Site.newFolder());
    int rounds = Integer.parseInt(arguments[1]);
    int many = Integer.parseInt(arguments[2]);
    MemoryBenchmark benchmark =
        new MemoryBenchmark(
            site, Path.of(arguments[0]), Arrays.asList(arguments).subList(3, arguments.length));
    try (PostgresStore store = new PostgresStore()) {
      LiveLog.fill(store);
      double[] filling = new double[rounds];
      double[] idle = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        site.write(store, Watch.day());
        filling[i] = benchmark.filling();
        site.write(store, Watch.day().named("minutes").over("5m", ""));
        idle[i] = benchmark.over(SCRAPES, 1).get(0);
      }
      Table.row("idle after 300 scrapes", Spread.of(idle), "MB", Table.Goal.atMost(110));
      Table.row(
          "peak while a window of 1,000,000 rows is filled",
          Spread.of(filling),
          "MB",
          Table.Goal.atMost(150));
      List<Double> samples = benchmark.over(many, SAMPLES);
      Table.row(
          "of one process, at %d moments over %,d scrapes".formatted(SAMPLES, many),
          Spread.of(samples),
          "MB",
          Table.Goal.NONE);
      Table.row(
          "growth from the first of these to the last",
          Spread.of(100 * (samples.get(SAMPLES - 1) / samples.get(0) - 1)),
          "%",
          Table.Goal.atMost(5));
    }
  }

  private ExporterProcess start() throws Exception {
    return ExporterProcess.serve(ExporterProcess.thisJava(), flags, jar, site.folder());
  }

  private double filling() throws Exception {
    try (ExporterProcess exporter = start()) {
      exporter.await("/-/ready");
      exporter.await("/metrics", "\nml_feature_drift_psi{");
      return exporter.megabytes("VmHWM");
    }
  }

  /** Resident memory at so many moments, evenly over so many scrapes. */
  private List<Double> over(int scrapes, int moments) throws Exception {
    List<Double> samples = new ArrayList<>();
    try (ExporterProcess exporter = start()) {
      exporter.await("/-/ready");
      exporter.await("/metrics", "\nml_feature_drift_psi{");
      for (int i = 1; i <= scrapes; i++) {
        exporter.get("/metrics");
        if (i % (scrapes / moments) == 0) {
          samples.add(exporter.megabytes("VmRSS"));
        }
      }
    }
    return samples;
  }
}
