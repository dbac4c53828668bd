package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketStarts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.SealedBuckets;
import io.tidegauge.counts.Tiers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Goes round the sealed buckets, newest first, and puts right what has changed since they were
 * sealed. Not safe for use by several threads.
 */
final class Recount {
  /** So many rows are counted again by one statement, if a bucket does not hold more. */
  private static final long ROWS_AT_ONCE = 20_000;

  /**
   * What is counted again by one statement.
   *
   * @param bucket the length of its buckets
   */
  record Range(Instant from, Instant to, Duration bucket) {}

  /**
   * What a recount found.
   *
   * @param lateRows rows that were not there when their bucket was sealed
   * @param corrected buckets that were put right, for whatever reason
   */
  public record Found(long lateRows, long corrected) {
    static final Found NOTHING = new Found(0, 0);
  }

  private final Tiers tiers;
  private final NavigableSet<Instant> due = new TreeSet<>();
  private @Nullable Instant next;
  private long cycleStart;
  private long turn;
  private Optional<Duration> cycle = Optional.empty();

  Recount(Tiers tiers) {
    this.tiers = tiers;
  }

  /** Begins again with the newest bucket. */
  void restart() {
    next = null;
    due.clear();
  }

  /** A bucket is known to be out of date. */
  void due(Instant start) {
    due.add(start);
  }

  /** Whether buckets are known to be out of date. */
  boolean isDue() {
    return !due.isEmpty();
  }

  Optional<Duration> cycle() {
    return cycle;
  }

  /**
   * The range that is due: the newest bucket that is known to be out of date; every other time the
   * newest one that lacks a column, for the column may be readable again; every fourth time the
   * next one in turn, so that neither keeps it from its round.
   */
  Range next(SealedBuckets sealed, Instant filledFrom, Instant sealedTo, Instant now) {
    turn++;
    // What is not sealed yet, or too old, will be read or was forgotten.
    due.headSet(filledFrom).clear();
    due.tailSet(sealedTo).clear();
    Optional<Instant> first =
        turn % 4 == 0
            ? Optional.empty()
            : turn % 2 == 1
                ? sealed.lacking(filledFrom, sealedTo).or(this::newestDue)
                : newestDue();
    return first
        .map(start -> bucketAt(start, sealed, now))
        .orElseGet(() -> nextInTurn(sealed, filledFrom, sealedTo, now));
  }

  private Optional<Instant> newestDue() {
    return due.isEmpty() ? Optional.empty() : Optional.of(due.last());
  }

  private Range bucketAt(Instant start, SealedBuckets sealed, Instant now) {
    Duration bucket = tiers.lengthAt(start, now);
    Instant from = sealed.boundaryNotAfter(BucketStarts.notAfter(start, bucket));
    return new Range(from, sealed.boundaryFrom(from.plus(bucket)), bucket);
  }

  private Range nextInTurn(
      SealedBuckets sealed, Instant filledFrom, Instant sealedTo, Instant now) {
    Instant oldest = tiers.oldest(now);
    Instant first = filledFrom.isAfter(oldest) ? filledFrom : oldest;
    Instant to = next;
    if (to == null || to.isAfter(sealedTo) || !to.isAfter(first)) {
      if (to != null && !to.isAfter(first)) {
        cycle = Optional.of(Duration.ofNanos(System.nanoTime() - cycleStart));
      }
      cycleStart = System.nanoTime();
      to = sealedTo;
    }
    Instant last = to.minusNanos(1000);
    Duration bucket = tiers.lengthAt(last, now);
    Instant alike = tiers.firstAlike(last, now);
    Instant most = alike.isBefore(first) ? first : alike;
    Instant from = BucketStarts.notAfter(last, bucket);
    while (from.isAfter(most) && sealed.rows(from.minus(bucket), to) <= ROWS_AT_ONCE) {
      from = from.minus(bucket);
    }
    from = sealed.boundaryNotAfter(from.isBefore(first) ? first : from);
    next = from;
    return new Range(from, to, bucket);
  }

  /** Puts right what was counted of a range otherwise than it is found now. */
  Found compare(SealedBuckets sealed, Range range, CountedRange read, BucketCounters counters) {
    due.subSet(range.from(), range.to()).clear();
    long late = 0;
    long corrected = 0;
    Duration bucket = range.bucket();
    Instant from = range.from();
    while (from.isBefore(range.to())) {
      Instant to = from.plus(bucket);
      while (sealed.straddles(to) && to.isBefore(range.to())) {
        // A longer bucket than is due here, since the clock was set back: it is taken apart.
        to = to.plus(bucket);
      }
      SortedMap<Cell, Counts> before = sealed.sum(from, to);
      SortedMap<Cell, Counts> after = read.beforeCut().sum(from, to);
      Set<String> lacking = sealed.unreadable(from, to);
      if (!lacking.containsAll(read.unreadable())) {
        // What is known of a column is better than nothing while it cannot be read.
        from = to;
        continue;
      }
      boolean same = isSame(before, after) && lacking.equals(read.unreadable());
      if (!same) {
        late += correct(before, after, counters);
        corrected++;
      }
      if (!same || to.isAfter(from.plus(bucket))) {
        sealed.replace(from, to, read.beforeCut().within(from, to), read.unreadable());
      }
      from = to;
    }
    return new Found(late, corrected);
  }

  private static boolean isSame(SortedMap<Cell, Counts> before, SortedMap<Cell, Counts> after) {
    return before.keySet().equals(after.keySet())
        && before.entrySet().stream()
            .allMatch(
                cell -> cell.getValue().isSame(Objects.requireNonNull(after.get(cell.getKey()))));
  }

  private static long correct(
      SortedMap<Cell, Counts> before, SortedMap<Cell, Counts> after, BucketCounters counters) {
    long late = 0;
    for (Map.Entry<Cell, Counts> entry : after.entrySet()) {
      Cell cell = entry.getKey();
      if (cell.isAll()) {
        Counts found = entry.getValue();
        Counts old = before.getOrDefault(cell, new Counts(found.layout()));
        late += Math.max(0, found.rows() - old.rows());
        counters.corrected(cell.version(), old, found);
      }
    }
    return late;
  }
}
