package io.tidegauge.monitor;

import io.tidegauge.counts.ComparedFeature;
import io.tidegauge.counts.SkewTally;
import io.tidegauge.counts.SkewTally.Kind;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.List;
import java.util.Locale;

/** Whether training and serving compute the same values for the same examples. */
public final class Skew implements Monitor {
  private static final String BASIS =
      " Over predictions in the window that ends where their training rows are due.";

  private static final MetricDefinition SKEWED_FEATURES =
      version("ml_skewed_features", "Features of which at least one example is skewed." + BASIS);
  private static final MetricDefinition SKEWED_EXAMPLES =
      version(
          "ml_skewed_examples",
          "Examples of which at least one feature differs between training and serving." + BASIS);
  private static final MetricDefinition COMPARED =
      version("ml_compared_examples", "Examples compared between training and serving." + BASIS);
  private static final MetricDefinition UNMATCHED =
      version("ml_unmatched_examples", "Examples served that training does not know." + BASIS);
  private static final MetricDefinition DUPLICATE =
      version(
          "ml_duplicate_examples",
          "Ids that occur more than once on either side and are not compared." + BASIS);
  private static final MetricDefinition PENDING =
      version(
          "ml_pending_examples",
          "Examples served that have no training row yet and need not have one yet.");
  private static final MetricDefinition FEATURE_COMPARED =
      MetricDefinition.gauge(
          "ml_feature_compared_examples",
          "Compared examples by how the feature's two values stand to each other: equal, different,"
              + " only_training, only_serving (missing on the other side), or null on both."
              + BASIS,
          "version",
          "feature",
          "kind",
          "window");
  private static final MetricDefinition FEATURE_SKEWED_RATIO =
      feature(
          "ml_feature_skewed_ratio",
          "Share of the compared examples in which the feature differs." + BASIS);
  private static final MetricDefinition FEATURE_SMAPE =
      feature(
          "ml_feature_skew_smape",
          "Symmetric mean absolute percentage error of a numeric feature: the mean of 2 |served -"
              + " trained| / (|served| + |trained|) where both are finite, 0 where both are 0; 0 to"
              + " 2."
              + BASIS);
  private static final MetricDefinition FEATURE_MEAN_DIFFERENCE =
      feature(
          "ml_feature_skew_mean_difference",
          "What was served of a numeric feature less what was trained on, on average where both are"
              + " finite."
              + BASIS);

  private static MetricDefinition version(String name, String help) {
    return MetricDefinition.gauge(name, help, "version", "window");
  }

  private static MetricDefinition feature(String name, String help) {
    return MetricDefinition.gauge(name, help, "version", "feature", "window");
  }

  @Override
  public String name() {
    return "skew";
  }

  @Override
  public String description() {
    return "Joins served examples with training's by id and compares their features.";
  }

  @Override
  public Input input() {
    return Input.PAIRS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return List.of(
        SKEWED_FEATURES,
        SKEWED_EXAMPLES,
        COMPARED,
        UNMATCHED,
        DUPLICATE,
        PENDING,
        FEATURE_SKEWED_RATIO,
        FEATURE_COMPARED,
        FEATURE_SMAPE,
        FEATURE_MEAN_DIFFERENCE);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.training().isPresent();
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    long features =
        ComparedFeature.of(spec).stream()
            .mapToLong(feature -> 1 + Kind.values().length + (isNumeric(feature) ? 2 : 0))
            .sum();
    return scope.versions() * scope.windows() * (6 + features);
  }

  private static boolean isNumeric(ComparedFeature feature) {
    return feature.type() == FeatureType.NUMERIC;
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    Limits limits = Limits.of(spec.alerts().skew().above());
    return List.of(
        new AlertDefinition(
            "MLModelFeatureSkew",
            "Training and serving compute different values of a feature.",
            "{feature} skewed between training and serving {value}",
            "{feature} of {model} {version} differs between training and serving in {value} of the"
                + " examples compared in {window}. The limit is {limit}.",
            Condition.above(FEATURE_SKEWED_RATIO, limits).onRows(COMPARED),
            spec.alerts().skew()));
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    return List.of(
        PanelDefinition.trend(
                "Feature skew",
                "Which features are not the same for the same example in training and in serving: the"
                    + " two compute them in different ways.",
                Shown.of(FEATURE_SKEWED_RATIO, "feature", "version"))
            .onlyWorst(),
        PanelDefinition.table(
            "How features are skewed",
            "In how many examples values differ and in how many they are missing on one side, how"
                + " far numbers are apart (SMAPE, 0 to 2), and to which side: a wrong unit, a lost"
                + " join and rounding look different.",
            Shown.of(FEATURE_SKEWED_RATIO, "feature", "version").called("Skewed"),
            kind(Kind.DIFFERENT).called("Different"),
            kind(Kind.ONLY_TRAINING).called("Only in training"),
            kind(Kind.ONLY_SERVING).called("Only in serving"),
            kind(Kind.NULL).called("Missing in both"),
            Shown.of(FEATURE_SMAPE, "feature", "version").called("SMAPE"),
            Shown.of(FEATURE_MEAN_DIFFERENCE, "feature", "version").called("Served less trained")),
        PanelDefinition.trend(
            "Examples joined",
            "What the comparison rests on. Many unmatched or duplicate examples are a fault of the"
                + " join, not of a feature.",
            Shown.of(COMPARED, "version").called("compared"),
            Shown.of(UNMATCHED, "version").called("unmatched"),
            Shown.of(DUPLICATE, "version").called("duplicate"),
            Shown.of(PENDING, "version").called("pending")));
  }

  private static Shown kind(Kind kind) {
    return Shown.of(FEATURE_COMPARED, "feature", "version").where("kind", label(kind));
  }

  private static String label(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void read(Observation observation, Readings readings) {
    observation.pairs().forEach(pairs -> read(pairs, readings));
  }

  private static void read(WindowPairs pairs, Readings readings) {
    SkewTally tally = pairs.tally();
    long skewedFeatures = 0;
    for (int i = 0; i < tally.features(); i++) {
      String feature = pairs.features().get(i).name();
      if (pairs.unreadable().contains(feature)) {
        readings.absent(Reason.DATABASE);
        continue;
      }
      String[] labels = {pairs.version(), feature, pairs.window()};
      readings.add(FEATURE_SKEWED_RATIO, share(tally.skewed(i), tally.matched()), labels);
      for (Kind kind : Kind.values()) {
        readings.add(
            FEATURE_COMPARED,
            tally.examples(i, kind),
            pairs.version(),
            feature,
            label(kind),
            pairs.window());
      }
      if (isNumeric(pairs.features().get(i))) {
        readings.add(FEATURE_SMAPE, tally.smape(i), labels);
        readings.add(FEATURE_MEAN_DIFFERENCE, tally.meanDifference(i), labels);
      }
      skewedFeatures += tally.skewed(i) > 0 ? 1 : 0;
    }
    String[] labels = {pairs.version(), pairs.window()};
    readings.add(SKEWED_FEATURES, skewedFeatures, labels);
    readings.add(SKEWED_EXAMPLES, tally.skewedExamples(), labels);
    readings.add(COMPARED, tally.matched(), labels);
    readings.add(UNMATCHED, tally.unmatched(), labels);
    readings.add(DUPLICATE, tally.duplicate(), labels);
    readings.add(PENDING, pairs.pending(), labels);
  }

  private static Outcome share(long part, long whole) {
    return whole == 0 ? Outcome.absent(Reason.TOO_FEW_ROWS) : Outcome.of((double) part / whole);
  }
}
