package io.tidegauge.exporter.init;

import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * When rows come.
 *
 * @param times of the newest rows, rising
 * @param spread of rows from all over the table, rising
 */
record Traffic(List<Instant> times, List<Instant> spread) {
  /** What an alert asks for by default, and half as much again: traffic goes up and down. */
  private static final double ENOUGH_ROWS = 450;

  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(24),
          Duration.ofDays(7),
          Duration.ofDays(30));

  /** With fewer rows, their largest gap says little. */
  private static final int ENOUGH_GAPS = 200;

  private static final int GAP_FACTOR = 2;

  Traffic {
    times = List.copyOf(times);
    spread = List.copyOf(spread);
  }

  /**
   * What the time column of two samples says.
   *
   * @return empty where none of the rows has a time
   */
  static Optional<Traffic> of(ColumnFacts spread, ColumnFacts newest) {
    List<Instant> all = times(spread);
    List<Instant> last = newest.values().isEmpty() ? all : times(newest);
    if (all.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Traffic(last, all));
  }

  /** The times of a column, rising; of rows without one there is none. */
  static List<Instant> times(ColumnFacts column) {
    TimeUnit unit = TimeGuess.unit(column).orElse(TimeUnit.TIMESTAMP);
    return column.values().stream()
        .filter(Objects::nonNull)
        .map(value -> time(unit, value))
        .sorted()
        .toList();
  }

  /** The time that a value of a column in that unit says. */
  static Instant time(TimeUnit unit, String value) {
    return switch (unit) {
      case TIMESTAMP -> Instant.parse(value);
      case EPOCH_S -> epoch(value, 1);
      case EPOCH_MS -> epoch(value, 1e3);
      case EPOCH_US -> epoch(value, 1e6);
      case EPOCH_NS -> epoch(value, 1e9);
    };
  }

  private static Instant epoch(String value, double perSecond) {
    return Instant.EPOCH.plus(
        Math.round(Double.parseDouble(value) / perSecond * 1e6), ChronoUnit.MICROS);
  }

  Instant newest() {
    return times.get(times.size() - 1);
  }

  /** Rows a second, lately; empty where all have the same time. */
  Optional<Double> rate() {
    double seconds = Duration.between(times.get(0), newest()).toMillis() / 1e3;
    return seconds > 0 ? Optional.of((times.size() - 1) / seconds) : Optional.empty();
  }

  /** A short window in which there are enough rows, and the next longer one. */
  List<Duration> windows(boolean wholeDays) {
    List<Duration> usual =
        wholeDays ? WINDOWS.stream().filter(w -> w.toDays() >= 1).toList() : WINDOWS;
    double perSecond = rate().orElse(1.0);
    int first =
        IntStream.range(0, usual.size())
            .filter(i -> perSecond * usual.get(i).toSeconds() >= ENOUGH_ROWS)
            .findFirst()
            .orElse(usual.size() - 1);
    // An hour and a day: six hours more would tell nothing new.
    int second = usual.get(first).equals(Duration.ofHours(1)) ? first + 2 : first + 1;
    return second < usual.size()
        ? List.of(usual.get(first), usual.get(second))
        : usual.subList(first, first + 1);
  }

  /** Whether the longest window has enough rows for an alert. */
  boolean isEnough() {
    Duration longest = WINDOWS.get(WINDOWS.size() - 1);
    return rate().orElse(1.0) * longest.toSeconds() >= ENOUGH_ROWS;
  }

  /** The longest time without a row that may be ordinary: twice the longest of these rows. */
  Optional<Duration> largestGap() {
    if (times.size() < ENOUGH_GAPS) {
      return Optional.empty();
    }
    Duration longest =
        IntStream.range(1, times.size())
            .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return Optional.of(RoundNumbers.up(longest.multipliedBy(GAP_FACTOR)))
        .filter(gap -> gap.compareTo(WINDOWS.get(WINDOWS.size() - 1)) <= 0);
  }
}
