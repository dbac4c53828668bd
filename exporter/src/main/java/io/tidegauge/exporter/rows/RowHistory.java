package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketStarts;
import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.SealedBuckets;
import io.tidegauge.counts.Tiers;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.spec.EarlierRows;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a model are counted, and how they came to be.
 *
 * <pre>
 *   filled from             sealed to        cut      now
 *        |                      |             |        |
 *   old  |  sealed buckets      |   settled   |  tail  |
 *   &lt;--- | &lt;- recounted slowly  | sealed once | read again
 *  filled newest first           they are old  by each scrape
 * </pre>
 *
 * <p>A scrape reads the tail and what is new. A bucket is sealed when the declared lateness has
 * passed since its end, by one more reading of all its rows, which takes the place of what was
 * counted before; thereby no row is lost that becomes visible within the lateness. Where there are
 * few rows each scrape reads all that is not sealed. Of sealed buckets none is read by a scrape:
 * one after another is counted again in the background, to find what came later, changed or was
 * deleted.
 *
 * <p>Safe for use by several threads; of those that fill and recount there must be one.
 */
public final class RowHistory {
  /** So many rows cost little more to read than one: no need to tell new from old. */
  private static final double FEW_ROWS = 1_000;

  /** More than a scrape should read at once: what is older is read before, in parts. */
  private static final double MANY_ROWS = 100_000;

  /** A row's time may precede its commit by that much as a rule, and by the lateness at most. */
  private static final Duration IN_FLIGHT = Duration.ofSeconds(5);

  /** A clock that is put right by a little must not make the longest window wait. */
  private static final Duration KEPT_LONGER = Duration.ofMinutes(10);

  private final ModelSpec spec;
  private final Duration lateness;
  private final Tiers tiers;
  private final Supplier<RangeReader> reader;
  private final Supplier<RangeReader> fillReader;
  private volatile BucketCounters counters;
  private final VersionLayouts layouts;
  private final Recount recount;
  private final WindowSums windowSums;
  private final ChunkLength chunk;
  private final BucketedCounts none;

  /** Held while the new rows are read; the state itself is guarded by the object. */
  private final ReentrantLock reading = new ReentrantLock();

  private final SealedBuckets sealed = new SealedBuckets();
  private @Nullable OpenRows open;
  private Instant filledFrom = Instant.MAX;
  private Instant sealedTo = Instant.MAX;
  private Instant readTo = Instant.MIN;
  private double rowsPerSecond;
  private long edition;

  /**
   * Nothing is read yet.
   *
   * @param lateness after how long, by our clock, a row can be relied on to be visible
   * @param earlier which earlier rows windows are compared with: they are kept for it
   * @param layouts how each version's rows are counted
   * @param reader where the rows are
   * @param fillReader the fastest way to many of them
   * @param counters what counts the rows that come
   */
  RowHistory(
      ModelSpec spec,
      Duration lateness,
      EarlierRows earlier,
      VersionLayouts layouts,
      Supplier<RangeReader> reader,
      Supplier<RangeReader> fillReader,
      BucketCounters counters) {
    this.spec = spec;
    this.lateness = lateness;
    this.tiers = Tiers.of(spec.windows(), spec.bucket(), earlier);
    this.layouts = layouts;
    this.reader = reader;
    this.fillReader = fillReader;
    this.counters = counters;
    this.recount = new Recount(tiers);
    this.chunk = new ChunkLength(spec.bucket(), fillReader.get().statementTime());
    this.windowSums = new WindowSums(spec, earlier, tiers, layouts);
    this.none = new BucketedCounts(spec.predictions().slices(), spec.bucket(), layouts::of);
  }

  /**
   * Reads what is new.
   *
   * @param now the moment, by the database's clock
   * @return what the user should know, or nothing
   * @throws QueryFailedException if the rows cannot be read; what was read before stays counted
   */
  public String advance(Instant now, Deadline deadline) {
    takeTurn(deadline);
    try {
      begin(now);
      catchUp(now, deadline);
      return isWorthACut(now) ? readNew(now, deadline) : readAllThatIsOpen(now, deadline);
    } finally {
      reading.unlock();
    }
  }

