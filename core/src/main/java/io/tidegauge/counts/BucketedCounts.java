package io.tidegauge.counts;

import io.tidegauge.spec.SliceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows counted by time bucket, version and slice. A bucket holds the rows of {@code [start, start +
 * length)}; starts are multiples of the length since the epoch, UTC. Not safe for use by several
 * threads.
 */
public final class BucketedCounts {
  private final List<SliceSpec> slices;
  private final Duration length;
  private final long lengthMicros;
  private final Function<String, Optional<CountLayout>> layouts;
  private final NavigableMap<Long, NavigableMap<String, VersionCounts>> buckets = new TreeMap<>();
  private final SortedMap<String, CountLayout> layoutsByVersion = new TreeMap<>();
  private final NavigableMap<Long, Long> dropped = new TreeMap<>();

  /** Where the last row was counted. */
  private @Nullable VersionCounts last;

  private long lastStart;
  private String lastVersion = "";

  /**
   * No rows yet.
   *
   * @param slices the columns by whose values rows are taken apart
   * @param bucket the length of a bucket
   * @param layouts how the rows of a version are counted; where there is no layout, its rows are
   *     dropped
   */
  public BucketedCounts(
      List<SliceSpec> slices, Duration bucket, Function<String, Optional<CountLayout>> layouts) {
    this.slices = List.copyOf(slices);
    this.length = bucket;
    this.lengthMicros = BucketStarts.lengthMicros(bucket);
    this.layouts = layouts;
  }

  /** Counts a row in its bucket, for its version and for each of its slices. */
  public void add(Row row) {
    String name = row.version();
    String version = name == null ? Cell.NO_VERSION : name;
    long start = BucketStarts.startOf(row.timeMicros(), lengthMicros);
    // Rows come in the order of their times as a rule, and most are of one version.
    if (last != null && start == lastStart && version.equals(lastVersion)) {
      last.add(row);
      return;
    }
    CountLayout layout = layout(version);
    if (layout == null) {
      dropped.merge(start, 1L, Long::sum);
      return;
    }
    last = version(start, version, layout);
    lastStart = start;
    lastVersion = version;
    last.add(row);
  }

  /**
   * How so many rows of a version are to be counted, which somebody else does; empty where they are
   * not counted but dropped.
   *
   * @param micros a time in the bucket of which they are said to be dropped, in microseconds since
   *     the epoch
   */
  public Optional<CountLayout> admit(String version, long rows, long micros) {
    CountLayout layout = layout(version);
    if (layout == null) {
      dropped.merge(BucketStarts.startOf(micros, lengthMicros), rows, Long::sum);
    }
    return Optional.ofNullable(layout);
  }

  /**
   * The counts of an admitted version's rows, to be added to.
   *
   * @param micros a time in the bucket, in microseconds since the epoch
   */
  public Counts all(long micros, String version) {
    return version(micros, version).all;
  }

  /**
   * The counts of an admitted version's rows of a slice, to be added to; empty where the layout
   * does not ask for them.
   *
   * @param micros a time in the bucket, in microseconds since the epoch
   * @param slice the place of the slice's column
   */
  public Optional<Counts> slice(long micros, String version, int slice, String value) {
    return version(micros, version).slice(slice, value);
  }

  private VersionCounts version(long micros, String version) {
    CountLayout layout = layoutsByVersion.get(version);
    if (layout == null) {
      throw new IllegalArgumentException("the version was not admitted");
    }
    return version(BucketStarts.startOf(micros, lengthMicros), version, layout);
  }

  private VersionCounts version(long start, String version, CountLayout layout) {
    return buckets
        .computeIfAbsent(start, key -> new TreeMap<>())
        .computeIfAbsent(version, key -> new VersionCounts(layout));
  }

  private @Nullable CountLayout layout(String version) {
    CountLayout known = layoutsByVersion.get(version);
    if (known == null) {
      known = layouts.apply(version).orElse(null);
      if (known != null) {
        layoutsByVersion.put(version, known);
      }
    }
    return known;
  }

  /** The counts of one version in one bucket: all its rows, and those of each slice. */
  private final class VersionCounts {
    private final CountLayout layout;
    private final CountLayout ofSlice;
    private final Counts all;
    private final List<Set<String>> watched = new ArrayList<>();
    private final List<SortedMap<String, Counts>> bySlice = new ArrayList<>();

    VersionCounts(CountLayout layout) {
      this.layout = layout;
      this.ofSlice = layout.ofSlice();
      this.all = new Counts(layout);
      for (SliceSpec slice : slices) {
        watched.add(layout.slices().getOrDefault(slice.column(), Collections.emptySet()));
        bySlice.add(new TreeMap<>());
      }
    }

    void add(Row row) {
      all.add(row);
      for (int i = 0; i < bySlice.size(); i++) {
        String value = row.slice(i);
        if (value != null) {
          slice(i, value).ifPresent(counts -> counts.add(row));
        }
      }
    }

