package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TheilSenTest {

  static Stream<JsonNode> trends() {
    return Vectors.ofOperations("trends");
  }

  @ParameterizedTest
  @MethodSource("trends")
  void slopeAndIntervalAreThoseOfScipy(JsonNode vector) {
    TheilSen line =
        TheilSen.of(
            Vectors.doubles(vector.required("x")), Vectors.doubles(vector.required("y")), 0.95);
    Vectors.assertClose("slope", line.slope(), vector.required("slope").doubleValue());
    Vectors.assertClose("low", line.interval().low(), vector.required("low").doubleValue());
    Vectors.assertClose("high", line.interval().high(), vector.required("high").doubleValue());
  }

  @Test
  void aFewOutliersDoNotBendTheLine() {
    double[] x = IntStream.range(0, 40).asDoubleStream().toArray();
    double[] y = IntStream.range(0, 40).mapToDouble(i -> i % 7 == 3 ? 1e6 : 3 * i + 5).toArray();

    TheilSen line = TheilSen.of(x, y, 0.95);

    assertThat(line.slope()).isCloseTo(3, within(1e-9));
    assertThat(line.interval().contains(3)).isTrue();
  }

  /** Of lines without a slope about one in twenty has an interval without 0. */
  @Test
  void theIntervalKeepsItsLevel() {
    Random random = new Random(5);
    double[] x = IntStream.range(0, 48).asDoubleStream().toArray();
    long wrong =
        IntStream.range(0, 2000)
            .filter(i -> !TheilSen.of(x, random.doubles(48).toArray(), 0.95).interval().contains(0))
            .count();
    assertThat(wrong / 2000.0).isBetween(0.03, 0.07);
  }

  @Test
  void aLineNeedsTwoPoints() {
    assertThatThrownBy(() -> TheilSen.of(new double[] {1, 1}, new double[] {1, 2}, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
