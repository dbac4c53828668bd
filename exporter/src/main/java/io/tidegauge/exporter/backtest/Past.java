package io.tidegauge.exporter.backtest;

import io.tidegauge.monitor.Condition;
import io.tidegauge.spec.DatabaseConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A stretch of time that is looked at again.
 *
 * @param from when the first scrape is made
 * @param to when the last one is made at the latest
 * @param step the time between two of them
 * @param series whether all series are kept, and not only which alerts are due
 */
public record Past(
    List<DatabaseConfig> databases,
    List<PastModel> models,
    Instant from,
    Instant to,
    Duration step,
    boolean series) {
  /** Fewer would not be worth the filling of an exporter's windows. */
  private static final long LEAST_STEPS = 336;

  public Past {
    databases = List.copyOf(databases);
    models = List.copyOf(models);
  }

  /**
   * Consecutive scrapes that one exporter makes.
   *
   * @param number from 0
   * @param first the place of its first scrape among all
   */
  record Part(int number, long first, long steps) {}

  /** How many scrapes there are. */
  public long steps() {
    return Duration.between(from, to).dividedBy(step) + 1;
  }

  /** The moment of a scrape. */
  Instant time(long place) {
    return from.plus(step.multipliedBy(place));
  }

  /** When the first evaluation would be that is not made any more. */
  public Instant end() {
    return time(steps());
  }

  /**
   * The parts in which it is looked at. They are as long as the longest window at least, since so
   * much is read before the first scrape of each.
   */
  List<Part> parts() {
    Duration longest =
        models.stream()
            .map(model -> model.spec().longestWindow())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    long length = Math.max(LEAST_STEPS, longest.dividedBy(step));
    List<Part> parts = new ArrayList<>();
    for (long first = 0; first < steps(); first += length) {
      parts.add(new Part(parts.size(), first, Math.min(length, steps() - first)));
    }
    return List.copyOf(parts);
  }

  /**
   * The scrapes that are made before those of a part, so that what begins anew in it goes on: as
   * many as a reading is bridged, and one for the counters.
   */
  List<Instant> before(Part part) {
    long bridged = Condition.BRIDGED.dividedBy(step);
    return LongStream.rangeClosed(1, Math.max(1, bridged))
        .mapToObj(back -> time(part.first() - back))
        .sorted()
        .toList();
  }

  /** All on which what is found depends, but the rows. */
  String description() {
    StringBuilder text = new StringBuilder("%s %s %s %s\n".formatted(from, to, step, series));
    databases.forEach(database -> text.append(database).append('\n'));
    models.forEach(
        model -> text.append(model.spec()).append('\n').append(model.profiles()).append('\n'));
    return text.toString();
  }
}
