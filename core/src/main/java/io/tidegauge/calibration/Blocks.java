package io.tidegauge.calibration;

import java.time.Duration;
import java.util.Optional;

/**
 * The history in pieces that are resampled as wholes: of whole weeks, so that what hours and days
 * of a week have in common stays together; of whole days where there are too few weeks. A piece is
 * twice as long as the window at least, so that most of its readings share no row with others.
 *
 * @param evaluations of each but the last one, which is longer by what is left over
 * @param count how many there are
 * @param length the time of each
 */
public record Blocks(int evaluations, int count, Duration length) {
  /** With fewer, one of them could not be held against the others. */
  static final int FEWEST = 4;

  private static final Duration WEEK = Duration.ofDays(7);

  /** The blocks of a history; nothing if it is too short for any. */
  public static Optional<Blocks> of(Evaluations history) {
    return cut(history, WEEK).or(() -> cut(history, Duration.ofDays(1)));
  }

  private static Optional<Blocks> cut(Evaluations history, Duration unit) {
    Duration least = history.window().multipliedBy(2);
    long units = Math.max(1, least.plus(unit).minusNanos(1).dividedBy(unit));
    Duration length = unit.multipliedBy(units);
    int each = history.steps(length);
    int count = history.count() / each;
    return count < FEWEST ? Optional.empty() : Optional.of(new Blocks(each, count, length));
  }

  /** The shortest history that has blocks. */
  public static Duration shortest(Duration window) {
    return Duration.ofDays(
        FEWEST * Math.max(1, window.multipliedBy(2).plusDays(1).minusNanos(1).toDays()));
  }

  /** Whether what the days of a week have in common stays together. */
  public boolean ofWeeks() {
    return length.toDays() % 7 == 0;
  }

  /** In which block an evaluation is. */
  int of(int place) {
    return Math.min(count - 1, place / evaluations);
  }
}
