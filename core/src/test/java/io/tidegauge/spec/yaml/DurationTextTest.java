package io.tidegauge.spec.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "90s, PT1M30S, 1m30s",
    "1h30m, PT1H30M, 1h30m",
    "7d, P7D, 1w",
    "24h, PT24H, 1d",
    "8d, P8D, 8d",
    "1w2d3h4m5s6ms, PT219H4M5.006S, 9d3h4m5s6ms",
    "500ms, PT0.5S, 500ms",
    "0s, PT0S, 0s",
    "60m, PT1H, 1h"
  })
  void readAndPrinted(String text, Duration duration, String printed) {
    assertThat(DurationText.parse(text)).isEqualTo(duration);
    assertThat(DurationText.of(duration)).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "h", "1y", "30m1h", "1h1h", "1.5h", "-1h", "1 h", "1H", "1h\n"})
  void refused(String text) {
    assertThat(DurationText.matches(text)).isFalse();
    assertThatThrownBy(() -> DurationText.parse(text)).hasMessageContaining("no duration");
  }

  @Test
  void whatIsPrintedIsReadAgain() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      Duration duration = Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 45)));
      assertThat(DurationText.parse(DurationText.of(duration))).isEqualTo(duration);
    }
  }

  @Test
  void onlyWholeMillisecondsCanBePrinted() {
    assertThatThrownBy(() -> DurationText.of(Duration.ofNanos(1))).hasMessageContaining("PT0.0");
    assertThatThrownBy(() -> DurationText.of(Duration.ofDays(-1))).hasMessageContaining("PT-24H");
  }
}
