package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Counts;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Totals of each version that never fall: of every bucket it is remembered what was counted of it,
 * until it is not looked at again. What buckets from before the start hold at the first look was
 * there before. Not safe for use by several threads.
 */
final class VersionTotals {
  private final int size;
  private final Function<Counts, double[]> tally;
  private final SortedMap<String, double[]> totals = new TreeMap<>();
  private final NavigableMap<Instant, SortedMap<String, double[]>> seen = new TreeMap<>();
  private Instant knownBefore;
  private boolean looked;

  /**
   * Totals of 0.
   *
   * @param size how many there are of each version
   * @param tally what each of them is in counts
   * @param start buckets before were there before; none is new at the first look, if it is the end
   *     of time
   */
  VersionTotals(int size, Function<Counts, double[]> tally, Instant start) {
    this.size = size;
    this.tally = tally;
    this.knownBefore = start;
  }

  /** Whether what is in a bucket came since the start. */
  boolean isNew(Instant bucket) {
    return looked || !bucket.isBefore(knownBefore);
  }

  /**
   * Counts what buckets hold beyond what was counted of them before.
   *
   * @param known which of the totals can be told
   */
  void look(List<BucketedCounts> parts, BitSet known) {
    NavigableMap<Instant, SortedMap<String, double[]>> now = new TreeMap<>();
    for (BucketedCounts part : parts) {
      for (Instant start : part.starts()) {
        part.bucket(start)
            .forEach(
                (cell, counts) -> {
                  if (cell.isAll()) {
                    now.computeIfAbsent(start, key -> new TreeMap<>())
                        .merge(cell.version(), tally.apply(counts), VersionTotals::sum);
                  }
                });
      }
    }
    now.forEach(
        (start, versions) -> {
          SortedMap<String, double[]> earlier = seen.computeIfAbsent(start, key -> new TreeMap<>());
          versions.forEach(
              (version, counted) -> count(version, counted, earlier, known, isNew(start)));
        });
    looked = true;
  }

  private void count(
      String version,
      double[] counted,
      SortedMap<String, double[]> earlier,
      BitSet known,
      boolean isNew) {
    double[] old = earlier.computeIfAbsent(version, key -> new double[size]);
    double[] total = of(version);
    for (int i = 0; i < size; i++) {
      if (known.get(i)) {
        total[i] += isNew ? Math.max(0, counted[i] - old[i]) : 0;
        old[i] = Math.max(old[i], counted[i]);
      }
    }
  }

  /** Adds what a bucket holds beyond what was counted of it. */
  void corrected(String version, Counts before, Counts after) {
    double[] old = tally.apply(before);
    double[] found = tally.apply(after);
    double[] total = of(version);
    for (int i = 0; i < size; i++) {
      total[i] += Math.max(0, found[i] - old[i]);
    }
  }

  /** Forgets the buckets before {@code time}: they are not looked at again. */
  void forgetBefore(Instant time) {
    seen.headMap(time).clear();
  }

  /** Buckets before {@code time} are looked at again, of which nothing is remembered. */
  void reopen(Instant time) {
    looked = false;
    knownBefore = time;
  }

  /** Forgets versions that have no rows any more and are none of these. */
  void retain(Set<String> versions) {
    totals.keySet().removeIf(version -> !versions.contains(version) && !isSeen(version));
  }

  /** The versions with totals. */
  Set<String> versions() {
    return totals.keySet();
  }

  /** The totals of a version, as they stand; zero where it has no rows. */
  double[] of(String version) {
    return totals.computeIfAbsent(version, key -> new double[size]);
  }

  private boolean isSeen(String version) {
    return seen.values().stream().anyMatch(versions -> versions.containsKey(version));
  }

  private static double[] sum(double[] left, double[] right) {
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
    return left;
  }
}
