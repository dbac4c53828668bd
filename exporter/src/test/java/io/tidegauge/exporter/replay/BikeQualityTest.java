package io.tidegauge.exporter.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.collect.Exporter;
import io.tidegauge.exporter.collect.Upkeep;
import io.tidegauge.exporter.metrics.TextFormat;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.DatabaseConfig.Counting;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.statistics.QualityMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A model of 2011 in the summer of 2012, when far more people rented bikes than in the year that it
 * learned from: its predictions are distributed as ever, and only labels show that they are wrong.
 */
class BikeQualityTest {
  private static final Path EXAMPLE = RealData.project().resolve("examples/bike-sharing");
  private static final Instant MAY = Instant.parse("2012-05-01T00:00:00Z");
  private static final Instant OCTOBER = Instant.parse("2012-10-01T00:00:00Z");
  private static final Duration BUDGET = Duration.ofMinutes(1);

  private static ModelSpec spec;
  private static final SortedMap<Instant, String> scrapes = new TreeMap<>();

  @BeforeAll
  static void scrapeEachDay() throws IOException {
    Path data = RealData.folder("bike");
    spec =
        ModelSpecReader.read("bike.yaml", Files.readString(EXAMPLE.resolve("bike-sharing.yaml")));
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
    AtomicReference<Instant> now = new AtomicReference<>(MAY);
    try (Exporter exporter =
        Exporter.open(
            List.of(database),
            Map.of(spec, EXAMPLE),
            new Upkeep.Shares(BUDGET, 1, 0),
            now::get,
            Optional.empty())) {
      for (Instant day = MAY; !day.isAfter(OCTOBER); day = day.plus(Duration.ofDays(1))) {
        now.set(day);
        exporter.refresh();
        scrapes.put(day, TextFormat.write(exporter.read(BUDGET)));
      }
    }
  }

  /** The value of the first version's series. */
  private static double value(Instant day, String metric) {
    return Objects.requireNonNull(scrapes.get(day))
        .lines()
        .filter(line -> line.startsWith(metric + "{"))
        .filter(line -> line.contains("version=\"v1\"") && line.contains("window=\"7d\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow(() -> new AssertionError(day + " has no " + metric));
  }

  @Test
  void theErrorIsPastItsLimitOnEachDayOfTheSummer() {
    double limit = Objects.requireNonNull(spec.alerts().quality().limits().get(QualityMetric.MAE));
    for (Instant day : scrapes.keySet()) {
      assertThat(value(day, "ml_quality_mae")).as("%s", day).isGreaterThan(limit);
      assertThat(value(day, "ml_labelled_rows")).as("%s", day).isGreaterThan(100);
    }
  }

  @Test
  void andThePredictionsAreDistributedAsEver() {
    for (Instant day : scrapes.keySet()) {
      double score = value(day, "ml_prediction_drift_psi");
      boolean drifted =
          score > spec.alerts().predictionDrift().alert().above()
              && score > value(day, "ml_prediction_drift_noise_psi");
      assertThat(drifted).as("%s: %s", day, score).isFalse();
    }
  }
}
