package io.tidegauge.counts;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The starts of time buckets: the multiples of their length since the epoch, UTC. */
public final class BucketStarts {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private BucketStarts() {}

  /** The last bucket start that is not after {@code time}. */
  public static Instant notAfter(Instant time, Duration bucket) {
    return instant(startOf(micros(time), lengthMicros(bucket)));
  }

  /** The first bucket start that is not before {@code time}. */
  public static Instant notBefore(Instant time, Duration bucket) {
    Instant start = notAfter(time, bucket);
    return start.equals(time) ? start : start.plus(bucket);
  }

  /** The start of the bucket that holds a time; all three in microseconds. */
  static long startOf(long micros, long length) {
    return Math.floorDiv(micros, length) * length;
  }

  /** The length of a bucket in microseconds; a shorter one is refused. */
  static long lengthMicros(Duration bucket) {
    long length = bucket.toNanos() / 1000;
    if (length <= 0) {
      throw new IllegalArgumentException("a bucket must be longer than a microsecond: " + bucket);
    }
    return length;
  }

  /** The last microsecond that is not after {@code time}, before the epoch too. */
  static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND), time.getNano() / 1000);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