  private void takeTurn(Deadline deadline) {
    try {
      if (!reading.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw QueryFailedException.busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw QueryFailedException.busy();
    }
  }

  private synchronized boolean isWorthACut(Instant now) {
    return reader.get().canCut()
        && open != null
        && open.cut().isBefore(now)
        && expected(sealedTo, now) > FEW_ROWS;
  }

  /** The end of the newest bucket that may be sealed. */
  private Instant sealable(Instant now) {
    return BucketStarts.notAfter(now.minus(lateness), spec.bucket());
  }

  /** Begins, or begins again where the clock was set back or all windows have passed unread. */
  private synchronized void begin(Instant now) {
    Instant sealable = sealable(now);
    if (readTo.isBefore(tiers.oldest(now))) {
      sealed.clear();
      sealedTo = sealable;
      filledFrom = sealable;
      readTo = sealable;
      open = null;
      edition++;
      recount.restart();
    } else if (sealable.isBefore(sealedTo)) {
      counters.reopen(readTo);
      sealedTo = sealed.removeFrom(sealable);
      filledFrom = filledFrom.isAfter(sealedTo) ? sealedTo : filledFrom;
      open = null;
      edition++;
    }
  }

  private synchronized Instant sealedTo() {
    return sealedTo;
  }

  /** How many rows a range is likely to hold, by what was read last; none where nothing was. */
  private synchronized double expected(Instant from, Instant to) {
    return rowsPerSecond * Duration.between(from, to).toNanos() / 1e9;
  }

  private void measure(long rows, Instant from, Instant to) {
    double seconds = Duration.between(from, to).toNanos() / 1e9;
    rowsPerSecond = rows / Math.max(1, seconds);
  }

  /** Reads in parts what no scrape has read for long. */
  private void catchUp(Instant now, Deadline deadline) {
    Instant sealable = sealable(now);
    while (expected(sealedTo(), sealable) > MANY_ROWS) {
      Instant end = BucketStarts.notBefore(sealedTo().plus(chunk.length()), spec.bucket());
      readAndSeal(end.isBefore(sealable) ? end : sealable, deadline);
    }
  }

  /** Reads all rows of buckets that are not sealed, and seals them. */
  private CountedRange readAndSeal(Instant to, Deadline deadline) {
    Instant from = sealedTo();
    CountedRange read = timed(reader.get(), from, to, spec.bucket(), deadline);
    synchronized (this) {
      counters.look(List.of(read.beforeCut()), read.unreadable());
      measure(read.beforeCut().rows(), from, to);
      if (open != null) {
        open.parts().forEach(part -> part.removeBefore(to));
      }
      seal(to, read.beforeCut(), read.unreadable());
    }
    return read;
  }

  private void seal(Instant to, BucketedCounts counts, Set<String> unreadable) {
    sealed.replace(sealedTo, to, counts, unreadable);
    sealedTo = to;
    counters.forgetBefore(to);
  }

  private CountedRange timed(
      RangeReader by, Instant from, Instant to, Duration bucket, Deadline deadline) {
    Duration range = Duration.between(from, to);
    long start = System.nanoTime();
    try {
      CountedRange read = by.read(from, to, bucket, to, layouts, deadline);
      chunk.took(range, Duration.ofNanos(System.nanoTime() - start));
      return read;
    } catch (QueryFailedException e) {
      chunk.failed(range);
      throw e;
    }
  }

  private Instant cut(Instant now) {
    Duration margin = lateness.compareTo(IN_FLIGHT) < 0 ? lateness : IN_FLIGHT;
    return now.minus(margin);
  }

  /** Few rows: all that is open is read and takes the place of what was counted of it. */
  private String readAllThatIsOpen(Instant now, Deadline deadline) {
    Instant cut = cut(now);
    CountedRange read = reader.get().read(sealedTo(), now, spec.bucket(), cut, layouts, deadline);
    synchronized (this) {
      open = new OpenRows(read.beforeCut(), read.afterCut(), cut, read.unreadable());
      readTo = now;
      counters.look(open.parts(), read.unreadable());
      measure(open.rows(), sealedTo, now);
      sealSettled(open, sealable(now));
    }
    return read.trouble();
  }

  /** What was read just now, after its lateness, need not be read again to be sealed. */
  private void sealSettled(OpenRows rows, Instant to) {
    if (sealedTo.isBefore(to)) {
      seal(to, rows.settled().within(sealedTo, to), rows.unreadable());
      rows.settled().removeBefore(to);
    }
  }

  /** Many rows: those since the cut are read, and buckets whose lateness has passed once more. */
  private String readNew(Instant now, Deadline deadline) {
    Instant sealable = sealable(now);
    String trouble = "";
    if (sealedTo().isBefore(sealable)) {
      trouble = readAndSeal(sealable, deadline).trouble();
    }
    OpenRows before = openRows();
    Instant from = before.cut().isBefore(sealedTo()) ? sealedTo() : before.cut();
    Instant cut = from.isAfter(cut(now)) ? from : cut(now);
    CountedRange read = reader.get().read(from, now, spec.bucket(), cut, layouts, deadline);
    synchronized (this) {
      before.settled().merge(read.beforeCut());
      Set<String> unreadable = new TreeSet<>(before.unreadable());
      unreadable.addAll(read.unreadable());
      open = new OpenRows(before.settled(), read.afterCut(), cut, unreadable);
      readTo = now;
      counters.look(open.parts(), unreadable);
      measure(open.rows(), sealedTo, now);
    }
    return trouble.isEmpty() ? read.trouble() : trouble;
  }

  private synchronized OpenRows openRows() {
    return open == null ? new OpenRows(none, none, sealedTo, Set.of()) : open;
  }

  /**
   * Reads the next part of the past, newest first.
   *
   * @return whether there was something left to read
   */
  public boolean fill(Instant now, Deadline deadline) {
    Instant edge;
    Instant from;
    Duration bucket;
    synchronized (this) {
      tidy(now);
      if (open == null || isWhole(now)) {
        return false;
      }
      edge = filledFrom;
      Instant last = edge.minusNanos(1000);
      bucket = tiers.lengthAt(last, now);
      Instant alike = tiers.firstAlike(last, now);
      Instant oldest = tiers.oldest(now);
      Instant most = alike.isBefore(oldest) ? oldest : alike;
      Instant wanted = BucketStarts.notAfter(edge.minus(chunk.length()), spec.bucket());
      from = wanted.isBefore(most) ? most : wanted;
    }
    CountedRange read = timed(fillReader.get(), from, edge, bucket, deadline);
    synchronized (this) {
      // Where the clock was set back meanwhile the edge is another, and the rows are read anew.
      if (filledFrom.equals(edge)) {
        sealed.add(read.beforeCut(), read.unreadable());
        filledFrom = from;
        edition++;
      }
    }
    return true;
  }

  private void tidy(Instant now) {
    Instant needed = tiers.oldest(now.minus(KEPT_LONGER));
    sealed.removeBefore(needed);
    filledFrom = filledFrom.isBefore(needed) ? needed : filledFrom;
    sealed.rollUp(tiers, now);
    if (reading.tryLock()) {
      try {
        layouts.retain(versions());
      } finally {
        reading.unlock();
      }
    }
  }

  private Set<String> versions() {
    Set<String> versions = new TreeSet<>(sealed.versions());
    versions.addAll(spec.predictions().versions().values());
    if (open != null) {
      open.parts().forEach(part -> versions.addAll(part.versions().keySet()));
    }
    return versions;
  }

  /**
   * Counts the next sealed buckets again, and corrects them where they have changed.
   *
   * @return what it found
   */
  public Recount.Found recount(Instant now, Deadline deadline) {
    Recount.Range range;
    synchronized (this) {
      tidy(now);
      range = recount.next(sealed, filledFrom, sealedTo, now);
      if (!range.from().isBefore(range.to())) {
        // The time went on without scrapes: all that is sealed is too old for every window.
        return Recount.Found.NOTHING;
      }
    }
    CountedRange read =
        reader.get().read(range.from(), range.to(), range.bucket(), range.to(), layouts, deadline);
    synchronized (this) {
      if (sealedTo.isBefore(range.to())) {
        return Recount.Found.NOTHING;
      }
      Recount.Found found = recount.compare(sealed, range, read, counters);
      edition += found.corrected() > 0 ? 1 : 0;
      return found;
    }
  }

  /**
   * A row at that time is not what it was when it was counted: its bucket is counted again, if it
   * is sealed.
   */
  synchronized void outdated(Instant time) {
    recount.due(BucketStarts.notAfter(time, spec.bucket()));
  }

  /** Whether buckets are known to be out of date. */
  synchronized boolean isOutdated() {
    return recount.isDue();
  }

  /** From now on these count the rows that come. What is known by now is in them already. */
  synchronized void countWith(BucketCounters others) {
    counters = others;
  }

  /** How the rows of each version are counted. */
  Map<String, CountLayout> layouts() {
    return layouts.known();
  }

  /** Whether all windows are filled. */
  public synchronized boolean isWhole(Instant now) {
    return open != null && !filledFrom.isAfter(tiers.oldest(now));
  }

  /** Up to where rows were read; empty before the first reading. */
  public synchronized Optional<Instant> readTo() {
    return open == null ? Optional.empty() : Optional.of(readTo);
  }

  /** How long one recount of all sealed buckets took last; empty before the first is done. */
  public synchronized Optional<Duration> recountCycle() {
    return recount.cycle();
  }

  /** What is known at a moment. */
  public synchronized Known known(Instant now) {
    if (readTo.equals(Instant.MIN)) {
      return Known.NOTHING;
    }
    OpenRows rows = openRows();
    List<WindowCounts> windows =
        windowSums.ending(now, sealed, rows, filledFrom, sealedTo, edition);
    Instant oldest = tiers.oldest(now);
    Set<String> unreadable = new TreeSet<>(rows.unreadable());
    windows.stream()
        .map(WindowCounts::from)
        .min(Comparator.naturalOrder())
        .ifPresent(from -> unreadable.addAll(sealed.unreadable(from, sealedTo)));
    long dropped =
        sealed.dropped(oldest, sealedTo)
            + rows.parts().stream().mapToLong(BucketedCounts::dropped).sum();
    return new Known(windows, unreadable, dropped, filled(now), sealed.bytes());
  }

  /**
   * The sums of a numeric column over the longest window, in parts of equal length, by version;
   * none before it is filled. Parts of which it could not be read are left out.
   *
   * @param column its place
   * @param name what it is called
   * @param most how many parts there may be
   */
  public SortedMap<Instant, SortedMap<String, Moments>> parts(
      Instant now, int column, String name, int most) {
    SortedMap<Instant, SortedMap<String, Moments>> parts = new TreeMap<>();
    Duration longest = spec.longestWindow();
    Duration finest = tiers.length(longest);
    Duration length = finest;
    while (longest.dividedBy(length) > most) {
      length = length.plus(finest);
    }
    Instant from;
    Instant to;
    synchronized (this) {
      if (!isWhole(now)) {
        return parts;
      }
      from = BucketStarts.notBefore(tiers.oldest(now), length);
      to = BucketStarts.notAfter(sealedTo, length);
    }
    for (; from.isBefore(to); from = from.plus(length)) {
      SortedMap<String, Moments> part = part(from, from.plus(length), column, name);
      if (!part.isEmpty()) {
        parts.put(from, part);
      }
    }
    return parts;
  }

  /** One after another, lest a scrape waits for all of them. */
  private synchronized SortedMap<String, Moments> part(
      Instant from, Instant to, int column, String name) {
    SortedMap<String, Moments> part = new TreeMap<>();
    if (!sealed.unreadable(from, to).contains(name)) {
      sealed
          .sum(from, to)
          .forEach(
              (cell, counts) -> {
                if (cell.isAll()) {
                  part.put(cell.version(), counts.effectiveMoments(column));
                }
              });
    }
    return part;
  }

  /**
   * The sealed buckets of a cell in the longest window, as far as it is filled: the newest first,
   * and one after another, lest a scrape waits for all of them.
   */
  Iterator<SealedBuckets.Part> newestFirst(Instant now, Cell cell) {
    return Stream.iterate(
            before(now, now, cell),
            Optional::isPresent,
            part -> before(part.orElseThrow().start(), now, cell))
        .flatMap(Optional::stream)
        .iterator();
  }

  /**
   * Which buckets are kept sealed: the same, if these are equal.
   *
   * @param edition changes when a bucket that was there before has changed
   */
  record Kept(Instant from, Instant to, long edition) {}

  synchronized Kept kept() {
    return new Kept(filledFrom, sealedTo, edition);
  }

  private synchronized Optional<SealedBuckets.Part> before(Instant time, Instant now, Cell cell) {
    Instant oldest = tiers.oldest(now);
    return sealed
        .before(time, cell)
        .filter(part -> !part.start().isBefore(oldest) && !part.start().isBefore(filledFrom));
  }

  /** What the sealed buckets take. */
  synchronized long bytes() {
    return sealed.bytes();
  }

  /** The share of the longest window that is filled, 0 to 1. */
  synchronized double filled(Instant now) {
    Instant oldest = tiers.oldest(now);
    double all = Duration.between(oldest, now).toMillis();
    double missing =
        open == null ? all : Math.max(0, Duration.between(oldest, filledFrom).toMillis());
    return 1 - missing / all;
  }

  /**
   * What is known of the rows at a moment.
   *
   * @param windows the counts of each followed version and slice in each window that is filled
   * @param unreadable columns that could not be read for some rows of these
   * @param dropped rows that are not counted, since they name too many versions
   * @param filled the share of the longest window that is filled, 0 to 1
   * @param bytes what the sealed buckets take
   */
  public record Known(
      List<WindowCounts> windows, Set<String> unreadable, long dropped, double filled, long bytes) {
    /** Nothing was read yet. */
    static final Known NOTHING = new Known(List.of(), Set.of(), 0, 0, 0);

    public Known {
      windows = List.copyOf(windows);
      unreadable = Set.copyOf(unreadable);
    }
  }
}
