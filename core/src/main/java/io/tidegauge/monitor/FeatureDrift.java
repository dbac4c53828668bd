package io.tidegauge.monitor;

import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How far each feature's distribution is from the reference, and which bins moved. */
public final class FeatureDrift implements Monitor {
  private static final int BINS_SHOWN = 3;

  private static final DriftMetrics METRICS =
      new DriftMetrics("ml_feature_drift", "feature", "version", "feature", "window", "slice");
  private static final MetricDefinition DRIFTED =
      MetricDefinition.gauge(
          "ml_drifted_features",
          "Features whose drift is over the spec's threshold and over its noise, with enough rows.",
          "version",
          "window",
          "slice");
  private static final MetricDefinition DRIFTED_RATIO =
      MetricDefinition.gauge(
          "ml_drifted_feature_ratio",
          "Share of the features with a drift score that have drifted.",
          "version",
          "window",
          "slice");
  private static final MetricDefinition SCORED =
      MetricDefinition.gauge(
          "ml_scored_features", "Features with a drift score.", "version", "window", "slice");
  private static final MetricDefinition SHARE_CHANGE =
      MetricDefinition.gauge(
          "ml_feature_bin_share_change",
          "Current share of a bin less its share in the reference, -1 to 1, for the bins that moved"
              + " most of the features that drifted most.",
          "version",
          "feature",
          "window",
          "bin");

  @Override
  public String name() {
    return "feature_drift";
  }

  @Override
  public String description() {
    return "Compares each feature's distribution with the frozen reference of its version.";
  }

  @Override
  public Input input() {
    return Input.ROWS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return Stream.concat(
            METRICS.all().stream(), Stream.of(DRIFTED, DRIFTED_RATIO, SCORED, SHARE_CHANGE))
        .toList();
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.reference().isPresent();
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    List<DriftDistance> distances = spec.drift().distances();
    List<DriftDistance> nominal =
        distances.stream().filter(distance -> !distance.needsOrder()).toList();
    long scores =
        spec.features().stream()
            .mapToLong(
                feature ->
                    DriftMetrics.families(
                        feature.type() == FeatureType.NUMERIC ? distances : nominal))
            .sum();
    return (scores + 3) * scope.cells()
        + (long) BINS_SHOWN * spec.drift().worst() * scope.versions() * scope.windows();
  }

  @Override
  public void read(Observation observation, Readings readings) {
    for (WindowCounts window : observation.windows()) {
      readWindow(observation, window, readings);
    }
  }

  private static void readWindow(Observation observation, WindowCounts window, Readings readings) {
    ModelSpec spec = observation.spec();
    String version = window.cell().version();
    String slice = window.cell().slice();
    Map<String, DriftScores> scored = new TreeMap<>();
    for (WatchedColumn column : observation.columns(Role.FEATURE)) {
      DriftScores.Found found =
          DriftScores.of(observation.columns(), column, observation.profile(version), window);
      if (found.scores().isEmpty()) {
        readings.absent(found.reason());
        continue;
      }
      DriftScores scores = found.scores().get();
      METRICS.read(
          scores,
          spec.drift().distances(),
          spec.alerts().drift(),
          readings,
          version,
          column.name(),
          window.window(),
          slice);
      if (scores.score(spec.alerts().drift().distance()).isPresent()
          && scores
              .noise(spec.alerts().drift().distance(), spec.alerts().drift().noise())
              .isPresent()) {
        scored.put(column.name(), scores);
      }
    }
    if (scored.isEmpty()) {
      readings.absent(Reason.TOO_FEW_ROWS);
      return;
    }
    long drifted =
        scored.entrySet().stream()
            .filter(
                entry ->
                    DriftMetrics.drifted(
                        entry.getValue(),
                        spec.alerts().drift(),
                        threshold(spec, entry.getKey()),
                        window.counts().rows()))
            .count();
    readings.add(DRIFTED, drifted, version, window.window(), slice);
    readings.add(DRIFTED_RATIO, (double) drifted / scored.size(), version, window.window(), slice);
    readings.add(SCORED, scored.size(), version, window.window(), slice);
    if (window.cell().isAll()) {
      readWorst(spec, window, scored, readings);
    }
  }

  private static double threshold(ModelSpec spec, String feature) {
    return spec.feature(feature)
        .map(FeatureSpec::driftThreshold)
        .orElseThrow()
        .orElse(spec.alerts().drift().alert().above());
  }

  /** The bins that moved most; a bin of a personal feature is named by its number only. */
  private static void readWorst(
      ModelSpec spec, WindowCounts window, Map<String, DriftScores> scored, Readings readings) {
    DriftDistance distance = spec.alerts().drift().distance();
    List<Map.Entry<String, DriftScores>> worst = new ArrayList<>(scored.entrySet());
    Comparator<Map.Entry<String, DriftScores>> byScore =
        Comparator.comparingDouble(entry -> value(entry.getValue().score(distance)));
    worst.sort(byScore.reversed().thenComparing(Map.Entry.comparingByKey()));
    worst.stream()
        .limit(spec.drift().worst())
        .forEach(entry -> readBins(entry.getKey(), entry.getValue(), window, readings));
  }

  private static double value(Outcome outcome) {
    return outcome instanceof Outcome.Value found ? found.value() : 0;
  }

  private static void readBins(
      String feature, DriftScores scores, WindowCounts window, Readings readings) {
    IntStream.range(0, scores.current().size())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(bin -> Math.abs(change(scores, bin)))
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .limit(BINS_SHOWN)
        .forEach(
            bin ->
                readings.add(
                    SHARE_CHANGE,
                    change(scores, bin),
                    window.cell().version(),
                    feature,
                    window.window(),
                    scores.profile().label(bin)));
  }

  private static double change(DriftScores scores, int bin) {
    return scores.current().share(bin) - scores.reference().share(bin);
  }
}
