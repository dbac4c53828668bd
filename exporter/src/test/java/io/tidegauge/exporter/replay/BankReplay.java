package io.tidegauge.exporter.replay;

import io.tidegauge.exporter.backtest.Past;
import io.tidegauge.exporter.backtest.PastModel;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.DatabaseConfig.Counting;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real campaign of 2008, scraped every hour by exporters with a moved clock: what Prometheus
 * would have kept of the metrics that the rules read.
 *
 * @param spec with the windows of seven days only: the rules read no others, and thirty days would
 *     take the scrapes twice the time
 * @param replay what the backtest says
 */
record BankReplay(ModelSpec spec, Replay replay) {
  static final Path EXAMPLE = RealData.project().resolve("examples/bank-marketing");
  static final Path RULES = RealData.project().resolve("rules/bank-marketing.rules.yml");

  static final Instant FIRST = Instant.parse("2008-06-02T00:00:00Z");
  static final Instant LAST = Instant.parse("2008-11-30T00:00:00Z");

  /** Every hour that is scraped. */
  static final List<Instant> HOURS =
      Stream.iterate(FIRST, hour -> !hour.isAfter(LAST), hour -> hour.plus(Duration.ofHours(1)))
          .toList();

  private static final Duration BUDGET = Duration.ofMinutes(1);

  private static @Nullable BankReplay shared;

  /** The replay, made once for all tests: it takes a while. */
  static synchronized BankReplay get() throws IOException, InterruptedException {
    BankReplay replay = shared;
    if (replay == null) {
      replay = make(RealData.folder("bank"));
      shared = replay;
    }
    return replay;
  }

  private static BankReplay make(Path data) throws IOException, InterruptedException {
    String text = Files.readString(EXAMPLE.resolve("bank-marketing.yaml"));
    ModelSpec spec =
        ModelSpecReader.read(
            "bank-marketing.yaml", text.replace("windows: [7d, 30d]", "windows: [7d]"));
    Past past =
        new Past(
            List.of(database(data)),
            List.of(PastModel.of(spec, EXAMPLE)),
            FIRST,
            LAST,
            Duration.ofHours(1),
            true);
    Path folder = Files.createDirectories(Path.of("target/bank-replay"));
    return new BankReplay(spec, Replay.of(past, RULES, folder));
  }

  /** A database of the example's files. */
  static DatabaseConfig database(Path data) {
    return new DatabaseConfig(
        "bank",
        "jdbc:duckdb:",
        Map.of(
            "predictions", data.resolve("predictions.parquet").toString(),
            "labels", data.resolve("labels.parquet").toString(),
            "reference", data.resolve("reference.parquet").toString()),
        Optional.empty(),
        Optional.empty(),
        1,
        Duration.ofSeconds(10),
        BUDGET,
        Counting.ROWS,
        // the exporters together have work for all processors
        Map.of("threads", "1"));
  }

  /**
   * The values of a series of v1; none where scrapes do not have it.
   *
   * @param of the label that the metric has beside those of its window, if any, as scrapes have it
   */
  SortedMap<Instant, Double> ofFirstVersion(String metric, String of) {
    String labels =
        Stream.of(
                of, "model=\"bank-marketing\"", "slice=\"all\"", "version=\"v1\"", "window=\"7d\"")
            .filter(label -> !label.isEmpty())
            .sorted()
            .collect(Collectors.joining(","));
    return replay.series().getOrDefault(metric + "{" + labels + "}", Collections.emptySortedMap());
  }
}
