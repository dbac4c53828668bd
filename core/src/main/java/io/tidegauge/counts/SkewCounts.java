package io.tidegauge.counts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pairs counted by the time bucket of their prediction, and by version. A commutative monoid under
 * {@link #merge}. Not safe for use by several threads.
 */
public final class SkewCounts {
  private final List<ComparedFeature> features;
  private final Tolerance tolerance;
  private final long lengthMicros;
  private final NavigableMap<Long, SortedMap<String, SkewTally>> buckets = new TreeMap<>();

  /**
   * No pairs yet.
   *
   * @param bucket the length of a bucket
   */
  public SkewCounts(List<ComparedFeature> features, Tolerance tolerance, Duration bucket) {
    this.features = List.copyOf(features);
    this.tolerance = tolerance;
    this.lengthMicros = BucketStarts.lengthMicros(bucket);
  }

  /** Counts a pair. */
  public void add(PairRow pair) {
    String name = pair.version();
    String version = name == null ? Cell.NO_VERSION : name;
    tally(BucketStarts.startOf(pair.timeMicros(), lengthMicros), version)
        .add(features, tolerance, pair);
  }

  private SkewTally tally(long start, String version) {
    return buckets
        .computeIfAbsent(start, key -> new TreeMap<>())
        .computeIfAbsent(version, key -> new SkewTally(features.size()));
  }

  /** Adds what was counted elsewhere of the same features. */
  public void merge(SkewCounts other) {
    if (lengthMicros != other.lengthMicros || !features.equals(other.features)) {
      throw new IllegalArgumentException("counts of different features or buckets cannot be added");
    }
    other.buckets.forEach(
        (start, versions) ->
            versions.forEach((version, tally) -> tally(start, version).merge(tally)));
  }

  /** The sum of the buckets that start in {@code [from, to)}, by version. */
  public SortedMap<String, SkewTally> sum(Instant from, Instant to) {
    SortedMap<String, SkewTally> sums = new TreeMap<>();
    buckets
        .subMap(BucketStarts.micros(from), BucketStarts.micros(to))
        .values()
        .forEach(
            versions ->
                versions.forEach(
                    (version, tally) ->
                        sums.computeIfAbsent(version, key -> new SkewTally(features.size()))
                            .merge(tally)));
    return sums;
  }

  /** What is compared, in the order of the tallies' indices. */
  public List<ComparedFeature> features() {
    return features;
  }
}
