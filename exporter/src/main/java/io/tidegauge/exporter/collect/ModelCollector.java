package io.tidegauge.exporter.collect;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.WatchedColumns;
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
import io.tidegauge.source.ReadResult;
import io.tidegauge.source.RowReader;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects one model: reads its rows with one statement, counts them, and lets the monitors read
 * the counts. The only place where a failure of the database on a scrape is caught.
 */
public final class ModelCollector {
  private static final Logger logger = LoggerFactory.getLogger(ModelCollector.class);

  private final ModelSpec spec;
  private final InstantSource clock;
  private final WatchedColumns columns;
  private final List<Monitor> monitors;
  private final Profiles profiles;
  private final Background background;
  private final RowReader reader;
  private final RowCounters counters;
  private final Troubles troubles;
  private final Map<String, Instant> lastSuccess = new ConcurrentHashMap<>();

  /** Collects a model. */
  public ModelCollector(
      ModelSpec spec,
      Database database,
      Profiles profiles,
      Background background,
      InstantSource clock) {
    this.spec = spec;
    this.clock = clock;
    this.columns = WatchedColumns.of(spec);
    this.monitors = Monitor.ALL.stream().filter(monitor -> monitor.fits(spec)).toList();
    this.profiles = profiles;
    this.background = background;
    this.reader = new RowReader(database, spec, columns);
    this.troubles = new Troubles(spec.name());
    this.counters = new RowCounters(spec, columns, clock.instant());
  }

  /** What is watched. */
  public ModelSpec spec() {
    return spec;
  }

  /** The background's view of the same model. */
  public Background background() {
    return background;
  }

  /**
   * Collects once.
   *
   * @param deadline when the statement is cancelled
   */
  public Collected collect(Deadline deadline) {
    long start = System.nanoTime();
    Instant now = clock.instant();
    Instant from = ModelWindows.from(spec, now);
    try {
      return observed(from, now, start, read(from, now, deadline));
    } catch (QueryFailedException e) {
      RowsFailure failure = RowsFailure.of(e);
      troubles.now(failure.text());
      return withoutRows(now, start, failure);
    }
  }

  /** What is left to say of a model whose rows could not be read. */
  public Collected withoutRows(RowsFailure failure) {
    return withoutRows(clock.instant(), System.nanoTime(), failure);
  }

  private ReadResult<ModelWindows> read(Instant from, Instant now, Deadline deadline) {
    return reader.read(
        from,
        now,
        deadline,
        () -> new ModelWindows(spec, profiles::of),
        (windows, row) -> windows.buckets().add(row));
  }

  private Collected observed(
      Instant from, Instant now, long start, ReadResult<ModelWindows> fresh) {
    troubles.now(trouble(fresh));
    BucketedCounts buckets = fresh.counts().buckets();
    List<WindowCounts> windows = fresh.counts().ending(now);
    Set<String> unreadable = new TreeSet<>();
    fresh.failedColumns().forEach(column -> unreadable.add(column.column().name()));
    Set<String> followed = new TreeSet<>();
    windows.forEach(window -> followed.add(window.cell().version()));
    counters.count(buckets, from, followed, unreadable);
    Observation observation = observation(now, windows, unreadable);
    return collected(now, start, observation, buckets.dropped(), Optional.empty());
  }

  private static String trouble(ReadResult<?> result) {
    Stream<String> failed =
        result.failedColumns().stream()
            .map(column -> column.column().name() + " cannot be read: " + column.reason());
    Stream<String> mistyped =
        result.typeErrors().keySet().stream()
            .map(column -> column.name() + " has values that are no numbers: they are missing")
            .sorted();
    return Stream.concat(failed, mistyped).collect(Collectors.joining("; "));
  }

  private Collected withoutRows(Instant now, long start, RowsFailure failure) {
    Observation observation = observation(now, List.of(), Set.of());
    return collected(now, start, observation, 0, Optional.of(failure));
  }

  private Observation observation(Instant now, List<WindowCounts> windows, Set<String> unreadable) {
    Set<String> versions = new TreeSet<>(spec.predictions().versions().values());
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
        newest.or(() -> background.lastRow()));
  }

  private Collected collected(
      Instant now,
      long start,
      Observation observation,
      long droppedRows,
      Optional<RowsFailure> failure) {
    List<Reading> readings = new ArrayList<>(counters.readings());
    List<CollectorStatus> statuses = new ArrayList<>();
    for (Monitor monitor : monitors) {
      Optional<Reason> broken = broken(monitor.input(), failure);
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
      Instant read = background.readAt(monitor.input()).orElse(now);
      lastSuccess.put(monitor.name(), read);
      readings.addAll(taken.readings());
      statuses.add(CollectorStatus.succeeded(monitor.name(), taken, since(begun), read));
    }
    return new Collected(
        spec.name(), now, since(start), readings, statuses, observation, droppedRows, failure);
  }

  private Optional<Reason> broken(Input input, Optional<RowsFailure> failure) {
    return switch (input) {
      case SPEC -> Optional.empty();
      case ROWS -> failure.map(RowsFailure::reason);
      case PAIRS, LIFECYCLE -> background.failure(input);
    };
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
