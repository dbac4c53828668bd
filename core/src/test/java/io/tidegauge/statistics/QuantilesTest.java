package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuantilesTest {

  static Stream<JsonNode> quantiles() {
    return Vectors.of("quantiles");
  }

  @ParameterizedTest
  @MethodSource("quantiles")
  void quantilesAreThoseOfNumpy(JsonNode vector) {
    double[] sorted = Vectors.doubles(vector.required("sorted"));
    double expected = vector.required("quantile").doubleValue();
    assertThat(Quantiles.ofSorted(sorted, vector.required("q").doubleValue()))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void nothingHasNoQuantile() {
    assertThatThrownBy(() -> Quantiles.ofSorted(new double[0], 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Quantiles.ofSorted(new double[] {1}, 1.1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
