package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketStarts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.exporter.rows.RowHistory.Known;
import io.tidegauge.monitor.LastGood;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.profile.CountLayouts;
import io.tidegauge.profile.Profile;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.LabelArrivals;
import io.tidegauge.source.LastRow;
import io.tidegauge.spec.EarlierRows;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model's predictions with their labels, counted. A bucket of predictions is read once, whole,
 * when its labels have had their time; younger ones are not counted at all, for those that have
 * their label early are not like the others. Labels are then read by time of arrival: one that
 * comes later, or corrects another, has the bucket of its prediction counted again. So a label that
 * comes twice, or is read twice, changes nothing.
 *
 * <p>Safe for use by several threads; of those that keep it up there must be one.
 */
public final class Cohorts {
  /** Longer than this no one looks back for the newest label. */
  private static final Duration LOOK_BACK = Duration.ofDays(100);

  private final ModelSpec spec;
  private final LabelsSpec labels;
  private final CohortColumns columns;
  private final InstantSource end;
  private final CohortCounters counters;
  private volatile Function<String, Optional<Profile>> profiles;
  private volatile CohortRange reader;
  private volatile LabelArrivals arrivals;
  private volatile Optional<LastRow> lastRow;
  private volatile RowHistory history;
  private volatile @Nullable Instant arrivedTo;
  private volatile @Nullable Instant lastLabel;
  private volatile String trouble = "";
  private volatile @Nullable Judged judged;

  /**
   * When predictions were last known to be good.
   *
   * @param kept the buckets by which that was judged
   */
  private record Judged(
      Set<Cell> cells, RowHistory.Kept kept, SortedMap<String, Instant> lastGood) {
    Judged {
      cells = Set.copyOf(cells);
      lastGood = Collections.unmodifiableSortedMap(new TreeMap<>(lastGood));
    }
  }

  /**
   * Nothing is read yet.
   *
   * @param spec declares labels
   * @param profiles the profile of a version
   * @param end until when labels may have come: what came later is not there yet
   */
  public Cohorts(
      ModelSpec spec,
      Database database,
      Function<String, Optional<Profile>> profiles,
      InstantSource end) {
    this.spec = spec;
    this.end = end;
    this.labels = spec.labels().orElseThrow();
    this.columns = CohortColumns.of(spec).orElseThrow();
    this.counters = new CohortCounters(spec, columns);
    this.profiles = profiles;
    this.reader = new CohortRange(database, spec, columns, end);
    this.arrivals = new LabelArrivals(database, spec);
    this.lastRow = newestLabel(database);
    this.history = history();
  }

  private CountLayout layout(String version, Function<String, Optional<Profile>> known) {
    return columns.layout(CountLayouts.slices(spec.predictions().slices(), known.apply(version)));
  }

  /**
   * Reads the same in another way from now on.
   *
   * @param others the profile of a version
   * @return whether what was counted so far is as these profiles ask for; if not, nothing changes
   */
  public boolean readBy(Database database, Function<String, Optional<Profile>> others) {
    boolean same =
        history.layouts().entrySet().stream()
            .allMatch(known -> known.getValue().equals(layout(known.getKey(), others)));
    if (same) {
      profiles = others;
      reader = new CohortRange(database, spec, columns, end);
      arrivals = new LabelArrivals(database, spec);
      lastRow = newestLabel(database);
    }
    return same;
  }

  private Optional<LastRow> newestLabel(Database database) {
    return labels.table().map(table -> LastRow.of(database, labels));
  }

  private RowHistory history() {
    VersionLayouts layouts = new VersionLayouts(version -> layout(version, profiles));
    // What was due before is not new when it is counted anew.
    counters.reopen(Instant.MAX);
    return new RowHistory(
        spec, lateness(), EarlierRows.NONE, layouts, () -> reader, () -> reader, counters);
  }

