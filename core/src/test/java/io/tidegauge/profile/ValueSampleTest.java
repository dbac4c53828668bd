package io.tidegauge.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueSampleTest {
  private static ValueSample of(int count) {
    ValueSample sample = new ValueSample();
    for (int i = 0; i < count; i++) {
      sample.add(i);
    }
    return sample;
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "1025, 1", "1048576, 1", "1048577, 2", "2097153, 4", "5000000, 8"})
  void everySoManyethValueIsKept(int count, int stride) {
    double[] values = of(count).values();
    assertThat(values).hasSizeLessThanOrEqualTo(ValueSample.MOST);
    assertThat(values.length).isEqualTo((count + stride - 1) / stride);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != (double) i * stride) {
        throw new AssertionError("value " + i + " is " + values[i]);
      }
    }
  }

  @Test
  void theMeanIsThatOfTheSample() {
    assertThat(of(1001).mean()).isCloseTo(500, within(1e-9));
    assertThat(of(0).mean()).isZero();
    ValueSample huge = new ValueSample();
    huge.add(Double.MAX_VALUE);
    huge.add(-Double.MAX_VALUE);
    assertThat(huge.mean()).isZero();
  }
}
