package io.tidegauge.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeBudgetTest {
  private final ScrapeBudget budget =
      new ScrapeBudget(Duration.ofSeconds(10), Duration.ofMillis(500));

  @ParameterizedTest
  @CsvSource({
    "5, 4500",
    "10, 9500",
    "10.5, 10000",
    "60, 10000",
    "1e300, 10000",
    "0.6, 100",
    "0.5, 400",
    "0.3, 240",
    "' 2 ', 1500"
  })
  void isTheSmallerOfBoth(String header, long millis) {
    assertThat(budget.of(header)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "NaN", "Infinity", "-Infinity", "ten", "5s", "1,5"})
  void nonsenseIsIgnored(String header) {
    assertThat(budget.of(header)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void withoutHeaderItIsTheConfigs() {
    assertThat(budget.of(null)).isEqualTo(Duration.ofSeconds(10));
  }
}
