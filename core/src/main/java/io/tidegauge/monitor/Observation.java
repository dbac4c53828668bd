package io.tidegauge.monitor;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.profile.Profile;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * All that is known of a model at one moment.
 *
 * @param now the moment
 * @param unreadable columns that the database could not read: they have no readings
 * @param profiles the frozen references, by version
 * @param windows the counts of every version, slice and window; a version without rows in the
 *     longest window is not in it
 * @param pairs the matured pairs of served and trained features, by version and window
 * @param lifecycle when each version that was ever made passed its stages
 * @param upstream what the model stands on
 * @param labelled how predictions turned out
 * @param kpis what the declared KPIs are
 * @param trainingSteps what training wrote down of its steps
 * @param latencies how long answers took, over the longest window
 * @param lastRow when the newest row known happened, even if it is older than every window
 */
public record Observation(
    ModelSpec spec,
    WatchedColumns columns,
    Set<String> unreadable,
    Instant now,
    SortedMap<String, Profile> profiles,
    List<WindowCounts> windows,
    List<WindowPairs> pairs,
    List<VersionStages> lifecycle,
    Upstream upstream,
    Labelled labelled,
    List<KpiValue> kpis,
    TrainingSteps trainingSteps,
    LatencyHistory latencies,
    Optional<Instant> lastRow) {

  public Observation {
    windows = List.copyOf(windows);
    pairs = List.copyOf(pairs);
    lifecycle = List.copyOf(lifecycle);
    kpis = List.copyOf(kpis);
  }

  /**
   * An observation of a model of which it is not known what it stands on, nor how it turned out.
   */
  public Observation(
      ModelSpec spec,
      WatchedColumns columns,
      Set<String> unreadable,
      Instant now,
      SortedMap<String, Profile> profiles,
      List<WindowCounts> windows,
      List<WindowPairs> pairs,
      List<VersionStages> lifecycle,
      Optional<Instant> lastRow) {
    this(
        spec,
        columns,
        unreadable,
        now,
        profiles,
        windows,
        pairs,
        lifecycle,
        Upstream.UNKNOWN,
        Labelled.UNKNOWN,
        List.of(),
        TrainingSteps.UNKNOWN,
        LatencyHistory.UNKNOWN,
        lastRow);
  }

  /** The columns of these roles that the database could read, numeric ones first. */
  public List<WatchedColumn> columns(Role... roles) {
    return columns.of(roles).filter(column -> !unreadable.contains(column.name())).toList();
  }

  /** Whether rows say that there was no answer, in a column that could be read. */
  public boolean knowsFailures() {
    return spec.predictions().failed().isPresent() && !unreadable.contains("failed");
  }

  /** Whether the predictions' ids could be read. */
  public boolean knowsIds() {
    return !unreadable.contains("id");
  }

  /** The reference of a version. */
  public Optional<Profile> profile(String version) {
    return Optional.ofNullable(profiles.get(version));
  }

  /** What the reference of a version, or of one slice of it, has of a column. */
  public Optional<ReferenceCounts> reference(WatchedColumn column, Cell cell) {
    return profile(cell.version())
        .flatMap(known -> known.column(column))
        .flatMap(known -> known.counts(cell.slice()));
  }

  /** The window in which an alert looks. */
  public Duration window(Alert alert) {
    return AlertWindow.of(spec, alert, AlertWindow.leastTraffic(profiles.values()));
  }

  /** The rows of a version in the reference, per second of its time range. */
  public Optional<Double> referenceRowsPerSecond(String version) {
    return profile(version).flatMap(Profile::rowsPerSecond);
  }
}
