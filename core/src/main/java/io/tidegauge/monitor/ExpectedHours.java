package io.tidegauge.monitor;

import io.tidegauge.spec.TrafficSpec;
import io.tidegauge.spec.TrafficSpec.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * Measures time in the hours of the week in which rows are expected. Where clocks are put forward,
 * a time that the day does not have stands for the moment of the change; where they are put back, a
 * time that the day has twice stands for the first of the two.
 */
final class ExpectedHours {
  /**
   * A silence longer than this is counted as this long: it bounds the days that are gone through.
   */
  private static final Duration LONGEST = Duration.ofDays(3660);

  private final Optional<Hours> hours;

  private ExpectedHours(Optional<Hours> hours) {
    this.hours = hours;
  }

  static ExpectedHours of(TrafficSpec traffic) {
    return new ExpectedHours(traffic.hours());
  }

  /** How much of the time from {@code start} to {@code end} is in the expected hours. */
  Duration between(Instant start, Instant end) {
    if (!start.isBefore(end)) {
      return Duration.ZERO;
    }
    if (hours.isEmpty()) {
      return Duration.between(start, end);
    }
    Instant from = start.isBefore(end.minus(LONGEST)) ? end.minus(LONGEST) : start;
    Hours expected = hours.get();
    LocalDate last = LocalDate.ofInstant(end, expected.zone());
    Duration sum = Duration.ZERO;
    for (LocalDate day = LocalDate.ofInstant(from, expected.zone());
        !day.isAfter(last);
        day = day.plusDays(1)) {
      if (expected.days().contains(day.getDayOfWeek())) {
        sum = sum.plus(overlap(from, end, open(day, expected), close(day, expected)));
      }
    }
    return sum;
  }

  private static Instant open(LocalDate day, Hours hours) {
    return instant(day.atTime(hours.from()), hours.zone());
  }

  private static Instant close(LocalDate day, Hours hours) {
    LocalDate closing = hours.to().equals(LocalTime.MIDNIGHT) ? day.plusDays(1) : day;
    return instant(closing.atTime(hours.to()), hours.zone());
  }

  private static Instant instant(LocalDateTime time, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(time);
    return change != null && change.isGap()
        ? change.getInstant()
        : ZonedDateTime.of(time, zone).toInstant();
  }

  private static Duration overlap(Instant from, Instant to, Instant open, Instant close) {
    Instant start = from.isAfter(open) ? from : open;
    Instant end = to.isBefore(close) ? to : close;
    return start.isBefore(end) ? Duration.between(start, end) : Duration.ZERO;
  }
}
