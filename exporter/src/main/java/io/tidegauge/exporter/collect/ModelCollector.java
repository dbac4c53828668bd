package io.tidegauge.exporter.collect;

import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.exporter.rows.ModelRows;
import io.tidegauge.exporter.rows.RowHistory.Known;
import io.tidegauge.monitor.Labelled;
import io.tidegauge.monitor.LatencyHistory;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.Monitor.Input;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.Readings;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.profile.Profile;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects one model: reads its new rows, counts them, and lets the monitors read the counts. The
 * only place where a failure of the database on a scrape is caught.
 */
public final class ModelCollector {
  private static final Logger logger = LoggerFactory.getLogger(ModelCollector.class);

  /** Where no scrape comes, rows are read so often, lest the next one has too many to read. */
  private static final Duration LONGEST_UNREAD = Duration.ofMinutes(1);

  private final ModelSpec spec;
  private final InstantSource clock;
  private final WatchedColumns columns;
  private final List<Monitor> monitors;
  private final Profiles profiles;
  private final Background background;
  private final ModelRows rows;
  private final Optional<Labels> labels;
  private final Counting counting;
  private final long countsBytes;
  private final Troubles troubles;
  private final Map<String, Instant> lastSuccess = new ConcurrentHashMap<>();

  /** The versions of the last rows that were read: what reads no rows goes on with them. */
  private volatile Set<String> lastVersions = Set.of();

  /** All of the longest window is looked through for it: too much for a scrape. */
  private volatile LatencyHistory latencies = LatencyHistory.UNKNOWN;

  /** What serves until all windows are filled. */
  private volatile @Nullable ModelCollector before;

  /** Whether the last recount was one of labels. */
  private boolean ofLabels;

  /**
   * Collects a model.
   *
   * @param before what collected it until now, if something did: what it has counted is taken over
   *     where the same is counted still; else it goes on to serve while this one fills its windows
   */
  public ModelCollector(
      ModelSpec spec,
      Database database,
      Profiles profiles,
      Background background,
      InstantSource clock,
      Optional<ModelCollector> before) {
    this.spec = spec;
    this.clock = clock;
    this.columns = WatchedColumns.of(spec);
    this.profiles = profiles;
    this.background = background;
    this.counting = Counting.of(spec, database);
    this.countsBytes = Memory.countsBytes(spec);
    this.troubles = new Troubles(spec.name());
    Optional<ModelRows> counted =
        before
            .filter(other -> other.counting.equals(counting))
            .map(other -> other.rows)
            .filter(known -> known.readBy(database, profiles::of));
    this.rows =
        counted.orElseGet(
            () -> new ModelRows(spec, columns, database, profiles::of, clock.instant()));
    this.labels =
        counted
            .flatMap(known -> before)
            .flatMap(other -> other.labels)
            .filter(known -> known.readBy(spec.labels(), database, profiles::of))
            .or(() -> Labels.of(spec, database, profiles::of, background.era().end(clock)));
    this.monitors =
        Monitor.ALL.stream()
            .filter(monitor -> monitor.fits(spec))
            .filter(monitor -> monitor.input() != Input.LABELS || labels.isPresent())
            .filter(monitor -> background.era().knows(monitor.input()))
            .toList();
    this.before =
        counted.isPresent()
            ? null
            : before.filter(other -> other.counting.isOf(database)).orElse(null);
    if (this.before != null) {
      this.before.rows.readBy(database);
    }
  }

  /** What serves the model now: this, or what did before. */
  ModelCollector serving() {
    ModelCollector other = before;
    if (other == null) {
      return this;
    }
    if (!isWhole()) {
      return other.serving();
    }
    before = null;
    return this;
  }

  /** The profiles of its versions. */
  Profiles profiles() {
    return profiles;
  }

  /** What it counts. */
  Counting counting() {
    return counting;
  }

  /** The memory that the counts of labels take. */
  long labelBytes() {
    return labels.map(known -> known.cohorts().bytes()).orElse(0L);
  }

