package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomCountsTest {
  private static final int DRAWS = 100_000;

  private final RandomCounts random = new RandomCounts(new Well19937c(11));

  private static void assertMoments(DoubleSupplier draw, double mean, double variance) {
    double[] draws = DoubleStream.generate(draw).limit(DRAWS).toArray();
    double standardError = Math.sqrt(variance / DRAWS);
    assertThat(DoubleStream.of(draws).average().orElseThrow())
        .isCloseTo(mean, within(5 * standardError + 1e-12));
    assertThat(new Variance().evaluate(draws)).isCloseTo(variance, within(0.05 * variance + 1e-12));
    assertThat(DoubleStream.of(draws).allMatch(x -> x >= 0 && x == Math.rint(x))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 1, 15, 199, 201, 1e6})
  void poissonHasItsMeanAsItsVariance(double mean) {
    assertMoments(() -> random.poisson(mean), mean, mean);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 0",
    "10, 1",
    "10, 0.3",
    "10, 0.9",
    "250, 0.8",
    "1000, 0.001",
    "1000, 0.999",
    "1e6, 0.4"
  })
  void binomialHasItsMoments(double rows, double kept) {
    assertMoments(() -> random.binomial(rows, kept), rows * kept, rows * kept * (1 - kept));
  }

  @Test
  void binomialNeverKeepsMoreThanThereIs() {
    for (int i = 0; i < DRAWS; i++) {
      assertThat(random.binomial(5, 0.95)).isBetween(0.0, 5.0);
    }
  }
}
