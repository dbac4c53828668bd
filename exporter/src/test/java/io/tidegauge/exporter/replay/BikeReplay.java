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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bike rentals of 2012, scraped again. */
final class BikeReplay {
  static final Path EXAMPLE = RealData.project().resolve("examples/bike-sharing");
  static final Path RULES = RealData.project().resolve("rules/bike-sharing.rules.yml");
  private static final Duration BUDGET = Duration.ofMinutes(1);

  private BikeReplay() {}

  static ModelSpec spec() throws IOException {
    return ModelSpecReader.read(
        "bike-sharing.yaml", Files.readString(EXAMPLE.resolve("bike-sharing.yaml")));
  }

  /** What a backtest says. */
  static Replay of(Instant from, Instant to, Duration step, Path folder)
      throws IOException, InterruptedException {
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
    Past past =
        new Past(List.of(database), List.of(PastModel.of(spec(), EXAMPLE)), from, to, step, true);
    return Replay.of(past, RULES, folder);
  }
}
