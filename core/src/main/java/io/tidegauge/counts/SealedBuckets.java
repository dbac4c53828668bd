package io.tidegauge.counts;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Buckets whose rows are not read again by a scrape: compact, of the lengths of their tiers,
 * without overlaps. A bucket without rows is not kept. Not safe for use by several threads.
 */
public final class SealedBuckets {

  /** A bucket, its maps and its entry. */
  private static final int OBJECTS = 160;

  /**
   * What is kept of a bucket; times in microseconds.
   *
   * @param unreadable columns that could not be read when its rows were counted
   * @param dropped rows that are in no cell
   * @param rows how many rows its cells hold
   * @param bytes what it takes
   */
  private record Bucket(
      long start,
      long end,
      SortedMap<Cell, PackedCounts> cells,
      Set<String> unreadable,
      long dropped,
      long rows,
      long bytes) {

    static Bucket of(
        long start,
        long end,
        SortedMap<Cell, PackedCounts> cells,
        Set<String> unreadable,
        long dropped) {
      long rows = 0;
      long bytes = OBJECTS;
      for (Map.Entry<Cell, PackedCounts> cell : cells.entrySet()) {
        rows += cell.getKey().isAll() ? cell.getValue().rows() : 0;
        bytes += cell.getValue().bytes();
      }
      return new Bucket(start, end, cells, Set.copyOf(unreadable), dropped, rows, bytes);
    }

    boolean isWhole() {
      return unreadable.isEmpty() && dropped == 0;
    }
  }

  /** Each cell once, not once for each bucket. */
  private final Map<Cell, Cell> known = new TreeMap<>();

  private final NavigableMap<Long, Bucket> buckets = new TreeMap<>();

  /** Those that are not whole: each scrape asks for them, and there are none as a rule. */
  private final NavigableMap<Long, Bucket> flawed = new TreeMap<>();

  private long bytes;

  /**
   * Puts what was counted of {@code [from, to)} in the place of all that is known of it.
   *
   * @param unreadable columns that could not be read
   */
  public void replace(Instant from, Instant to, BucketedCounts read, Set<String> unreadable) {
    remove(within(buckets, from, to).values());
    read.starts().forEach(start -> put(start, read, unreadable));
  }

  private static NavigableMap<Long, Bucket> within(
      NavigableMap<Long, Bucket> some, Instant from, Instant to) {
    long first = BucketStarts.micros(from);
    return some.subMap(first, true, Math.max(first, BucketStarts.micros(to)), false);
  }

  private void put(Bucket bucket) {
    Bucket before = buckets.put(bucket.start(), bucket);
    bytes += bucket.bytes() - (before == null ? 0 : before.bytes());
    if (bucket.isWhole()) {
      flawed.remove(bucket.start());
    } else {
      flawed.put(bucket.start(), bucket);
    }
  }

  private void remove(Collection<Bucket> some) {
    for (Bucket bucket : List.copyOf(some)) {
      buckets.remove(bucket.start());
      flawed.remove(bucket.start());
      bytes -= bucket.bytes();
    }
  }

  private void put(Instant start, BucketedCounts read, Set<String> unreadable) {
    SortedMap<Cell, PackedCounts> cells = new TreeMap<>();
    read.bucket(start).forEach((cell, counts) -> cells.put(one(cell), PackedCounts.of(counts)));
    long micros = BucketStarts.micros(start);
    long end = micros + BucketStarts.lengthMicros(read.length());
    put(Bucket.of(micros, end, cells, unreadable, read.dropped(start)));
  }

  private Cell one(Cell cell) {
    return known.computeIfAbsent(cell, key -> key);
  }

