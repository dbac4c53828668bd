package io.tidegauge.exporter.collect;

import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a background task last found, and how its last run went. Immutable.
 *
 * @param value what the last successful run found; absent before the first
 * @param readAt when that was, by the clock of the models
 * @param readNanos when that was, by {@link System#nanoTime}: a replayed clock does not age it
 * @param failure why the last run failed; absent where it succeeded
 */
record Latest<T>(
    Optional<T> value,
    Optional<Instant> readAt,
    long readNanos,
    Optional<Reason> failure,
    Duration duration) {

  static <T> Latest<T> none() {
    return new Latest<>(
        Optional.empty(), Optional.empty(), 0, Optional.of(Reason.NO_DATA), Duration.ZERO);
  }

  Latest<T> found(T newValue, Instant now, Duration took) {
    return new Latest<>(
        Optional.of(newValue), Optional.of(now), System.nanoTime(), Optional.empty(), took);
  }

  Latest<T> failed(Reason reason, Duration took) {
    return new Latest<>(value, readAt, readNanos, Optional.of(reason), took);
  }

  boolean youngerThan(Duration age) {
    return value.isPresent() && System.nanoTime() - readNanos < age.toNanos();
  }
}
