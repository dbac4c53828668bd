package io.tidegauge.counts;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The starts of time buckets: the multiples of their length since the epoch, UTC. */
public final class BucketStarts {
  private BucketStarts() {}

  /** The last bucket start that is not after {@code time}. */
  public static Instant notAfter(Instant time, Duration bucket) {
    long length = bucket.toNanos() / 1000;
    return instant(Math.floorDiv(micros(time), length) * length);
  }

  /** The first bucket start that is not before {@code time}. */
  public static Instant notBefore(Instant time, Duration bucket) {
    Instant start = notAfter(time, bucket);
    return start.equals(time.truncatedTo(ChronoUnit.MICROS)) ? start : start.plus(bucket);
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
