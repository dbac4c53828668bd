package io.tidegauge.exporter.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "0.27123 | 0.271",
        "12.345 | 12.3",
        "999.9 | 1000",
        "4567.2 | 4,567",
        "0.00012 | 0.00012",
        "0.00001 | < 0.0001",
        "-0.5 | -0.5",
        "1234567 | 1,234,567",
        "100 | 100"
      })
  void numbersHaveThreeDigits(double value, String text) {
    assertThat(Wording.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0 | 0 %", "0.384 | 38.4 %", "1 | 100 %", "0.005 | 0.5 %", "0.00001 | < 0.01 %"})
  void sharesAreInPercent(double value, String text) {
    assertThat(Wording.share(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PT0S | 0 s",
        "PT0.02S | 20 ms",
        "PT45.7S | 45 s",
        "PT90S | 1 min 30 s",
        "PT3H12M59S | 3 h 12 min",
        "PT26H | 1 d 2 h",
        "P12DT3H | 12 d",
        "P1500D | 1,500 d",
        "-PT5M | -5 min"
      })
  void durationsHaveTheirTwoLargestUnits(Duration length, String text) {
    assertThat(Wording.duration(length)).isEqualTo(text);
  }

  @Test
  void shortTimesHaveThreeDigits() {
    assertThat(Wording.seconds(0)).isEqualTo("0 s");
    assertThat(Wording.seconds(0.0004)).isEqualTo("0.4 ms");
    assertThat(Wording.seconds(0.2)).isEqualTo("200 ms");
    assertThat(Wording.seconds(1.2345)).isEqualTo("1.23 s");
    assertThat(Wording.seconds(12.3)).isEqualTo("12 s");
  }

  @Test
  void timesAreInUtc() {
    assertThat(Wording.time(Instant.parse("2026-03-01T12:00:00.5Z")))
        .isEqualTo("2026-03-01 12:00:00 UTC");
  }
}
