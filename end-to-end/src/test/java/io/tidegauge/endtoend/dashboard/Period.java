package io.tidegauge.endtoend.dashboard;

import java.time.Duration;
import java.time.Instant;

/**
 * What a dashboard looks at.
 *
 * @param step from one value to the next
 */
record Period(Instant from, Instant to, Duration step) {

  static Period last(Duration length, Duration step) {
    Instant now = Instant.now();
    return new Period(now.minus(length), now, step);
  }
}
