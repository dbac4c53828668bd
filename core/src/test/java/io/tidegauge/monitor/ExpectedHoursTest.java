package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.spec.TrafficSpec;
import io.tidegauge.spec.TrafficSpec.Hours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedHoursTest {
  private static Duration between(String from, String to, String start, String end) {
    Hours hours =
        new Hours(
            EnumSet.complementOf(EnumSet.of(DayOfWeek.SATURDAY)),
            LocalTime.parse(from),
            LocalTime.parse(to),
            ZoneId.of("Europe/Paris"));
    return ExpectedHours.of(new TrafficSpec(Optional.empty(), Optional.of(hours)))
        .between(Instant.parse(start), Instant.parse(end));
  }

  @ParameterizedTest
  @CsvSource({
    "within a day,             08:00, 18:00, 2026-03-02T09:00:00Z, 2026-03-02T10:30:00Z, PT1H30M",
    "over a night,             08:00, 18:00, 2026-03-02T16:30:00Z, 2026-03-03T08:00:00Z, PT1H30M",
    "over a Saturday,          08:00, 18:00, 2026-03-06T16:00:00Z, 2026-03-08T08:00:00Z, PT2H",
    "up to midnight,           20:00, 00:00, 2026-03-02T12:00:00Z, 2026-03-03T12:00:00Z, PT4H",
    "all day,                  00:00, 00:00, 2026-03-02T12:00:00Z, 2026-03-04T13:00:00Z, PT49H",
    "23 hours of a short day,  00:00, 00:00, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, PT23H",
    "25 hours of a long day,   00:00, 00:00, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, PT25H",
    "over the lost hour,       01:00, 04:00, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, PT2H",
    "in the lost hour,         02:15, 02:45, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, PT0S",
    "to the lost hour,         01:00, 02:30, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, PT1H",
    "from the lost hour,       02:30, 04:00, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, PT1H",
    "over the hour seen twice, 01:00, 04:00, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, PT4H",
    "in the hour seen twice,   02:15, 02:45, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, PT30M",
    "backwards,                00:00, 00:00, 2026-03-02T12:00:00Z, 2026-03-02T11:00:00Z, PT0S"
  })
  void timeCountsInTheExpectedHours(
      String what, String from, String to, String start, String end, Duration expected) {
    assertThat(between(from, to, start, end)).as(what).isEqualTo(expected);
  }

  @Test
  void withoutHoursAllTimeCounts() {
    Instant start = Instant.parse("2026-03-29T00:00:00Z");
    assertThat(
            ExpectedHours.of(new TrafficSpec(Optional.empty(), Optional.empty()))
                .between(start, start.plusSeconds(86_400)))
        .isEqualTo(Duration.ofDays(1));
  }

  @Test
  void anEndlessSilenceIsCountedAsTenYears() {
    assertThat(between("00:00", "00:00", "0001-01-01T00:00:00Z", "2026-03-02T00:00:00Z"))
        .isBetween(Duration.ofDays(3000), Duration.ofDays(3660));
  }
}
