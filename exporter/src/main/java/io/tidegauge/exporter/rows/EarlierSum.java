package io.tidegauge.exporter.rows;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.SealedBuckets;
import io.tidegauge.spec.EarlierRows.Quiet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The sum of the sealed buckets that one window is compared with: a part for each time between
 * incidents, kept from scrape to scrape. A bucket in which an incident began, was or ended is in
 * none. Not safe for use by several threads.
 */
final class EarlierSum {
  private final List<Part> parts;

  EarlierSum(List<Quiet> quiet) {
    this.parts = quiet.stream().map(Part::new).toList();
  }

  /** A time between incidents, and the sum of what is looked at of it. */
  private static final class Part {
    private final Quiet quiet;
    private WindowSum sum = new WindowSum();

    Part(Quiet quiet) {
      this.quiet = quiet;
    }

    Instant from(SealedBuckets sealed, Instant from) {
      return quiet.from().isAfter(from) ? sealed.boundaryFrom(quiet.from()) : from;
    }

    Instant to(SealedBuckets sealed, Instant to) {
      return quiet.to().isBefore(to) ? sealed.boundaryNotAfter(quiet.to()) : to;
    }
  }

  /**
   * What was summed.
   *
   * @param parts the cells of each part, which are not to be changed
   * @param time the time of all parts together
   */
  record Sum(List<SortedMap<Cell, Counts>> parts, Duration time) {
    Sum {
      parts = List.copyOf(parts);
    }
  }

  /**
   * The sum of the buckets in {@code [from, to)}; empty where incidents leave nothing of it.
   *
   * @param edition changes when a bucket that was there before has changed
   */
  Optional<Sum> of(SealedBuckets sealed, Instant from, Instant to, long edition) {
    List<SortedMap<Cell, Counts>> sums = new ArrayList<>();
    Duration time = Duration.ZERO;
    for (Part part : parts) {
      Instant first = part.from(sealed, from);
      Instant end = part.to(sealed, to);
      if (first.isBefore(end)) {
        sums.add(part.sum.of(sealed, first, end, edition));
        time = time.plus(Duration.between(first, end));
      } else {
        part.sum = new WindowSum();
      }
    }
    return sums.isEmpty() ? Optional.empty() : Optional.of(new Sum(sums, time));
  }
}
