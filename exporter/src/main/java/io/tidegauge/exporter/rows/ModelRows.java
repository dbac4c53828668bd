package io.tidegauge.exporter.rows;

import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.exporter.rows.RowHistory.Known;
import io.tidegauge.monitor.LatencyHistory;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.profile.CountLayouts;
import io.tidegauge.profile.Profile;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model's rows, counted. Where a version's reference becomes known only while the exporter runs,
 * all is counted anew in its bins, beside what is served, and takes its place when it is whole.
 * Safe for use by several threads; of those that keep it up there must be one.
 */
public final class ModelRows {
  /** By how much our reckoning of the database's clock may be wrong. */
  static final Duration CLOCK_ERROR = Duration.ofSeconds(1);

  private static final String LATENCY = "latency";

  private final ModelSpec spec;
  private final WatchedColumns columns;
  private volatile RangeReader reader;
  private volatile RangeReader fillReader;
  private volatile Function<String, Optional<Profile>> profiles;
  private final RowCounters counters;
  private final LongAdder late = new LongAdder();
  private final LongAdder corrected = new LongAdder();
  private volatile RowHistory served;
  private volatile @Nullable RowHistory next;
  private volatile Set<String> followed;
  private volatile long advancedNanos;

  /**
   * No rows are read yet.
   *
   * @param profiles the profile of a version
   * @param start when the counters begin
   */
  public ModelRows(
      ModelSpec spec,
      WatchedColumns columns,
      Database database,
      Function<String, Optional<Profile>> profiles,
      Instant start) {
    this.spec = spec;
    this.columns = columns;
    this.reader = RangeReader.of(database, spec, columns);
    this.fillReader = RangeReader.ofMany(database, spec, columns);
    this.profiles = profiles;
    this.counters = new RowCounters(spec, columns, start);
    this.served = history(counters);
    this.followed = new TreeSet<>(spec.predictions().versions().values());
  }

  private RowHistory history(RowCounters counting) {
    VersionLayouts layouts = new VersionLayouts(version -> layout(version, profiles));
    return new RowHistory(
        spec,
        spec.lateness().plus(CLOCK_ERROR),
        spec.drift().earlier(),
        layouts,
        () -> reader,
        () -> fillReader,
        counting);
  }

  private CountLayout layout(String version, Function<String, Optional<Profile>> known) {
    return CountLayouts.of(spec, columns, known.apply(version));
  }

  /**
   * Reads the same rows in another way from now on.
   *
   * @param others the profile of a version
   * @return whether what was counted so far is as these profiles ask for; if not, nothing changes
   */
  public boolean readBy(Database database, Function<String, Optional<Profile>> others) {
    boolean same =
        next == null
            && served.layouts().entrySet().stream()
                .allMatch(known -> known.getValue().equals(layout(known.getKey(), others)));
    if (same) {
      readBy(database);
      profiles = others;
    }
    return same;
  }

  /** Reads the same rows by another connection from now on. */
  public void readBy(Database database) {
    reader = RangeReader.of(database, spec, columns);
    fillReader = RangeReader.ofMany(database, spec, columns);
  }

  /**
   * Reads what is new.
   *
   * @return what the user should know, or nothing
   * @throws io.tidegauge.source.QueryFailedException if the rows cannot be read
   */
  public String advance(Instant now, Deadline deadline) {
    String trouble = served.advance(now, deadline);
    advancedNanos = System.nanoTime();
    return trouble;
  }

  /** How long no new rows were read; for ever, before the first reading. */
  public Duration idle() {
    return served.readTo().isEmpty()
        ? ChronoUnit.FOREVER.getDuration()
        : Duration.ofNanos(System.nanoTime() - advancedNanos);
  }

  /** The share of the longest window that is filled, 0 to 1. */
  public double filled(Instant now) {
    RowHistory filling = next;
    return (filling == null ? served : filling).filled(now);
  }

  /** What is known at a moment. */
  public Known known(Instant now) {
    Known known = served.known(now);
    Set<String> versions = new TreeSet<>(spec.predictions().versions().values());
    known.windows().stream().map(WindowCounts::cell).forEach(cell -> versions.add(cell.version()));
    followed = versions;
    return known;
  }

  /** How long answers took over the longest window; nothing, where no column says it. */
  public LatencyHistory latencies(Instant now) {
    return columns
        .numberIndex(Role.LATENCY, LATENCY)
        .map(column -> served.parts(now, column, LATENCY, LatencyHistory.PARTS))
        .map(parts -> new LatencyHistory(spec.longestWindow(), parts))
        .orElse(LatencyHistory.UNKNOWN);
  }

  /** The versions that have a role, or rows in a window. */
  public Set<String> followed() {
    return Set.copyOf(followed);
  }

  /** The counters of the rows that came since the start. */
  public List<Reading> counters() {
    return counters.readings(followed);
  }

  /** The profiles have changed: all rows are to be counted anew. */
  public void countAnew() {
    next = history(new RowCounters(spec, columns, Instant.MAX));
  }

  /** Whether all windows are filled, and in the right bins. */
  public boolean isWhole(Instant now) {
    return next == null && served.isWhole(now);
  }

  /**
   * Reads the next part of the past.
   *
   * @return whether there is more to read
   * @throws io.tidegauge.source.QueryFailedException if it cannot be read
   */
  public boolean fill(Instant now, Deadline deadline) {
    RowHistory beside = next;
    if (beside == null) {
      return served.fill(now, deadline);
    }
    if (beside.readTo().isEmpty()) {
      beside.advance(now, deadline);
    }
    if (!beside.fill(now, deadline)) {
      beside.advance(now, deadline);
      beside.countWith(counters);
      served = beside;
      next = null;
    }
    return true;
  }

  /**
   * Counts the next sealed buckets again.
   *
   * @return how many rows it found that had come late
   * @throws io.tidegauge.source.QueryFailedException if they cannot be read
   */
  public long recount(Instant now, Deadline deadline) {
    Recount.Found found = served.recount(now, deadline);
    late.add(found.lateRows());
    corrected.add(found.corrected());
    return found.lateRows();
  }

  /** Rows that were found later than the declared lateness, since the start. */
  public long lateRows() {
    return late.sum();
  }

  /** Sealed buckets that a recount found changed, since the start. */
  public long correctedBuckets() {
    return corrected.sum();
  }

  /** How long the last recount of all sealed buckets took; empty before the first is done. */
  public Optional<Duration> recountCycle() {
    return served.recountCycle();
  }

  /** Up to where rows were read; empty before the first reading. */
  public Optional<Instant> readTo() {
    return served.readTo();
  }
}
