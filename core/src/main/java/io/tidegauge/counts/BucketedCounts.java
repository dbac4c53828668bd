package io.tidegauge.counts;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Rows counted by time bucket, version and slice. A bucket holds the rows of {@code [start, start +
 * length)}; starts are multiples of the length since the epoch, UTC. Not safe for use by several
 * threads.
 */
public final class BucketedCounts {
  private final WatchedColumns columns;
  private final long lengthMicros;
  private final Function<String, CountLayout> layouts;
  private final NavigableMap<Long, SortedMap<Cell, Counts>> buckets = new TreeMap<>();
  private final SortedMap<String, CountLayout> layoutsByVersion = new TreeMap<>();

  /**
   * No rows yet.
   *
   * @param bucket the length of a bucket
   * @param layouts how the rows of a version are counted; asked once for each version
   */
  public BucketedCounts(
      WatchedColumns columns, Duration bucket, Function<String, CountLayout> layouts) {
    this.columns = columns;
    this.lengthMicros = bucket.toNanos() / 1000;
    this.layouts = layouts;
    if (lengthMicros <= 0) {
      throw new IllegalArgumentException("a bucket must be longer than a microsecond: " + bucket);
    }
  }

  /** Counts a row in its bucket, for its version and for each of its slices. */
  public void add(Row row) {
    String name = row.version();
    String version = name == null ? Cell.NO_VERSION : name;
    CountLayout layout = layoutsByVersion.computeIfAbsent(version, layouts);
    SortedMap<Cell, Counts> bucket =
        buckets.computeIfAbsent(startOf(row.timeMicros()), start -> new TreeMap<>());
    count(bucket, Cell.ofAll(version), layout, row);
    for (int i = 0; i < columns.slices().size(); i++) {
      String column = columns.slices().get(i).column();
      String value = row.slice(i);
      if (value != null && layout.slices().getOrDefault(column, Set.of()).contains(value)) {
        count(bucket, Cell.ofSlice(version, column, value), layout, row);
      }
    }
  }

  private static void count(
      SortedMap<Cell, Counts> bucket, Cell cell, CountLayout layout, Row row) {
    bucket.computeIfAbsent(cell, key -> new Counts(layout)).add(row);
  }

  private long startOf(long micros) {
    return Math.floorDiv(micros, lengthMicros) * lengthMicros;
  }

  /** The versions that have rows, in order. */
  public SortedMap<String, CountLayout> versions() {
    return Collections.unmodifiableSortedMap(layoutsByVersion);
  }

  /** The starts of the buckets that have rows, in order. */
  public Set<Instant> starts() {
    Set<Instant> starts = new TreeSet<>();
    buckets.keySet().forEach(micros -> starts.add(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
    return starts;
  }

  /** The counts of the bucket with that start. */
  public SortedMap<Cell, Counts> bucket(Instant start) {
    return Collections.unmodifiableSortedMap(
        buckets.getOrDefault(micros(start), Collections.emptySortedMap()));
  }

  /**
   * The sum of the buckets that start in {@code [from, to)}, by cell; cells without rows are not in
   * it.
   */
  public SortedMap<Cell, Counts> sum(Instant from, Instant to) {
    SortedMap<Cell, Counts> sums = new TreeMap<>();
    buckets
        .subMap(micros(from), micros(to))
        .values()
        .forEach(
            bucket ->
                bucket.forEach(
                    (cell, counts) ->
                        sums.computeIfAbsent(cell, key -> new Counts(counts.layout()))
                            .merge(counts)));
    return sums;
  }

  /** The first bucket start that is not before {@code time}. */
  public Instant firstStartFrom(Instant time) {
    long micros = micros(time);
    long start = startOf(micros);
    return Instant.EPOCH.plus(start == micros ? start : start + lengthMicros, ChronoUnit.MICROS);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