  /** What is as old as its labels is visible, if labels take longer than a row may. */
  private Duration lateness() {
    Duration left = spec.lateness().plus(ModelRows.CLOCK_ERROR).minus(labels.matureAfter());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The slices may have changed with the profiles: all is counted anew. */
  public void countAnew() {
    history = history();
  }

  /** The end of the newest bucket whose labels have had their time. */
  private Instant mature(Instant now) {
    return BucketStarts.notAfter(now.minus(labels.matureAfter()), spec.bucket());
  }

  /**
   * Reads the predictions whose labels have had their time by now, and finds out to which earlier
   * ones labels have come.
   *
   * @return what the user should know, or nothing
   * @throws io.tidegauge.source.QueryFailedException if they cannot be read
   */
  public String advance(Instant now, Deadline deadline) {
    Instant mature = mature(now);
    // A label is read when it can be relied on to be visible, and so no label is read twice.
    Instant visible = now.minus(spec.lateness()).truncatedTo(ChronoUnit.MICROS);
    Instant arrived = arrivedTo;
    if (arrived == null || visible.isBefore(arrived)) {
      // Nothing is counted yet; or the clock was set back, and what comes now has earlier times.
      arrivedTo = visible;
    }
    if (!isRead(mature)) {
      trouble = history.advance(mature, deadline);
    }
    if (labels.table().isPresent()) {
      readArrivals(visible, mature, deadline);
    }
    return trouble;
  }

  /** Whether reading again would find nothing new. What is not sealed may get labels still. */
  private boolean isRead(Instant mature) {
    return lateness().isZero() && history.readTo().filter(mature::equals).isPresent();
  }

  private void readArrivals(Instant to, Instant mature, Deadline deadline) {
    Instant from = Objects.requireNonNull(arrivedTo);
    if (!from.isBefore(to)) {
      return;
    }
    Instant oldest = mature.minus(spec.longestWindow());
    RowHistory counted = history;
    arrivals
        .read(
            from,
            to,
            oldest,
            mature,
            micros -> counted.outdated(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)),
            deadline)
        .ifPresent(newest -> lastLabel = newest);
    arrivedTo = to;
  }

  /**
   * Looks for the newest label, where none has come since the first reading.
   *
   * @throws io.tidegauge.source.QueryFailedException if it cannot be found out
   */
  public void findLastLabel(Instant now, Deadline deadline) {
    if (lastLabel == null && lastRow.isPresent()) {
      Instant visible = now.minus(spec.lateness());
      lastLabel = lastRow.get().before(visible, LOOK_BACK, deadline).orElse(null);
    }
  }

  /**
   * Reads the next part of the past.
   *
   * @return whether there was something left to read
   * @throws io.tidegauge.source.QueryFailedException if it cannot be read
   */
  public boolean fill(Instant now, Deadline deadline) {
    if (history.readTo().isEmpty()) {
      advance(now, deadline);
    }
    return history.fill(mature(now), deadline);
  }

  /** Whether all windows are filled. */
  public boolean isWhole(Instant now) {
    return history.isWhole(mature(now));
  }

  /** The share of the longest window that is filled, 0 to 1. */
  public double filled(Instant now) {
    return history.filled(mature(now));
  }

  /** Whether labels have come to predictions that were counted without them. */
  public boolean isOutdated() {
    return history.isOutdated();
  }

  /**
   * Counts the next buckets again.
   *
   * @throws io.tidegauge.source.QueryFailedException if they cannot be read
   */
  public void recount(Instant now, Deadline deadline) {
    history.recount(mature(now), deadline);
  }

  /** What is known at a moment: windows that end where labels have had their time. */
  public Known known(Instant now) {
    return history.known(mature(now));
  }

  /**
   * When predictions were last known to be good, by version; looked for anew only where other
   * buckets are kept than the last time.
   *
   * @param windows what is known: the versions are those of it
   */
  public SortedMap<String, Instant> lastGood(List<WindowCounts> windows, Instant now) {
    if (spec.alerts().quality().limits().isEmpty()) {
      return Collections.emptySortedMap();
    }
    RowHistory counted = history;
    Set<Cell> cells = new TreeSet<>();
    windows.stream().map(WindowCounts::cell).filter(Cell::isAll).forEach(cells::add);
    Judged last = judged;
    RowHistory.Kept kept = counted.kept();
    if (last == null || !last.cells().equals(cells) || !last.kept().equals(kept)) {
      SortedMap<String, Instant> lastGood = new TreeMap<>();
      for (Cell cell : cells) {
        LastGood.of(spec, counted.newestFirst(mature(now), cell))
            .ifPresent(time -> lastGood.put(cell.version(), time));
      }
      last = new Judged(cells, kept, lastGood);
      judged = last;
    }
    return last.lastGood();
  }

  /** The counters of the predictions of these versions that were judged since the start. */
  public List<Reading> counters(Set<String> versions) {
    return counters.readings(versions);
  }

  /** The memory that the counts of buckets take. */
  public long bytes() {
    return history.bytes();
  }

  /** Whether the label of some prediction that is counted could not be read. */
  public boolean lacksLabels(Instant now) {
    Set<String> unreadable = known(now).unreadable();
    return columns.read().of(Role.LABEL).map(WatchedColumn::name).anyMatch(unreadable::contains);
  }

  /** When the newest label came that is known of; empty where there is none. */
  public Optional<Instant> lastLabel() {
    return Optional.ofNullable(lastLabel);
  }
}
