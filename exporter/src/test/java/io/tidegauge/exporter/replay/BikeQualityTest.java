package io.tidegauge.exporter.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.QualityMetric;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model of 2011 in the summer of 2012, when far more people rented bikes than in the year that it
 * learned from: its predictions are distributed as ever, and only labels show that they are wrong.
 */
class BikeQualityTest {
  private static final Instant MAY = Instant.parse("2012-05-01T00:00:00Z");
  private static final Instant OCTOBER = Instant.parse("2012-10-01T00:00:00Z");

  private static ModelSpec spec;
  private static Replay replay;

  @BeforeAll
  static void scrapeEachDay(@TempDir Path folder) throws IOException, InterruptedException {
    spec = BikeReplay.spec();
    replay = BikeReplay.of(MAY, OCTOBER, Duration.ofDays(1), folder);
  }

  private static List<Instant> days() {
    return Stream.iterate(MAY, day -> !day.isAfter(OCTOBER), day -> day.plus(Duration.ofDays(1)))
        .toList();
  }

  /** The value of the first version's series. */
  private static double value(Instant day, String metric) {
    return replay.series().entrySet().stream()
        .filter(series -> series.getKey().startsWith(metric + "{"))
        .filter(series -> series.getKey().contains("version=\"v1\""))
        .filter(series -> series.getKey().contains("window=\"7d\""))
        .map(series -> series.getValue().get(day))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(() -> new AssertionError(day + " has no " + metric));
  }

  @Test
  void theErrorIsPastItsLimitOnEachDayOfTheSummer() {
    double limit = Objects.requireNonNull(spec.alerts().quality().limits().get(QualityMetric.MAE));
    for (Instant day : days()) {
      assertThat(value(day, "ml_quality_mae")).as("%s", day).isGreaterThan(limit);
      assertThat(value(day, "ml_labelled_rows")).as("%s", day).isGreaterThan(100);
    }
  }

  @Test
  void andThePredictionsAreDistributedAsEver() {
    for (Instant day : days()) {
      double score = value(day, "ml_prediction_drift_psi");
      boolean drifted =
          score > spec.alerts().predictionDrift().alert().above()
              && score > value(day, "ml_prediction_drift_noise_psi");
      assertThat(drifted).as("%s: %s", day, score).isFalse();
    }
  }
}
