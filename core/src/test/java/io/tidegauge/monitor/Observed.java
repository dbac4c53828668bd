package io.tidegauge.monitor;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.CohortGathering;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.RowStream;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.CountLayouts;
import io.tidegauge.profile.Profile;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Small observations, and the readings that a monitor takes of them as lines of text. */
final class Observed {
  static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  private final ModelSpec spec;
  private final WatchedColumns columns;
  private final SortedMap<String, Profile> profiles = new TreeMap<>();
  private final List<WindowCounts> windows = new ArrayList<>();
  private LatencyHistory latencies = LatencyHistory.UNKNOWN;
  private TrainingSteps trainingSteps = TrainingSteps.UNKNOWN;
  private final List<VersionStages> lifecycle = new ArrayList<>();
  private final Set<String> unreadable = new TreeSet<>();
  private Labelled labelled = Labelled.UNKNOWN;
  private final SortedMap<String, Instant> lastGood = new TreeMap<>();
  private Upstream upstream = Upstream.UNKNOWN;
  private List<KpiValue> kpis = List.of();
  private Optional<Instant> lastRow = Optional.empty();

  Observed(ModelSpec spec) {
    this.spec = spec;
    this.columns = WatchedColumns.of(spec);
  }

  Observed profile(Profile profile) {
    profiles.put(profile.version(), profile);
    return this;
  }

  /** The rows of a version in a window of an hour, its slices too. */
  Observed rows(String version, RowStream rows) {
    CountLayout layout = CountLayouts.of(spec, columns, Optional.ofNullable(profiles.get(version)));
    BucketedCounts counted =
        new BucketedCounts(columns.slices(), Duration.ofDays(36_525), v -> Optional.of(layout));
    rows.forEach(
        row -> {
          row.version(version);
          counted.add(row);
        });
    SortedMap<Cell, Counts> sums = counted.sum();
    Set<Cell> cells = new LinkedHashSet<>();
    cells.add(Cell.ofAll(version));
    cells.addAll(sums.keySet());
    for (Cell cell : cells) {
      windows.add(
          new WindowCounts(
              cell,
              Duration.ofHours(1),
              NOW.minus(Duration.ofHours(1)),
              NOW,
              sums.getOrDefault(cell, new Counts(layout))));
    }
    return this;
  }

  Observed stages(String version, SortedMap<String, Instant> stages) {
    lifecycle.add(new VersionStages(version, stages, true));
    return this;
  }

  Observed lastRow(Instant time) {
    lastRow = Optional.of(time);
    return this;
  }

  Observed upstream(Upstream seen) {
    upstream = seen;
    return this;
  }

  /** Of what is then labelled. */
  Observed lastGood(String version, Instant time) {
    lastGood.put(version, time);
    return this;
  }

  /** Predictions with their labels, in the columns that {@link CohortColumns} reads. */
  Observed labelled(List<Row> read) {
    CohortColumns cohort = CohortColumns.of(spec).orElseThrow();
    CountLayout layout =
        cohort.layout(CountLayouts.slices(spec.predictions().slices(), Optional.empty()));
    BucketedCounts counts =
        new BucketedCounts(
            spec.predictions().slices(), Duration.ofDays(36_525), version -> Optional.of(layout));
    CohortGathering gathering = CohortGathering.of(spec, cohort, counts::add);
    read.forEach(gathering::add);
    gathering.end();
    List<WindowCounts> cohorts = new ArrayList<>();
    counts
        .sum()
        .forEach(
            (cell, sum) ->
                cohorts.add(
                    new WindowCounts(
                        cell, Duration.ofHours(1), NOW.minus(Duration.ofHours(1)), NOW, sum)));
    labelled = new Labelled(cohorts, Optional.of(NOW.minusSeconds(5)), lastGood);
    return this;
  }

  Observed kpis(KpiValue... read) {
    kpis = List.of(read);
    return this;
  }

  Observed trainingSteps(TrainingSteps read) {
    trainingSteps = read;
    return this;
  }

  Observed latencies(LatencyHistory read) {
    latencies = read;
    return this;
  }

  Observed unreadable(String column) {
    unreadable.add(column);
    return this;
  }

  Observation observation() {
    return new Observation(
        spec,
        columns,
        unreadable,
        NOW,
        profiles,
        windows,
        List.of(),
        lifecycle,
        upstream,
        labelled,
        kpis,
        trainingSteps,
        latencies,
        lastRow);
  }

  Readings readings(Monitor monitor) {
    Readings readings = new Readings(spec.name());
    monitor.read(observation(), readings);
    return readings;
  }

  /** Shares in fewer digits, times in all. */
  private static String number(double value) {
    return value < 1e6 ? Float.toString((float) value) : Double.toString(value);
  }

  /** One line for each reading, then one for each reason of absences. */
  String text(Monitor monitor) {
    Readings readings = readings(monitor);
    StringBuilder text = new StringBuilder();
    for (Reading reading : readings.readings()) {
      List<String> labels = new ArrayList<>();
      for (int i = 1; i < reading.labels().size(); i++) {
        labels.add(reading.metric().labels().get(i) + "=" + reading.labels().get(i));
      }
      text.append(reading.metric().name())
          .append(labels.stream().collect(Collectors.joining(" ", "{", "} ")))
          .append(number(reading.value()))
          .append('\n');
    }
    readings
        .absent()
        .forEach(
            (reason, count) ->
                text.append("absent ")
                    .append(reason.label())
                    .append(' ')
                    .append(count)
                    .append('\n'));
    return text.toString();
  }
}
