package io.tidegauge.monitor;

import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.DriftAlert;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.BenjaminiHochberg;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How far each feature's distribution is from the reference, and which bins moved. */
public final class FeatureDrift implements Monitor {
  private static final int BINS_SHOWN = 3;

  private static final DriftMetrics METRICS =
      new DriftMetrics("ml_feature_drift", "feature", "version", "feature", "window", "slice");

  /** How many features have drifted. */
  public static final MetricDefinition DRIFTED =
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

  /** Of the features that are said to be significant, so many are not, on average. */
  private static final double FALSE_DISCOVERIES = 0.05;

  private static final MetricDefinition SIGNIFICANT =
      MetricDefinition.gauge(
          "ml_significant_features",
          "Features whose drift is more than chance, however small, of which 5 percent at the most"
              + " are wrong on average: Benjamini-Hochberg, by the levels of the noise.",
          "version",
          "window",
          "slice");

  private static final MetricDefinition IMPORTANCE =
      MetricDefinition.gauge(
          "ml_drifted_importance_ratio",
          "Share of the declared importance of the features with a drift score that has drifted.",
          "version",
          "window",
          "slice");

  /** How many features have a score. */
  public static final MetricDefinition SCORED =
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
    return "Compares each feature's distribution with its reference: the frozen one of its version, or"
        + " earlier rows.";
  }

  @Override
  public Input input() {
    return Input.ROWS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return Stream.concat(
            METRICS.all().stream(),
            Stream.of(DRIFTED, DRIFTED_RATIO, SIGNIFICANT, IMPORTANCE, SCORED, SHARE_CHANGE))
        .toList();
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.reference().isPresent();
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    long scores =
        spec.features().stream()
            .mapToLong(feature -> DriftMetrics.series(spec.drift(), feature.type()))
            .sum();
    long rollUps = weighted(spec) ? 5 : 4;
    return (scores + rollUps) * scope.cells()
        + (long) BINS_SHOWN
            * Math.min(spec.drift().worst(), spec.features().size())
            * scope.versions()
            * scope.windows();
  }

  private static boolean weighted(ModelSpec spec) {
    return spec.features().stream().anyMatch(feature -> feature.importance().isPresent());
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    DriftAlert drift = spec.alerts().drift();
    return List.of(
        new AlertDefinition(
            "MLModelFeatureDrift",
            "A feature's values are not those of its reference.",
            "{feature} drifted: " + drift.distance().title() + " {value}",
            "{feature} of {model} {version} has drifted: "
                + drift.distance().title()
                + " {value} in {window}, over the limit of {limit} and over what sampling alone would"
                + " give.",
            drifted(spec),
            drift.alert()));
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    DriftAlert alert = spec.alerts().drift();
    boolean anyNumeric =
        spec.features().stream().anyMatch(feature -> feature.type() == FeatureType.NUMERIC);
    List<DriftDistance> distances = DriftMetrics.shown(spec.drift().distances(), alert, anyNumeric);
    List<PanelDefinition> panels = new ArrayList<>();
    panels.add(trend(distances.get(0)));
    panels.add(heatmap(distances.get(0)));
    panels.add(table(distances.get(0)));
    panels.add(
        PanelDefinition.trend(
            "Drifted features",
            "How many features are over their limit and over their noise: one is a matter of that"
                + " feature, many at once are a matter of the traffic or of a common source.",
            Shown.of(DRIFTED, "version").called("drifted"),
            Shown.of(SIGNIFICANT, "version").called("more than chance"),
            Shown.of(SCORED, "version").called("with a score")));
    if (weighted(spec)) {
      panels.add(
          PanelDefinition.trend(
              "Drifted importance",
              "How much of what the model depends on has drifted, by the importance that the spec"
                  + " declares of each feature.",
              Shown.of(IMPORTANCE, "version")));
    }
    if (spec.drift().worst() > 0) {
      panels.add(
          PanelDefinition.table(
              "Bins that moved",
              "Where the values went: the current share of a bin less its share in the reference, of"
                  + " the features that drifted most.",
              Shown.of(SHARE_CHANGE, "feature", "bin", "version").called("Change of share")));
    }
    distances.stream().skip(1).map(FeatureDrift::trend).forEach(panels::add);
    METRICS
        .compatPanel(spec.drift(), "Feature drift in other tools", "feature", "version")
        .ifPresent(panels::add);
    return panels;
  }

  private static PanelDefinition trend(DriftDistance distance) {
    return PanelDefinition.trend(
            "Feature drift: " + distance.title(),
            distance.description()
                + ". What is below the dashed line may be sampling alone: it is the largest noise of all"
                + " features that are chosen.",
            Shown.of(METRICS.score(distance), "feature", "version"),
            METRICS.noise(distance, "version").called("noise"))
        .onlyWorst();
  }

  private static PanelDefinition heatmap(DriftDistance distance) {
    return PanelDefinition.heatmap(
        "Drift of all features: " + distance.title(),
        "Which features moved together, and when: what begins at one moment has one cause. Colors are"
            + " by the limit alone; whether a score is more than its noise, the alerts tell.",
        Shown.of(METRICS.score(distance), "feature"));
  }

  private static PanelDefinition table(DriftDistance distance) {
    return PanelDefinition.table(
        "Feature drift now",
        "Each feature's score beside the one that sampling alone would hardly exceed.",
        Shown.of(METRICS.score(distance), "feature", "version").called(distance.title()),
        METRICS.noise(distance, "feature", "version").called("Noise"));
  }

  /** When a feature has drifted. */
  public static Condition.Past drifted(ModelSpec spec) {
    return METRICS.exceeds(spec.alerts().drift(), limits(spec));
  }

  private static Limits limits(ModelSpec spec) {
    SortedMap<String, Double> own = new TreeMap<>();
    for (FeatureSpec feature : spec.features()) {
      feature.driftThreshold().ifPresent(threshold -> own.put(feature.name(), threshold));
    }
    return new Limits(spec.alerts().drift().alert().above(), own);
  }

  @Override
  public void read(Observation observation, Readings readings) {
    for (WindowCounts window : observation.windows()) {
      readWindow(observation, window, readings);
    }
  }

  /** A feature with a score in a window. */
  private record Scored(String feature, DriftScores scores, DriftMetrics.Judged judged) {
    double score() {
      return judged.score().asOptional().orElseThrow();
    }
  }

  private static void readWindow(Observation observation, WindowCounts window, Readings readings) {
    String version = window.cell().version();
    String slice = window.cell().slice();
    List<Scored> scored = new ArrayList<>();
    for (WatchedColumn column : observation.columns(Role.FEATURE)) {
      DriftScores.Found found = DriftScores.of(observation, column, window);
      found
          .scores()
          .map(scores -> read(observation.spec(), column.name(), scores, window, readings))
          .filter(feature -> feature.judged().score().isPresent())
          .ifPresent(scored::add);
      if (found.scores().isEmpty()) {
        readings.absent(found.reason());
      }
    }
    // Why there is nothing to count has been said for each feature.
    if (!scored.isEmpty()) {
      String[] labels = {version, window.window(), slice};
      List<Scored> drifted = drifted(observation.spec(), window, scored);
      readings.add(DRIFTED, drifted.size(), labels);
      readings.add(DRIFTED_RATIO, (double) drifted.size() / scored.size(), labels);
      readings.add(SIGNIFICANT, significant(observation.spec(), scored), labels);
      readings.add(SCORED, scored.size(), labels);
      if (weighted(observation.spec())) {
        double all = importance(observation.spec(), scored);
        double moved = importance(observation.spec(), drifted);
        readings.add(
            IMPORTANCE,
            all > 0 ? Outcome.of(moved / all) : Outcome.absent(Reason.UNDEFINED),
            labels);
      }
    }
    if (window.cell().isAll()) {
      readWorst(observation.spec().drift().worst(), window, scored, readings);
    }
  }

  private static Scored read(
      ModelSpec spec, String feature, DriftScores scores, WindowCounts window, Readings readings) {
    DriftMetrics.Judged judged =
        METRICS.read(
            scores,
            spec.drift(),
            spec.alerts().drift(),
            readings,
            window.cell().version(),
            feature,
            window.window(),
            window.cell().slice());
    return new Scored(feature, scores, judged);
  }

  private static List<Scored> drifted(ModelSpec spec, WindowCounts window, List<Scored> scored) {
    if (window.counts().rows() < spec.alerts().drift().alert().minRows()) {
      return List.of();
    }
    Limits limits = limits(spec);
    return scored.stream()
        .filter(feature -> feature.judged().exceeds(limits.of(feature.feature())))
        .toList();
  }

  private static long significant(ModelSpec spec, List<Scored> scored) {
    DriftDistance distance = spec.alerts().drift().distance();
    double[] chances =
        scored.stream()
            .mapToDouble(feature -> feature.scores().chance(distance, feature.score()))
            .toArray();
    return Arrays.stream(BenjaminiHochberg.adjusted(chances))
        .filter(adjusted -> adjusted <= FALSE_DISCOVERIES)
        .count();
  }

  /** A feature of which none is declared has none. */
  private static double importance(ModelSpec spec, List<Scored> features) {
    Map<String, Double> declared = new HashMap<>();
    spec.features()
        .forEach(feature -> declared.put(feature.name(), feature.importance().orElse(0)));
    return features.stream()
        .mapToDouble(feature -> declared.getOrDefault(feature.feature(), 0.0))
        .sum();
  }

  /** The bins that moved most; a bin of a personal feature is named by its number only. */
  private static void readWorst(
      int worst, WindowCounts window, List<Scored> scored, Readings readings) {
    scored.stream()
        .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::feature))
        .limit(worst)
        .forEach(feature -> readBins(feature.feature(), feature.scores(), window, readings));
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
