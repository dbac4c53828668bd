package io.tidegauge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MissingValuesTest {
  @Test
  void numbersAreThemselvesAndTheirTexts() {
    MissingValues missing = MissingValues.of(List.of("-200", "1e3", "NaN", "n/a"));
    assertThat(missing.has(-200.0)).isTrue();
    assertThat(missing.has(1000.0)).isTrue();
    assertThat(missing.has(Double.NaN)).isTrue();
    assertThat(missing.has(-200.5)).isFalse();
    assertThat(missing.has(Double.POSITIVE_INFINITY)).isFalse();
    assertThat(missing.has("-200")).isTrue();
    assertThat(missing.has("n/a")).isTrue();
    assertThat(missing.has("N/A")).isFalse();
    assertThat(missing.has("")).isFalse();
    assertThat(missing.condition("x"))
        .contains("x IN ((-200.0E0), 1000.0E0, CAST('NaN' AS double precision))");
  }

  @Test
  void aFloatIsTheNearestToTheNumber() {
    MissingValues missing = MissingValues.of(List.of("-999.9", "1e300", "1e-300"));
    assertThat(missing.has(-999.9)).isTrue();
    assertThat(missing.has((double) -999.9f)).isTrue();
    assertThat(missing.has(0.0)).isFalse();
    assertThat(missing.has(Double.POSITIVE_INFINITY)).isFalse();
  }

  @Test
  void whereNoneIsDeclaredNoneIsFound() {
    assertThat(MissingValues.NONE.has(0)).isFalse();
    assertThat(MissingValues.NONE.has(Double.NaN)).isFalse();
    assertThat(MissingValues.NONE.has("")).isFalse();
    assertThat(MissingValues.NONE.condition("x")).isEmpty();
  }
}
