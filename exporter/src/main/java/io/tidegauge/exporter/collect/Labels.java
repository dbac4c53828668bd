package io.tidegauge.exporter.collect;

import io.tidegauge.exporter.rows.Cohorts;
import io.tidegauge.monitor.Labelled;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.profile.Profile;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.spec.DatabaseConfig.Counting;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model's labels, and how their last reading went. They are read in the background only. */
final class Labels {
  private static final Logger logger = LoggerFactory.getLogger(Labels.class);

  /** Without an index on the time it is not worth the database's time. */
  private static final Duration LAST_LABEL_BUDGET = Duration.ofSeconds(5);

  private final ModelSpec spec;
  private final Cohorts cohorts;
  private final Troubles troubles;
  private volatile Latest<Cohorts> latest = Latest.none();
  private volatile boolean failed;

  private Labels(ModelSpec spec, Cohorts cohorts) {
    this.spec = spec;
    this.cohorts = cohorts;
    this.troubles = new Troubles(spec.name() + ", labels");
  }

  /**
   * The labels of a model; empty where it has none, or where rows may not leave the database.
   *
   * @param end until when labels may have come
   */
  static Optional<Labels> of(
      ModelSpec spec,
      Database database,
      Function<String, Optional<Profile>> profiles,
      InstantSource end) {
    if (spec.labels().isEmpty()) {
      return Optional.empty();
    }
    if (database.counting() == Counting.IN_DATABASE) {
      logger.warn(
          "model {}: labels are not read: they are joined row by row, and its database has"
              + " \"count: in-database\"",
          spec.name());
      return Optional.empty();
    }
    return Optional.of(new Labels(spec, new Cohorts(spec, database, profiles, end)));
  }

  /**
   * Whether the same is counted still, and can be read so from now on.
   *
   * @param profiles the profile of a version
   */
  boolean readBy(
      Optional<LabelsSpec> labels,
      Database database,
      Function<String, Optional<Profile>> profiles) {
    return spec.labels().equals(labels) && cohorts.readBy(database, profiles);
  }

  /** Reads what has become mature, and which labels have come. */
  void refresh(Instant now, Duration budget) {
    long start = System.nanoTime();
    try {
      troubles.now(cohorts.advance(now, Deadline.after(budget)));
      // A label that cannot be read is not one that did not come.
      latest =
          cohorts.lacksLabels(now)
              ? latest.failed(Reason.DATABASE, since(start))
              : latest.found(cohorts, now, since(start));
      failed = false;
    } catch (QueryFailedException e) {
      troubles.now(String.valueOf(e.getMessage()));
      latest = latest.failed(RowsFailure.of(e).reason(), since(start));
      failed = true;
    }
    if (!failed) {
      findLastLabel(now, budget);
    }
  }

  private void findLastLabel(Instant now, Duration budget) {
    try {
      cohorts.findLastLabel(now, Deadline.after(budget).orAfter(LAST_LABEL_BUDGET));
    } catch (QueryFailedException e) {
      logger.warn("model {}: last label: {}", spec.name(), e.getMessage());
    }
  }

  /**
   * Whether all windows are filled, or cannot be: what waits for labels must not wait for a table
   * that is not there.
   */
  boolean isSettled(Instant now) {
    return failed || cohorts.isWhole(now);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** How the last reading went. */
  Latest<?> latest() {
    return latest;
  }

  /** The predictions and labels that are counted. */
  Cohorts cohorts() {
    return cohorts;
  }

  /**
   * The counters of predictions that were judged: of the versions that have rows now, or had some
   * of which the labels are due.
   */
  List<Reading> counters(Labelled labelled, Set<String> followed) {
    Set<String> versions = new TreeSet<>(followed);
    labelled.cohorts().forEach(cohort -> versions.add(cohort.cell().version()));
    return cohorts.counters(versions);
  }

  /** What monitors see at a moment. */
  Labelled observed(Instant now) {
    List<WindowCounts> windows = cohorts.known(now).windows();
    return new Labelled(windows, cohorts.lastLabel(), cohorts.lastGood(windows, now));
  }
}
