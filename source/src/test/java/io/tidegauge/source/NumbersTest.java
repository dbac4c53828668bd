package io.tidegauge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-3, -3",
    "0.1, 0.1",
    "1e15, 1000000000000000",
    "1.5e-7, 0.00000015",
    "2e-3, 0.002",
    "NaN, NaN",
    "-Infinity, -Infinity",
    "123456789.123, 123456789.123",
    "4.9e-324, 0.0000"
  })
  void theShortestTextIsTaken(double value, String text) {
    assertThat(Numbers.text(value)).startsWith(text);
  }

  @Test
  void textsReadBack() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      assertThat(Double.valueOf(Numbers.text(value))).isEqualTo(Double.valueOf(value));
      float small = Float.intBitsToFloat(random.nextInt());
      assertThat(Float.valueOf(Numbers.text(small))).isEqualTo(Float.valueOf(small));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "abc", "1d", "2f", "0x1p3", "0x10", "1,5", "1 2", "--1", "Inf1"})
  void whatIsNoNumberIsNone(String text) {
    assertThat(Numbers.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"' 12 ', 12", "1e3, 1000", "-.5, -0.5", "5., 5", "nan, NaN", "-INF, -Infinity"})
  void numbersAreParsed(String text, double value) {
    assertThat(Numbers.parse(text)).hasValue(value);
  }
}
