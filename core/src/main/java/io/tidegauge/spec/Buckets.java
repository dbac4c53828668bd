package io.tidegauge.spec;

import java.time.Duration;
import java.util.List;

/** The lengths of time buckets. */
final class Buckets {
  /** Lengths that people think in, the longest first. Each divides a day. */
  private static final List<Duration> USUAL =
      List.of(
          Duration.ofHours(1),
          Duration.ofMinutes(30),
          Duration.ofMinutes(15),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2));

  private Buckets() {}

  /** The longest usual length of which each window has a whole number, at least 60. */
  static Duration fitting(List<Duration> windows) {
    return USUAL.stream()
        .filter(bucket -> windows.stream().allMatch(window -> fits(bucket, window)))
        .findFirst()
        .orElse(Duration.ofSeconds(1));
  }

  private static boolean fits(Duration bucket, Duration window) {
    return divides(bucket, window) && window.dividedBy(bucket) >= 60;
  }

  /** Whether a whole number of buckets makes the length. */
  static boolean divides(Duration bucket, Duration length) {
    return bucket.multipliedBy(length.dividedBy(bucket)).equals(length);
  }
}