  /** The memory that its counts come to. */
  long countsBytes() {
    return countsBytes;
  }

  /** What is watched. */
  public ModelSpec spec() {
    return spec;
  }

  /** The background's view of the same model. */
  public Background background() {
    return background;
  }

  /** What is known of its rows. */
  public ModelRows rows() {
    return rows;
  }

  /**
   * Reads what changes slowly, once.
   *
   * @param budget how long each statement may take
   */
  void refresh(Duration budget) {
    readWhereNoScrapeDoes(budget);
    profile(budget);
    latencies = rows.latencies(clock.instant());
    background.refresh(budget);
    labels.ifPresent(known -> known.refresh(clock.instant(), budget));
  }

  private void readWhereNoScrapeDoes(Duration budget) {
    if (rows.idle().compareTo(LONGEST_UNREAD) > 0) {
      rows.advance(clock.instant(), Deadline.after(budget));
    }
  }

  /** Profiles the references of the versions that have rows, where that was not done before. */
  void profile(Duration budget) {
    if (rows.readTo().isPresent()) {
      Instant now = clock.instant();
      observation(now, rows.known(now).windows(), Set.of(), Set.of());
    }
    if (background.profile(budget)) {
      rows.countAnew();
      labels.ifPresent(known -> known.cohorts().countAnew());
    }
  }

  /** Whether all windows are filled. */
  boolean isWhole() {
    Instant now = clock.instant();
    return rows.isWhole(now) && labelsAreWhole(now);
  }

  private boolean labelsAreWhole(Instant now) {
    return labels.stream().allMatch(known -> known.isSettled(now));
  }

  /** Reads the next part of the past. */
  void fill(Duration budget) {
    readWhereNoScrapeDoes(budget);
    Instant now = clock.instant();
    if (!rows.isWhole(now)) {
      rows.fill(now, Deadline.after(budget));
    } else if (labels.isPresent()) {
      labels.get().cohorts().fill(now, Deadline.after(budget));
    }
  }

  /** Whether buckets are known to be out of date: it is more urgent to count these again. */
  boolean isOutdated() {
    return labels.stream().anyMatch(known -> known.cohorts().isOutdated());
  }

  /** Counts those buckets again that are known to be out of date. */
  void recountOutdated(Duration budget) {
    while (isOutdated()) {
      labels.orElseThrow().cohorts().recount(clock.instant(), Deadline.after(budget));
    }
  }

  /** Counts the next sealed buckets again: in turns those of the rows and those of the labels. */
  void recount(Duration budget) {
    Instant now = clock.instant();
    ofLabels = !ofLabels && labels.stream().anyMatch(known -> known.cohorts().isWhole(now));
    if (ofLabels) {
      labels.orElseThrow().cohorts().recount(now, Deadline.after(budget));
      return;
    }
    long late = rows.recount(now, Deadline.after(budget));
    if (late > 0) {
      logger.warn(
          "model {}: {} rows came later than the declared lateness of {} s: they are counted now."
              + " If that goes on, declare a longer \"lateness\" in the spec",
          spec.name(),
          late,
          spec.lateness().toSeconds());
    }
  }

  /** Whether there is something that no reading was made of yet; the reason why. */
  Optional<String> notReady() {
    if (!background.complete()) {
      return Optional.of("the background has not read all yet");
    }
    Instant now = clock.instant();
    if (!rows.isWhole(now)) {
      return Optional.of("windows are filled to %.0f %%".formatted(100 * rows.filled(now)));
    }
    return labels
        .filter(known -> !known.isSettled(now))
        .map(known -> "labels are filled to %.0f %%".formatted(100 * known.cohorts().filled(now)));
  }

  /**
   * Collects once.
   *
   * @param deadline when the statement is cancelled
   */
  public Collected collect(Deadline deadline) {
    ModelCollector serving = serving();
    return serving == this ? collectHere(deadline) : serving.collect(deadline);
  }