  /**
   * Adds rows that nothing is known of yet: each bucket by itself, or to the longer one that is
   * there already and holds it.
   */
  public void add(BucketedCounts read, Set<String> unreadable) {
    for (Instant start : read.starts()) {
      long micros = BucketStarts.micros(start);
      Map.Entry<Long, Bucket> before = buckets.floorEntry(micros);
      if (before == null || before.getValue().end() <= micros) {
        put(start, read, unreadable);
      } else {
        Bucket holder = before.getValue();
        SortedMap<Cell, Counts> sums = new TreeMap<>();
        addTo(sums, List.of(holder));
        read.bucket(start)
            .forEach(
                (cell, counts) ->
                    sums.computeIfAbsent(cell, key -> new Counts(counts.layout())).merge(counts));
        Set<String> all = new TreeSet<>(holder.unreadable());
        all.addAll(unreadable);
        long dropped = holder.dropped() + read.dropped(start);
        put(Bucket.of(holder.start(), holder.end(), packed(sums), all, dropped));
      }
    }
  }

  private SortedMap<Cell, PackedCounts> packed(SortedMap<Cell, Counts> sums) {
    SortedMap<Cell, PackedCounts> packed = new TreeMap<>();
    sums.forEach((cell, counts) -> packed.put(one(cell), PackedCounts.of(counts)));
    return packed;
  }

  private static void addTo(SortedMap<Cell, Counts> sums, Collection<Bucket> parts) {
    for (Bucket part : parts) {
      part.cells()
          .forEach(
              (cell, counts) ->
                  counts.addTo(sums.computeIfAbsent(cell, key -> new Counts(counts.layout()))));
    }
  }

  /** Puts buckets that are old enough together into those of their tier. */
  public void rollUp(Tiers tiers, Instant now) {
    for (Bucket bucket : List.copyOf(buckets.values())) {
      Instant start = BucketStarts.instant(bucket.start());
      Instant whole = BucketStarts.notAfter(start, tiers.lengthAt(start, now));
      long end = BucketStarts.micros(whole) + BucketStarts.lengthMicros(tiers.lengthAt(start, now));
      if (end > bucket.end() && buckets.containsKey(bucket.start())) {
        join(BucketStarts.micros(whole), end);
      }
    }
  }

  private void join(long start, long end) {
    List<Bucket> parts = List.copyOf(buckets.subMap(start, end).values());
    remove(parts);
    SortedMap<Cell, Counts> sums = new TreeMap<>();
    addTo(sums, parts);
    Set<String> unreadable = new TreeSet<>();
    parts.forEach(part -> unreadable.addAll(part.unreadable()));
    long dropped = parts.stream().mapToLong(Bucket::dropped).sum();
    put(Bucket.of(start, end, packed(sums), unreadable, dropped));
  }

  /** Forgets all. */
  public void clear() {
    remove(buckets.values());
    known.clear();
  }

  /** Forgets the buckets that end at or before {@code time}. */
  public void removeBefore(Instant time) {
    long micros = BucketStarts.micros(time);
    List<Bucket> old =
        buckets.headMap(micros).values().stream().filter(bucket -> bucket.end() <= micros).toList();
    remove(old);
    if (!old.isEmpty()) {
      Set<String> versions = versions();
      known.keySet().removeIf(cell -> !versions.contains(cell.version()));
    }
  }

  /**
   * Forgets the buckets that end after {@code time}.
   *
   * @return the first time from which nothing is known any more
   */
  public Instant removeFrom(Instant time) {
    long micros = BucketStarts.micros(time);
    Map.Entry<Long, Bucket> before = buckets.lowerEntry(micros);
    long first = before == null || before.getValue().end() <= micros ? micros : before.getKey();
    remove(buckets.tailMap(first, true).values());
    return BucketStarts.instant(first);
  }

  /** The sum of the buckets that start in {@code [from, to)}, by cell. */
  public SortedMap<Cell, Counts> sum(Instant from, Instant to) {
    SortedMap<Cell, Counts> sums = new TreeMap<>();
    addTo(sums, within(buckets, from, to).values());
    return sums;
  }

