package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.RowMetrics;
import io.tidegauge.spec.ModelSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * True counters beside the gauges of windows: rows that came since the start, each counted once
 * however often its bucket is read, so that {@code rate()} and error budgets work. What buckets
 * from before the start hold at the first look was there before. A row that comes late is counted
 * when it is found; one that is deleted stays counted, since a counter never falls. Safe for use by
 * several threads.
 */
public final class RowCounters {
  /** What the source calls the column that says that there was no answer. */
  private static final String FAILED = "failed";

  private final ModelSpec spec;
  private final WatchedColumns columns;

  /** The features, numeric ones first; a tally is rows, failed ones, and each feature's missing. */
  private final List<WatchedColumn> features;

  private final SortedMap<String, long[]> totals = new TreeMap<>();
  private final NavigableMap<Instant, SortedMap<String, long[]>> seen = new TreeMap<>();
  private final BitSet readable = new BitSet();
  private Instant knownBefore;
  private boolean looked;

  /** Counters that begin at {@code start}. */
  RowCounters(ModelSpec spec, WatchedColumns columns, Instant start) {
    this.spec = spec;
    this.columns = columns;
    this.features = columns.of(Role.FEATURE).toList();
    this.knownBefore = start;
  }

  /**
   * Counts what buckets hold beyond what was counted of them before.
   *
   * @param parts what the buckets hold, in parts of equal bucket length
   * @param unreadable columns that could not be read: nothing is known of their values
   */
  synchronized void look(List<BucketedCounts> parts, Set<String> unreadable) {
    BitSet known = readable(unreadable);
    readable.or(known);
    NavigableMap<Instant, SortedMap<String, long[]>> now = new TreeMap<>();
    for (BucketedCounts part : parts) {
      for (Instant start : part.starts()) {
        part.bucket(start)
            .forEach(
                (cell, counts) -> {
                  if (cell.isAll()) {
                    now.computeIfAbsent(start, key -> new TreeMap<>())
                        .merge(cell.version(), tally(counts), RowCounters::sum);
                  }
                });
      }
    }
    now.forEach(
        (start, versions) -> {
          boolean before = !looked && start.isBefore(knownBefore);
          SortedMap<String, long[]> earlier = seen.computeIfAbsent(start, key -> new TreeMap<>());
          versions.forEach((version, tally) -> count(version, tally, earlier, known, before));
        });
    looked = true;
  }

  private void count(
      String version,
      long[] tally,
      SortedMap<String, long[]> earlier,
      BitSet known,
      boolean before) {
    long[] old = earlier.computeIfAbsent(version, key -> new long[tally.length]);
    long[] total = totals.computeIfAbsent(version, key -> new long[tally.length]);
    for (int i = 0; i < tally.length; i++) {
      if (known.get(i)) {
        total[i] += before ? 0 : Math.max(0, tally[i] - old[i]);
        old[i] = Math.max(old[i], tally[i]);
      }
    }
  }

  /**
   * A bucket that no scrape reads again was found to hold other rows than were counted.
   *
   * @param before what was counted of it
   * @param after what it holds
   */
  synchronized void corrected(String version, Counts before, Counts after) {
    long[] old = tally(before);
    long[] found = tally(after);
    long[] total = totals.computeIfAbsent(version, key -> new long[found.length]);
    for (int i = 0; i < found.length; i++) {
      total[i] += Math.max(0, found[i] - old[i]);
    }
  }

  /** Forgets the buckets before {@code time}: they are not looked at again. */
  synchronized void forgetBefore(Instant time) {
    seen.headMap(time).clear();
  }

  /** Buckets before {@code time} are looked at again, of which nothing is remembered. */
  synchronized void reopen(Instant time) {
    looked = false;
    knownBefore = time;
  }

  private BitSet readable(Set<String> unreadable) {
    BitSet known = new BitSet();
    known.set(0);
    known.set(1, spec.predictions().failed().isPresent() && !unreadable.contains(FAILED));
    for (int i = 0; i < features.size(); i++) {
      known.set(2 + i, !unreadable.contains(features.get(i).name()));
    }
    return known;
  }

  private long[] tally(Counts counts) {
    long[] tally = new long[2 + features.size()];
    tally[0] = counts.rows();
    tally[1] = counts.failed();
    int next = 2;
    for (int i = 0; i < columns.numbers().size(); i++) {
      if (columns.numbers().get(i).role() == Role.FEATURE) {
        tally[next++] = counts.number(i).missing();
      }
    }
    for (int i = 0; i < columns.texts().size(); i++) {
      if (columns.texts().get(i).role() == Role.FEATURE) {
        tally[next++] = counts.text(i).missing();
      }
    }
    return tally;
  }

  private static long[] sum(long[] left, long[] right) {
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
    return left;
  }

  /** The counters of these versions, as they stand; zero where a version has no rows. */
  public synchronized List<Reading> readings(Set<String> versions) {
    totals.keySet().removeIf(version -> !versions.contains(version) && !isSeen(version));
    List<Reading> readings = new ArrayList<>();
    for (String version : versions) {
      long[] total = totals.computeIfAbsent(version, key -> new long[2 + features.size()]);
      List<String> labels = List.of(spec.name(), version);
      readings.add(new Reading(RowMetrics.PREDICTIONS, labels, total[0]));
      if (readable.get(1)) {
        readings.add(new Reading(RowMetrics.FAILED, labels, total[1]));
      }
      for (int i = 0; i < features.size(); i++) {
        if (readable.get(2 + i)) {
          readings.add(
              new Reading(
                  RowMetrics.MISSING,
                  List.of(spec.name(), version, features.get(i).name()),
                  total[2 + i]));
        }
      }
    }
    return readings;
  }

  private boolean isSeen(String version) {
    return seen.values().stream().anyMatch(versions -> versions.containsKey(version));
  }
}