  private Collected collectHere(Deadline deadline) {
    long start = System.nanoTime();
    Instant now = clock.instant();
    try {
      troubles.now(rows.advance(now, deadline));
    } catch (QueryFailedException e) {
      RowsFailure failure = RowsFailure.of(e);
      troubles.now(failure.text());
      return withoutRows(now, start, failure);
    }
    Known known = rows.known(now);
    Observation observation = observation(now, known.windows(), known.unreadable(), Set.of());
    lastVersions = Set.copyOf(observation.profiles().keySet());
    return collected(now, start, observation, Optional.of(known), Optional.empty());
  }

  /** What is left to say of a model whose rows could not be read. */
  public Collected withoutRows(RowsFailure failure) {
    return withoutRows(clock.instant(), System.nanoTime(), failure);
  }

  private Collected withoutRows(Instant now, long start, RowsFailure failure) {
    Observation observation = observation(now, List.of(), Set.of(), lastVersions);
    return collected(now, start, observation, Optional.empty(), Optional.of(failure));
  }

  private Observation observation(
      Instant now, List<WindowCounts> windows, Set<String> unreadable, Set<String> followed) {
    Set<String> versions = new TreeSet<>(spec.predictions().versions().values());
    versions.addAll(followed);
    windows.forEach(window -> versions.add(window.cell().version()));
    background.sawVersions(versions);
    SortedMap<String, Profile> known = new TreeMap<>();
    versions.forEach(
        version -> profiles.of(version).ifPresent(profile -> known.put(version, profile)));
    Optional<Instant> newest =
        windows.stream()
            .flatMap(window -> window.counts().newest().stream())
            .max(Instant::compareTo);
    newest.ifPresent(background::sawRow);
    return new Observation(
        spec,
        columns,
        unreadable,
        now,
        known,
        windows,
        background.pairs(),
        background.lifecycle(versions),
        background.upstream(),
        labels.map(joined -> joined.observed(now)).orElse(Labelled.UNKNOWN),
        background.kpis(),
        background.trainingSteps(),
        latencies,
        newest.or(() -> background.lastRow()));
  }

  private Collected collected(
      Instant now,
      long start,
      Observation observation,
      Optional<Known> known,
      Optional<RowsFailure> failure) {
    List<Reading> readings = new ArrayList<>(rows.counters());
    labels.ifPresent(
        joined -> readings.addAll(joined.counters(observation.labelled(), rows.followed())));
    List<CollectorStatus> statuses = new ArrayList<>();
    for (Monitor monitor : monitors) {
      Optional<Latest<?>> latest = latest(monitor.input());
      Optional<Reason> broken =
          monitor.input() == Input.ROWS
              ? failure.map(RowsFailure::reason)
              : latest.flatMap(background::failure);
      Optional<Instant> last = Optional.ofNullable(lastSuccess.get(monitor.name()));
      long begun = monitor.input() == Input.ROWS ? start : System.nanoTime();
      if (broken.isPresent()) {
        statuses.add(CollectorStatus.failed(monitor.name(), broken.get(), since(begun), last));
        continue;
      }
      Readings taken = new Readings(spec.name());
      try {
        monitor.read(observation, taken);
      } catch (RuntimeException e) {
        // A bug of one monitor must not cost the model its other series.
        logger.error("model {}: monitor {} failed", spec.name(), monitor.name(), e);
        statuses.add(CollectorStatus.failed(monitor.name(), Reason.UNDEFINED, since(begun), last));
        continue;
      }
      Instant read = latest.flatMap(Latest::readAt).orElse(now);
      lastSuccess.put(monitor.name(), read);
      readings.addAll(taken.readings());
      statuses.add(CollectorStatus.succeeded(monitor.name(), taken, since(begun), read));
    }
    return new Collected(
        spec.name(), now, since(start), readings, statuses, observation, known, failure);
  }

  /** What was last found of an input; empty where it is not read in the background. */
  private Optional<Latest<?>> latest(Input input) {
    return input == Input.LABELS ? labels.map(Labels::latest) : background.latest(input);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
