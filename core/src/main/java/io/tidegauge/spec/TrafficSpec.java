package io.tidegauge.spec;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * When rows are expected.
 *
 * @param largestGap the longest time without a row that is ordinary
 * @param hours the hours in which rows are expected; always, where absent
 */
public record TrafficSpec(Optional<Duration> largestGap, Optional<Hours> hours) {

  /**
   * Hours of the week.
   *
   * @param from the first time of each day
   * @param to the end of each day, not included; 00:00 is midnight after the day
   */
  public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    public Hours {
      days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }
  }
}
