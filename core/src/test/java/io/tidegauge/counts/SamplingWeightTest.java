package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingWeightTest {

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 10, 1_000_000})
  void aWholeWeightIsThatManyPredictions(double weight) {
    assertThat(SamplingWeight.predictions(weight, null)).isEqualTo((long) weight);
    assertThat(SamplingWeight.predictions(weight, "id")).isEqualTo((long) weight);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        -1,
        1_000_000.5,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void whatIsNoWeightIsInvalid(double weight) {
    assertThat(SamplingWeight.predictions(weight, "id")).isEqualTo(SamplingWeight.INVALID);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.3, 1.5, 3.3333333333333335, 99.99})
  void aWeightThatIsNotWholeIsRoundedWithoutBias(double weight) {
    int rows = 200_000;
    double mean =
        IntStream.range(0, rows)
            .mapToLong(row -> SamplingWeight.predictions(weight, "request-" + row))
            .average()
            .orElseThrow();
    double fraction = weight - Math.floor(weight);
    assertThat(mean).isCloseTo(weight, within(4 * Math.sqrt(fraction * (1 - fraction) / rows)));
  }

  @Test
  void aRowThatIsReadAgainCountsAlike() {
    for (int row = 0; row < 1000; row++) {
      long once = SamplingWeight.predictions(2.5, "request-" + row);
      assertThat(once).isIn(2L, 3L);
      assertThat(SamplingWeight.predictions(2.5, "request-" + row)).isEqualTo(once);
    }
  }

  @Test
  void withoutAnIdNothingSaysWhereToRound() {
    assertThat(SamplingWeight.predictions(2.5, null)).isEqualTo(SamplingWeight.INVALID);
  }
}
