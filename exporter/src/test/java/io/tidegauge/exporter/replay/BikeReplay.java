package io.tidegauge.exporter.replay;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Bike rentals of 2012, scraped by an exporter with a moved clock. */
final class BikeReplay {
  static final Path EXAMPLE = RealData.project().resolve("examples/bike-sharing");
  static final Path RULES = RealData.project().resolve("rules/bike-sharing.rules.yml");
  private static final Duration BUDGET = Duration.ofMinutes(1);

  private BikeReplay() {}

  static ModelSpec spec() throws IOException {
    return ModelSpecReader.read(
        "bike-sharing.yaml", Files.readString(EXAMPLE.resolve("bike-sharing.yaml")));
  }

  /**
   * What scrapes say at these times.
   *
   * @param refreshed at which of them labels are looked for before
   */
  static SortedMap<Instant, String> scrapes(List<Instant> times, Predicate<Instant> refreshed)
      throws IOException {
    Path data = RealData.folder("bike");
    DatabaseConfig database =
        new DatabaseConfig(
            "bike",
            "jdbc:duckdb:",
            Map.of(
                "predictions", data.resolve("predictions.parquet").toString(),
                "labels", data.resolve("labels.parquet").toString()),
            Optional.empty(),
            Optional.empty(),
            1,
            Duration.ofSeconds(10),
            BUDGET,
            Counting.ROWS,
            Map.of("threads", "1"));
    AtomicReference<Instant> now = new AtomicReference<>(times.get(0));
    SortedMap<Instant, String> scrapes = new TreeMap<>();
    try (Exporter exporter =
        Exporter.open(
            List.of(database),
            Map.of(spec(), EXAMPLE),
            new Upkeep.Shares(BUDGET, 1, 0),
            now::get,
            Optional.empty())) {
      for (Instant time : times) {
        now.set(time);
        if (scrapes.isEmpty() || refreshed.test(time)) {
          exporter.refresh();
        }
        scrapes.put(time, TextFormat.write(exporter.read(BUDGET)));
      }
    }
    return scrapes;
  }
}
