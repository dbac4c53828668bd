package io.tidegauge.exporter.collect;

import io.tidegauge.monitor.KpiValue;
import io.tidegauge.monitor.Monitor.Input;
import io.tidegauge.monitor.TrainingSteps;
import io.tidegauge.monitor.Upstream;
import io.tidegauge.monitor.VersionStages;
import io.tidegauge.monitor.WindowPairs;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.UnfitReferenceException;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.LastRow;
import io.tidegauge.source.LifecycleReader;
import io.tidegauge.source.LifecycleResult;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ReferenceSpec;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of a model beside its new rows: pairs of served and trained features, the steps of
 * its training, the lifecycle, what the model stands on, a reference that is profiled at the start,
 * and when the last row was. It is read on a schedule, whether or not anyone scrapes; scrapes take
 * what was last found, with its age.
 */
public final class Background {
  private static final Logger logger = LoggerFactory.getLogger(Background.class);

  /** Longer than this no one looks back for the newest row of a silent log. */
  private static final Duration LOOK_BACK = Duration.ofDays(100);

  /**
   * With an index on the time it takes a moment; without one it is not worth the database's time.
   */
  private static final Duration LAST_ROW_BUDGET = Duration.ofSeconds(5);

  /** What was found is served for so many intervals after the last success, and no longer. */
  private static final int INTERVALS_SERVED = 3;

  private final ModelSpec spec;
  private final Database database;
  private final Profiles profiles;
  private final InstantSource clock;
  private final Duration interval;
  private final Era era;
  private final TimeIndexLook timeIndex;
  private final UpstreamLook upstreamLook;
  private final KpiLook kpiLook;
  private final Set<String> versions = new TreeSet<>();

  private volatile Latest<List<WindowPairs>> pairs = Latest.none();
  private volatile Latest<List<VersionStages>> lifecycle = Latest.none();
  private volatile Latest<Upstream> upstream = Latest.none();
  private volatile Latest<List<KpiValue>> kpis = Latest.none();
  private volatile Latest<TrainingSteps> trainingSteps = Latest.none();
  private volatile Optional<Instant> lastRow = Optional.empty();
  private volatile boolean profiled;

  /**
   * Nothing read yet.
   *
   * @param interval how often it is read
   * @param era of which time it is read
   */
  public Background(
      ModelSpec spec,
      Database database,
      Profiles profiles,
      InstantSource clock,
      Duration interval,
      Era era) {
    this.spec = spec;
    this.database = database;
    this.profiles = profiles;
    this.clock = clock;
    this.interval = interval;
    this.era = era;
    this.timeIndex = new TimeIndexLook(spec, database);
    this.upstreamLook = new UpstreamLook(spec, database);
    this.kpiLook = new KpiLook(spec, database);
    this.profiled = !(spec.reference().orElse(null) instanceof ReferenceSpec.Rows);
    versions.addAll(spec.predictions().versions().values());
  }

  /**
   * Reads everything once.
   *
   * @param budget how long each statement may take
   */
  public void refresh(Duration budget) {
    if (spec.lifecycle().isPresent()) {
      lifecycle = read(lifecycle, "lifecycle", () -> readLifecycle(budget));
    }
    if (spec.training().isPresent()) {
      pairs = read(pairs, "skew", () -> readPairs(budget));
    }
    if (era.knows(Input.UPSTREAM)) {
      upstream = read(upstream, "upstream", () -> upstreamLook.look(clock.instant(), budget));
    }
    if (!spec.kpis().isEmpty() && era.knows(Input.KPIS)) {
      kpis = read(kpis, "KPIs", () -> kpiLook.look(budget));
    }
    if (spec.trainingLog().isPresent()) {
      trainingSteps = read(trainingSteps, "training log", () -> readTrainingLog(budget));
    }
    if (lastRow.isEmpty()) {
      readLastRow(Deadline.after(budget).orAfter(LAST_ROW_BUDGET));
    }
    timeIndex.once(clock.instant(), budget);
  }

  /** Of which time it is read. */
  Era era() {
    return era;
  }

  private <T> Latest<T> read(Latest<T> before, String what, Supplier<T> reader) {
    long start = System.nanoTime();
    try {
      T value = reader.get();
      return before.found(value, clock.instant(), since(start));
    } catch (QueryFailedException e) {
      logger.warn("model {}: {}: {}", spec.name(), what, e.getMessage());
      return before.failed(RowsFailure.of(e).reason(), since(start));
    }
  }

  private List<VersionStages> readLifecycle(Duration budget) {
    LifecycleResult found =
        new LifecycleReader(database, spec.lifecycle().orElseThrow()).read(Deadline.after(budget));
    found
        .failedStages()
        .forEach(
            (stage, reason) ->
                logger.warn("model {}: stage {} cannot be read: {}", spec.name(), stage, reason));
    Instant now = clock.instant();
    return found.times().entrySet().stream()
        .map(version -> new VersionStages(version.getKey(), passed(version.getValue(), now), false))
        .toList();
  }

