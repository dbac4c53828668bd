package io.tidegauge.exporter.rows;

import java.time.Duration;

/**
 * How long a range one statement reads of the past: grown and shrunk so that each takes about as
 * long, however many rows there are. Not safe for use by several threads.
 */
final class ChunkLength {
  private static final Duration FIRST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final double MOST_GROWTH = 4;

  private final Duration shortest;
  private final Duration target;
  private Duration length;

  /**
   * An hour at first.
   *
   * @param shortest no range is shorter
   * @param target how long a statement is to take
   */
  ChunkLength(Duration shortest, Duration target) {
    this.shortest = shortest;
    this.target = target;
    this.length = within(FIRST);
  }

  Duration length() {
    return length;
  }

  /** A range of that length was read in that time. */
  void took(Duration range, Duration time) {
    double factor = (double) target.toNanos() / Math.max(1, time.toNanos());
    scale(range, Math.max(1 / MOST_GROWTH, Math.min(MOST_GROWTH, factor)));
  }

  /** A range of that length could not be read in time. */
  void failed(Duration range) {
    scale(range, 1 / MOST_GROWTH);
  }

  private void scale(Duration range, double factor) {
    length = within(Duration.ofMillis((long) (range.toMillis() * factor)));
  }

  private Duration within(Duration wanted) {
    Duration most = wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    return most.compareTo(shortest) < 0 ? shortest : most;
  }
}