  /** What a bucket holds of a cell. */
  public record Part(Instant start, Instant end, Counts counts) {}

  /**
   * The newest bucket that ends at {@code time} or before it, of those that hold rows of a cell.
   */
  public Optional<Part> before(Instant time, Cell cell) {
    long micros = BucketStarts.micros(time);
    return buckets.headMap(micros, false).descendingMap().values().stream()
        .filter(bucket -> bucket.end() <= micros && bucket.cells().containsKey(cell))
        .findFirst()
        .map(
            bucket ->
                new Part(
                    BucketStarts.instant(bucket.start()),
                    BucketStarts.instant(bucket.end()),
                    Objects.requireNonNull(bucket.cells().get(cell)).unpacked()));
  }

  /** Adds the buckets that start in {@code [from, to)} to a sum. */
  public void addTo(SortedMap<Cell, Counts> sums, Instant from, Instant to) {
    addTo(sums, within(buckets, from, to).values());
  }

  /**
   * The start in {@code [from, to)} that has the square root of all buckets there before it; {@code
   * to}, where there is none.
   */
  public Instant afterRoot(Instant from, Instant to) {
    Map<Long, Bucket> inside = within(buckets, from, to);
    return inside.keySet().stream()
        .skip((long) Math.ceil(Math.sqrt(inside.size())))
        .findFirst()
        .map(BucketStarts::instant)
        .orElse(to);
  }

  /** {@code time}, or the end of the bucket that begins before it and ends after it. */
  public Instant boundaryFrom(Instant time) {
    Map.Entry<Long, Bucket> before = buckets.lowerEntry(BucketStarts.micros(time));
    return before == null || before.getValue().end() <= BucketStarts.micros(time)
        ? time
        : BucketStarts.instant(before.getValue().end());
  }

  /** {@code time}, or the start of the bucket that begins before it and ends after it. */
  public Instant boundaryNotAfter(Instant time) {
    Map.Entry<Long, Bucket> before = buckets.lowerEntry(BucketStarts.micros(time));
    return before == null || before.getValue().end() <= BucketStarts.micros(time)
        ? time
        : BucketStarts.instant(before.getKey());
  }

  /** Whether a bucket begins before {@code time} and ends after it. */
  public boolean straddles(Instant time) {
    return !boundaryFrom(time).equals(time);
  }

  /** The columns that could not be read for some bucket that starts in {@code [from, to)}. */
  public Set<String> unreadable(Instant from, Instant to) {
    Set<String> columns = new TreeSet<>();
    within(flawed, from, to).values().forEach(bucket -> columns.addAll(bucket.unreadable()));
    return columns;
  }

  /** The start of the newest bucket in {@code [from, to)} for which a column could not be read. */
  public Optional<Instant> lacking(Instant from, Instant to) {
    return within(flawed, from, to).descendingMap().values().stream()
        .filter(bucket -> !bucket.unreadable().isEmpty())
        .map(bucket -> BucketStarts.instant(bucket.start()))
        .findFirst();
  }

  /** How many rows the buckets hold that start in {@code [from, to)}. */
  public long rows(Instant from, Instant to) {
    return within(buckets, from, to).values().stream().mapToLong(Bucket::rows).sum();
  }

  /** How many rows of those buckets are in no cell. */
  public long dropped(Instant from, Instant to) {
    return within(flawed, from, to).values().stream().mapToLong(Bucket::dropped).sum();
  }

  /** The versions that have rows. */
  public Set<String> versions() {
    Set<String> versions = new TreeSet<>();
    buckets
        .values()
        .forEach(bucket -> bucket.cells().keySet().forEach(cell -> versions.add(cell.version())));
    return Collections.unmodifiableSet(versions);
  }

  /** How many buckets there are. */
  public int size() {
    return buckets.size();
  }

  /** The bytes that they take. */
  public long bytes() {
    return bytes;
  }
}