  /** The stages that were passed by now: of a replayed time the table knows what came after. */
  private static SortedMap<String, Instant> passed(Map<String, Instant> stages, Instant now) {
    SortedMap<String, Instant> passed = new TreeMap<>(stages);
    passed.values().removeIf(time -> time.isAfter(now));
    return passed;
  }

  private TrainingSteps readTrainingLog(Duration budget) {
    return new TrainingLook(spec, database).look(clock.instant(), Deadline.after(budget));
  }

  private List<WindowPairs> readPairs(Duration budget) {
    return new PairWindows(spec, database).read(clock.instant(), Deadline.after(budget));
  }

  private void readLastRow(Deadline deadline) {
    try {
      Optional<Instant> found =
          LastRow.of(database, spec.predictions()).before(clock.instant(), LOOK_BACK, deadline);
      found.ifPresent(this::sawRow);
    } catch (QueryFailedException e) {
      logger.warn("model {}: last row: {}", spec.name(), e.getMessage());
    }
  }

  /**
   * Profiles the references that are to be profiled at the start, of the versions that have rows.
   *
   * @return whether there is a profile that was not there before
   */
  boolean profile(Duration budget) {
    if (profiled) {
      return false;
    }
    ReferenceSpec.Rows rows = (ReferenceSpec.Rows) spec.reference().orElseThrow();
    boolean all = true;
    boolean some = false;
    for (String version : knownVersions()) {
      if (profiles.of(version).isPresent()) {
        continue;
      }
      try {
        ReferenceReader.Result reference =
            new ReferenceReader(database, spec, rows, budget)
                .read(version, new ProfileBuilder(spec));
        reference.notes().forEach(note -> logger.warn("model {}: {}", spec.name(), note));
        profiles.put(reference.profile());
        some = true;
      } catch (QueryFailedException | UnfitReferenceException e) {
        logger.warn("model {}: reference of {}: {}", spec.name(), version, e.getMessage());
        all = false;
      }
    }
    profiled = all;
    return some;
  }

  private synchronized Set<String> knownVersions() {
    return new TreeSet<>(versions);
  }

  /** Takes note of the versions that scrapes found. */
  synchronized void sawVersions(Set<String> found) {
    if (versions.addAll(found) && spec.reference().orElse(null) instanceof ReferenceSpec.Rows) {
      profiled = false;
    }
  }

  /** Takes note of when the newest row that a scrape found happened. */
  void sawRow(Instant time) {
    if (lastRow.isEmpty() || time.isAfter(lastRow.get())) {
      lastRow = Optional.of(time);
    }
  }

  /** When the newest row known happened. */
  Optional<Instant> lastRow() {
    return lastRow;
  }

  /** The matured pairs. */
  List<WindowPairs> pairs() {
    return pairs.value().orElse(List.of());
  }

  /** The stages of all versions, of which these are followed. */
  List<VersionStages> lifecycle(Set<String> followed) {
    return lifecycle.value().orElse(List.of()).stream()
        .map(
            made ->
                new VersionStages(made.version(), made.stages(), followed.contains(made.version())))
        .toList();
  }

  /** What the model stands on. */
  Upstream upstream() {
    return upstream.value().orElse(Upstream.UNKNOWN);
  }

  /** What the declared KPIs are. */
  List<KpiValue> kpis() {
    return kpis.value().orElse(List.of());
  }

  /** What training wrote down of its steps. */
  TrainingSteps trainingSteps() {
    return trainingSteps.value().orElse(TrainingSteps.UNKNOWN);
  }

  /** What was last found of an input; empty where it is not read here. */
  Optional<Latest<?>> latest(Input input) {
    return switch (input) {
      case SPEC, ROWS, LABELS -> Optional.empty();
      case PAIRS -> Optional.of(pairs);
      case LIFECYCLE -> Optional.of(lifecycle);
      case UPSTREAM -> Optional.of(upstream);
      case TRAINING_LOG -> Optional.of(trainingSteps);
      case KPIS -> Optional.of(kpis);
    };
  }

  /** Why what was found last cannot be served; empty where it can. */
  Optional<Reason> failure(Latest<?> latest) {
    return latest.youngerThan(interval.multipliedBy(INTERVALS_SERVED))
        ? Optional.empty()
        : Optional.of(latest.failure().orElse(Reason.TIMEOUT));
  }

  /** Whether everything that is read in the background was read once. */
  boolean complete() {
    return profiled
        && (!era.knows(Input.UPSTREAM) || upstream.value().isPresent())
        && (spec.kpis().isEmpty() || !era.knows(Input.KPIS) || kpis.value().isPresent())
        && (spec.trainingLog().isEmpty() || trainingSteps.value().isPresent())
        && (spec.lifecycle().isEmpty() || lifecycle.value().isPresent())
        && (spec.training().isEmpty() || pairs.value().isPresent());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