    void merge(VersionCounts other) {
      all.merge(other.all);
      for (int i = 0; i < bySlice.size(); i++) {
        SortedMap<String, Counts> own = bySlice.get(i);
        other
            .bySlice
            .get(i)
            .forEach(
                (value, counts) ->
                    own.computeIfAbsent(value, key -> new Counts(ofSlice)).merge(counts));
      }
    }

    Optional<Counts> slice(int column, String value) {
      return watched.get(column).contains(value)
          ? Optional.of(bySlice.get(column).computeIfAbsent(value, key -> new Counts(ofSlice)))
          : Optional.empty();
    }

    void forEach(String version, BiConsumer<Cell, Counts> consumer) {
      consumer.accept(Cell.ofAll(version), all);
      for (int i = 0; i < bySlice.size(); i++) {
        String column = slices.get(i).column();
        bySlice
            .get(i)
            .forEach(
                (value, counts) -> consumer.accept(Cell.ofSlice(version, column, value), counts));
      }
    }
  }

  /** Adds what was counted elsewhere in buckets of the same length and in the same layouts. */
  public void merge(BucketedCounts other) {
    if (lengthMicros != other.lengthMicros) {
      throw new IllegalArgumentException("buckets of different lengths cannot be added");
    }
    other.buckets.forEach(
        (start, versions) ->
            versions.forEach(
                (version, counts) -> version(start, version, counts.layout).merge(counts)));
    layoutsByVersion.putAll(other.layoutsByVersion);
    other.dropped.forEach((start, rows) -> dropped.merge(start, rows, Long::sum));
  }

  /** The buckets that start in {@code [from, to)}, as they are: not copies. */
  public BucketedCounts within(Instant from, Instant to) {
    BucketedCounts part = new BucketedCounts(slices, length, layouts);
    long first = BucketStarts.micros(from);
    long end = BucketStarts.micros(to);
    part.buckets.putAll(buckets.subMap(first, end));
    part.dropped.putAll(dropped.subMap(first, end));
    return part;
  }

  /** Forgets the buckets that start before {@code time}. */
  public void removeBefore(Instant time) {
    buckets.headMap(BucketStarts.micros(time)).clear();
    dropped.headMap(BucketStarts.micros(time)).clear();
    last = null;
  }

  /** The length of a bucket. */
  public Duration length() {
    return length;
  }

  /** How many rows are counted. */
  public long rows() {
    return buckets.values().stream()
        .flatMap(versions -> versions.values().stream())
        .mapToLong(counts -> counts.all.rows())
        .sum();
  }

  /** The versions that have rows, in order. */
  public SortedMap<String, CountLayout> versions() {
    return Collections.unmodifiableSortedMap(layoutsByVersion);
  }

  /** How many rows are of a version that has no layout. */
  public long dropped() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many of them are in the bucket with that start. */
  public long dropped(Instant start) {
    return dropped.getOrDefault(BucketStarts.micros(start), 0L);
  }

  /** The starts of the buckets that have rows, counted or dropped, in order. */
  public Set<Instant> starts() {
    Set<Instant> starts = new TreeSet<>();
    dropped.keySet().forEach(micros -> starts.add(BucketStarts.instant(micros)));
    buckets.keySet().forEach(micros -> starts.add(BucketStarts.instant(micros)));
    return starts;
  }

  /** The counts of the bucket with that start, by cell. */
  public SortedMap<Cell, Counts> bucket(Instant start) {
    SortedMap<Cell, Counts> cells = new TreeMap<>();
    buckets
        .getOrDefault(BucketStarts.micros(start), Collections.emptyNavigableMap())
        .forEach(
            (version, counts) -> counts.forEach(version, (cell, rows) -> cells.put(cell, rows)));
    return cells;
  }

  /** The sum of all buckets, by cell; cells without rows are not in it. */
  public SortedMap<Cell, Counts> sum() {
    return sum(buckets.values());
  }

  /**
   * The sum of the buckets that start in {@code [from, to)}, by cell; cells without rows are not in
   * it.
   */
  public SortedMap<Cell, Counts> sum(Instant from, Instant to) {
    return sum(
        buckets
            .subMap(
                BucketStarts.micros(firstStartFrom(from)), BucketStarts.micros(firstStartFrom(to)))
            .values());
  }

  /** The sum of the buckets that start at {@code from} or after it, by cell. */
  public SortedMap<Cell, Counts> sumFrom(Instant from) {
    return sum(buckets.tailMap(BucketStarts.micros(firstStartFrom(from))).values());
  }

  private static SortedMap<Cell, Counts> sum(
      Collection<? extends Map<String, VersionCounts>> buckets) {
    SortedMap<Cell, Counts> sums = new TreeMap<>();
    buckets.forEach(
        bucket ->
            bucket.forEach(
                (version, part) ->
                    part.forEach(version, (cell, counts) -> add(sums, cell, counts))));
    return sums;
  }

  private static void add(SortedMap<Cell, Counts> sums, Cell cell, Counts counts) {
    sums.computeIfAbsent(cell, key -> new Counts(counts.layout())).merge(counts);
  }

  /** The first bucket start that is not before {@code time}. */
  public Instant firstStartFrom(Instant time) {
    return BucketStarts.notBefore(time, length);
  }
}
