package io.tidegauge.exporter.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.collect.Exporter;
import io.tidegauge.exporter.collect.Upkeep;
import io.tidegauge.exporter.metrics.TextFormat;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.DatabaseConfig.Counting;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real campaign of 2008, scraped every hour by exporters with a moved clock: what Prometheus
 * would have kept of the metrics that the rules read.
 *
 * @param spec with the windows of seven days only: the rules read no others, and thirty days would
 *     take the scrapes twice the time
 * @param series values by hour, of each series by its name and labels as scrapes have them
 */
record BankReplay(ModelSpec spec, SortedMap<String, SortedMap<Instant, Double>> series) {
  static final Path EXAMPLE = RealData.project().resolve("examples/bank-marketing");
  static final Path RULES = RealData.project().resolve("rules/bank-marketing.rules.yml");

  private static final Instant FIRST = Instant.parse("2008-06-02T00:00:00Z");
  private static final Instant LAST = Instant.parse("2008-11-30T00:00:00Z");

  /** Every hour that is scraped. */
  static final List<Instant> HOURS =
      Stream.iterate(FIRST, hour -> !hour.isAfter(LAST), hour -> hour.plus(Duration.ofHours(1)))
          .toList();

  /** One exporter scrapes so many; the next starts anew, so that all processors have work. */
  private static final int HOURS_OF_AN_EXPORTER = 24 * 14;

  /** The labels of a day come at 18:00: to look for them each hour would take twice the time. */
  private static final int HOURS_OF_LABELS = 6;

  private static final Duration BUDGET = Duration.ofMinutes(1);

  private static @Nullable BankReplay shared;

  /** The replay, made once for all tests: it takes a while. */
  static synchronized BankReplay get() throws IOException {
    BankReplay replay = shared;
    if (replay == null) {
      replay = make(RealData.folder("bank"));
      shared = replay;
    }
    return replay;
  }

  private static BankReplay make(Path data) throws IOException {
    String text = Files.readString(EXAMPLE.resolve("bank-marketing.yaml"));
    ModelSpec spec =
        ModelSpecReader.read(
            "bank-marketing.yaml", text.replace("windows: [7d, 30d]", "windows: [7d]"));
    SortedMap<Instant, String> scrapes = new ConcurrentSkipListMap<>();
    IntStream.rangeClosed(0, (HOURS.size() - 1) / HOURS_OF_AN_EXPORTER)
        .parallel()
        .forEach(
            exporter -> {
              int first = exporter * HOURS_OF_AN_EXPORTER;
              int end = Math.min(HOURS.size(), first + HOURS_OF_AN_EXPORTER);
              scrape(spec, database(data), HOURS.subList(first, end), scrapes);
            });
    assertThat(scrapes.keySet()).containsExactlyElementsOf(HOURS);
    return new BankReplay(spec, ScrapedSeries.of(scrapes, RULES));
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

  private static void scrape(
      ModelSpec spec, DatabaseConfig database, List<Instant> hours, Map<Instant, String> scrapes) {
    AtomicReference<Instant> now = new AtomicReference<>(hours.get(0));
    try (Exporter exporter =
        Exporter.open(
            List.of(database),
            Map.of(spec, EXAMPLE),
            new Upkeep.Shares(BUDGET, 1, 0),
            now::get,
            Optional.empty())) {
      exporter.refresh();
      for (Instant hour : hours) {
        now.set(hour);
        if (hour.atOffset(ZoneOffset.UTC).getHour() % HOURS_OF_LABELS == 0) {
          exporter.refresh();
        }
        scrapes.put(hour, TextFormat.write(exporter.read(BUDGET)));
      }
    }
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
    return series.getOrDefault(metric + "{" + labels + "}", Collections.emptySortedMap());
  }
}
