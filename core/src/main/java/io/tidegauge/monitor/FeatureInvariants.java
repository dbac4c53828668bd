package io.tidegauge.monitor;

import io.tidegauge.counts.CategoryCounts;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.spec.AlertsSpec;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Proportion;
import io.tidegauge.statistics.Reason;
import io.tidegauge.statistics.TwoProportions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What must hold of every feature: present, finite, in its range, of a known category, matching,
 * varying.
 */
public final class FeatureInvariants implements Monitor {
  private static final MetricDefinition MISSING =
      feature(
          "ml_feature_missing_rows",
          "Rows in the window in which the feature is missing: NULL, or a value declared to mean it.");

  /** How often a feature is missing. */
  public static final MetricDefinition MISSING_RATIO =
      feature(
          "ml_feature_missing_ratio",
          "Share of the window's rows in which the feature is missing.");

  private static final MetricDefinition MISSING_CHANGE =
      feature(
          "ml_feature_missing_change_ratio",
          "Share of rows in the window in which the feature is missing, less that of the reference.");
  private static final MetricDefinition MISSING_CHANGE_Z =
      feature(
          "ml_feature_missing_change_z",
          "The change of the missing share in standard errors: of two samples of independent rows in"
              + " which it is the same, one in a thousand is beyond 3.3.");
  private static final MetricDefinition TYPE_ERRORS =
      feature(
          "ml_feature_type_error_rows",
          "Rows in the window in which the feature is a text that is no number; they are missing, too.");
  private static final MetricDefinition NAN =
      feature("ml_feature_nan_rows", "Rows in the window in which the feature is NaN.");
  private static final MetricDefinition INFINITE =
      feature("ml_feature_infinite_rows", "Rows in the window in which the feature is infinite.");
  private static final MetricDefinition INVALID_RATIO =
      feature(
          "ml_feature_invalid_ratio",
          "Share of the window's rows in which the feature is NaN or infinite.");
  private static final MetricDefinition OUT_OF_RANGE =
      feature(
          "ml_feature_out_of_range_rows",
          "Rows in the window in which the feature is finite and outside its declared range.");
  private static final MetricDefinition OUT_OF_RANGE_RATIO =
      feature(
          "ml_feature_out_of_range_ratio",
          "Share of the feature's finite values that are outside its declared range.");
  private static final MetricDefinition EMPTY =
      feature(
          "ml_feature_empty_rows",
          "Rows in the window in which the category is the empty text, which is not missing unless"
              + " it is declared to be.");
  private static final MetricDefinition PATTERN_ERRORS =
      feature(
          "ml_feature_pattern_error_rows",
          "Rows in the window in which the category does not match its declared pattern.");
  private static final MetricDefinition PATTERN_ERROR_RATIO =
      feature(
          "ml_feature_pattern_error_ratio",
          "Share of the feature's values that do not match its declared pattern.");
  private static final MetricDefinition UNSEEN =
      feature(
          "ml_feature_unseen_rows",
          "Rows in the window in which the feature's category is not in the reference.");
  private static final MetricDefinition UNSEEN_RATIO =
      feature(
          "ml_feature_unseen_ratio",
          "Share of the feature's values whose category is not in the reference.");
  private static final MetricDefinition VANISHED =
      feature(
          "ml_feature_vanished_categories",
          "Categories of the reference without a row in the window, where their share in the reference"
              + " makes that a surprise (a chance below 0.001).");
  private static final MetricDefinition DISTINCT =
      feature(
          "ml_feature_distinct_values",
          "Distinct values of the feature in the window, estimated: all but exact up to some hundreds,"
              + " then with a standard error of 1.6 percent.");
  private static final MetricDefinition CONSTANT =
      feature(
          "ml_feature_constant",
          "1 if all values of the feature in the window are the same, which the reference makes a"
              + " surprise (a chance below 0.001) or there is none; else 0.");

  private static MetricDefinition feature(String name, String help) {
    return MetricDefinition.gauge(name, help, "version", "feature", "window", "slice");
  }

  @Override
  public String name() {
    return "feature_invariants";
  }

  @Override
  public String description() {
    return "Counts missing, NaN, infinite, out-of-range, mismatched and unseen values and finds constant columns.";
  }

  @Override
  public Input input() {
    return Input.ROWS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    List<MetricDefinition> metrics = new ArrayList<>();
    Collections.addAll(
        metrics,
        MISSING,
        MISSING_RATIO,
        MISSING_CHANGE,
        MISSING_CHANGE_Z,
        TYPE_ERRORS,
        NAN,
        INFINITE,
        INVALID_RATIO,
        OUT_OF_RANGE,
        OUT_OF_RANGE_RATIO,
        EMPTY,
        PATTERN_ERRORS,
        PATTERN_ERROR_RATIO,
        UNSEEN,
        UNSEEN_RATIO,
        VANISHED,
        DISTINCT,
        CONSTANT);
    metrics.addAll(FeatureMoments.METRICS);
    metrics.addAll(FeatureQuantiles.METRICS);
    return List.copyOf(metrics);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return true;
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    boolean compared = spec.reference().isPresent();
    long moments = spec.features().stream().filter(FeatureSpec::moments).count();
    long quantiles = spec.features().stream().mapToLong(f -> f.quantiles().size()).sum();
    return spec.features().stream().mapToLong(feature -> families(feature, compared)).sum()
            * scope.cells()
        + moments * FeatureMoments.series(compared, scope)
        + FeatureQuantiles.series(quantiles, compared, scope);
  }

  private static long families(FeatureSpec feature, boolean compared) {
    boolean category = feature.type() == FeatureType.CATEGORY;
    long specific =
        category ? feature.pattern().isPresent() ? 5 : 3 : feature.range().isPresent() ? 6 : 4;
    long change = !compared ? 0 : category ? 3 : 2;
    return (feature.varies() ? 3 : 2) + (feature.distinct() ? 1 : 0) + specific + change;
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    AlertsSpec settings = spec.alerts();
    List<AlertDefinition> alerts = new ArrayList<>();
    alerts.add(
        new AlertDefinition(
            "MLModelMissingValues",
            "A feature is missing more often than it should be.",
            "{feature} missing {value}",
            "{feature} of {model} {version} is missing in {value} of the rows in {window}. The limit is"
                + " {limit}.",
            Condition.above(MISSING_RATIO, missing(spec)).ofAllRows(),
            settings.missing()));
    if (has(spec, feature -> feature.type() == FeatureType.NUMERIC)) {
      alerts.add(
          new AlertDefinition(
              "MLModelInvalidValues",
              "A feature is NaN or infinite.",
              "{feature} NaN or infinite {value}",
              "{feature} of {model} {version} is NaN or infinite in {value} of the rows in {window}."
                  + " The limit is {limit}.",
              Condition.above(INVALID_RATIO, Limits.of(settings.invalid().above())).ofAllRows(),
              settings.invalid()));
    }
    if (has(spec, feature -> feature.range().isPresent())) {
      alerts.add(
          new AlertDefinition(
              "MLModelOutOfRangeValues",
              "A feature is outside its declared range.",
              "{feature} out of range {value}",
              "{value} of the values of {feature} of {model} {version} in {window} are outside the"
                  + " declared range. The limit is {limit}.",
              Condition.above(OUT_OF_RANGE_RATIO, Limits.of(settings.range().above())).ofAllRows(),
              settings.range()));
    }
    if (has(spec, feature -> feature.pattern().isPresent())) {
      alerts.add(
          new AlertDefinition(
              "MLModelPatternBroken",
              "A feature has values that do not match its declared pattern.",
              "{feature} does not match its pattern: {value}",
              "{value} of the values of {feature} of {model} {version} in {window} do not match the"
                  + " declared pattern. The limit is {limit}.",
              Condition.above(PATTERN_ERROR_RATIO, Limits.of(settings.range().above())).ofAllRows(),
              settings.range()));
    }
    if (has(spec, feature -> knowsCategories(spec, feature))) {
      alerts.add(
          new AlertDefinition(
              "MLModelUnseenCategory",
              "A feature has categories that its reference does not know.",
              "{feature} unseen categories {value}",
              "{value} of the values of {feature} of {model} {version} in {window} are categories that"
                  + " the reference does not have. The limit is {limit}.",
              Condition.above(UNSEEN_RATIO, Limits.of(settings.unseen().above())).ofAllRows(),
              settings.unseen()));
    }
    if (has(spec, FeatureSpec::varies)) {
      alerts.add(
          new AlertDefinition(
              "MLModelConstantFeature",
              "A feature that varies in its reference has one value only.",
              "{feature} constant in all rows",
              "All values of {feature} of {model} {version} in {window} are the same.",
              Condition.above(CONSTANT, Limits.of(0)).ofAllRows(),
              settings.constant()));
    }
    return alerts;
  }

  private static boolean has(ModelSpec spec, Predicate<FeatureSpec> kind) {
    return spec.features().stream().anyMatch(kind);
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    List<PanelDefinition> panels = new ArrayList<>();
    panels.add(
        byFeature(
            "Missing values",
            "Which features are missing more often than they should be: a join or a source is broken.",
            MISSING_RATIO));
    if (has(spec, feature -> feature.type() == FeatureType.NUMERIC)) {
      panels.add(
          byFeature(
              "NaN and infinite values",
              "Which features are NaN or infinite: a computation went wrong.",
              INVALID_RATIO));
    }
    if (has(spec, feature -> feature.range().isPresent())) {
      panels.add(
          byFeature(
              "Values out of range",
              "Which features have values outside their declared range: a unit may have changed.",
              OUT_OF_RANGE_RATIO));
    }
    if (has(spec, feature -> feature.pattern().isPresent())) {
      panels.add(
          byFeature(
              "Values that do not match",
              "Which features have values that do not match their declared pattern: a format or an"
                  + " encoding may have changed.",
              PATTERN_ERROR_RATIO));
    }
    if (has(spec, feature -> knowsCategories(spec, feature))) {
      panels.add(
          byFeature(
              "Unseen categories",
              "Which features have categories that the model was not trained on: an encoding may have"
                  + " changed.",
              UNSEEN_RATIO));
    }
    if (spec.reference().isPresent()
        && has(spec, feature -> feature.type() == FeatureType.CATEGORY)) {
      panels.add(
          byFeature(
              "Vanished categories",
              "Of how many categories of the reference there is no row any more, though by their share"
                  + " there should be: a source may have gone.",
              VANISHED));
    }
    if (spec.reference().isPresent() && has(spec, FeatureSpec::moments)) {
      panels.add(
          PanelDefinition.trend(
              "Means against the reference",
              "By how many of the reference's standard deviations each feature's mean has moved: up, or"
                  + " down?",
              Shown.of(FeatureMoments.SHIFT, "feature", "version")));
    }
    if (has(spec, FeatureSpec::varies)) {
      panels.add(
          PanelDefinition.states(
                  "Feature has one value only",
                  "Which features have stopped to vary: a default may have taken the place of values.",
                  Shown.of(CONSTANT, "feature", "version"))
              .onlyWorst());
    }
    return panels;
  }

  private static PanelDefinition byFeature(
      String title, String description, MetricDefinition metric) {
    return PanelDefinition.trend(title, description, Shown.of(metric, "feature", "version"))
        .onlyWorst();
  }

  /** Without a reference and without declared values every category is as good as any other. */
  private static boolean knowsCategories(ModelSpec spec, FeatureSpec feature) {
    return feature.type() == FeatureType.CATEGORY
        && (spec.reference().isPresent() || !feature.values().isEmpty());
  }

  /** A feature that may always be missing has no limit. */
  private static Limits missing(ModelSpec spec) {
    SortedMap<String, Double> own = new TreeMap<>();
    for (FeatureSpec feature : spec.features()) {
      feature
          .missing()
          .ifPresent(share -> own.put(feature.name(), share < 1 ? share : Limits.NEVER));
    }
    return new Limits(spec.alerts().missing().above(), own);
  }

  @Override
  public void read(Observation observation, Readings readings) {
    WatchedColumns columns = observation.columns();
    boolean compared = observation.spec().reference().isPresent();
    Set<String> varying =
        observation.spec().features().stream()
            .filter(FeatureSpec::varies)
            .map(FeatureSpec::name)
            .collect(Collectors.toSet());
    for (WatchedColumn column : observation.columns(Role.FEATURE)) {
      Optional<Integer> number = columns.numberIndex(column.role(), column.name());
      Optional<Integer> text = columns.textIndex(column.role(), column.name());
      boolean varies = varying.contains(column.name());
      for (WindowCounts window : observation.windows()) {
        Optional<ColumnProfile> profile =
            observation.profile(window.cell().version()).flatMap(known -> known.column(column));
        Seen seen = new Seen(column, window, profile, compared, varies, readings);
        number.ifPresent(seen::readNumber);
        text.ifPresent(seen::readText);
      }
    }
  }

  /**
   * A feature in one window.
   *
   * @param profile its reference, where there is one
   * @param compared whether the spec has a reference
   * @param varies whether it should not have one value only
   */
  private record Seen(
      WatchedColumn column,
      WindowCounts window,
      Optional<ColumnProfile> profile,
      boolean compared,
      boolean varies,
      Readings readings) {

    void readNumber(int index) {
      NumericCounts counts = window.counts().number(index);
      readMissing(counts.missing(), squared -> squared.number(index).missing());
      add(TYPE_ERRORS, counts.typeErrors());
      add(NAN, counts.nan());
      add(INFINITE, counts.infinite());
      add(INVALID_RATIO, Outcome.share(counts.nan() + counts.infinite(), predictions()));
      readDistinct(counts.distinct());
      if (column.range().isPresent()) {
        add(OUT_OF_RANGE, counts.outOfRange());
        add(OUT_OF_RANGE_RATIO, Outcome.share(counts.outOfRange(), counts.finite()));
      }
      if (varies) {
        add(CONSTANT, Constancy.of(counts, reference()));
      }
      if (column.moments()) {
        FeatureMoments.read(index, profile, compared, window, column.name(), readings);
      }
      FeatureQuantiles.read(counts, profile, compared, window, column, readings);
    }

    void readText(int index) {
      CategoryCounts counts = window.counts().text(index);
      readMissing(counts.missing(), squared -> squared.text(index).missing());
      readDistinct(counts.distinct());
      add(EMPTY, counts.empty());
      if (column.pattern().isPresent()) {
        add(PATTERN_ERRORS, counts.patternErrors());
        add(PATTERN_ERROR_RATIO, Outcome.share(counts.patternErrors(), counts.present()));
      }
      if (counts.unseen().isPresent()) {
        add(UNSEEN, counts.unseen().get());
        add(UNSEEN_RATIO, Outcome.share(counts.unseen().get(), counts.present()));
      } else {
        readings.absent(Reason.NO_REFERENCE);
      }
      if (compared) {
        add(VANISHED, Vanishing.of(counts, profile, reference()));
      }
      if (varies) {
        add(CONSTANT, Constancy.of(counts, reference()));
      }
    }

    private void readDistinct(OptionalDouble estimate) {
      if (column.distinct()) {
        add(DISTINCT, Outcome.of(estimate, Reason.NOT_COUNTED));
      }
    }

    /** Of weighted rows the test is that of as many rows as they are worth. */
    private void readMissing(long missing, ToLongFunction<Counts> missingOf) {
      Proportion share = new Proportion(missing, predictions());
      add(MISSING, missing);
      add(MISSING_RATIO, share.estimate().value());
      if (compared) {
        Proportion effective =
            window
                .counts()
                .squares()
                .map(all -> new Proportion(missingOf.applyAsLong(all), all.predictions()))
                .map(share::effective)
                .orElse(share);
        Optional<Proportion> before =
            reference().map(known -> new Proportion(known.missing(), Math.round(known.rows())));
        add(
            MISSING_CHANGE,
            before.map(known -> new TwoProportions(known, share).difference().value()));
        add(MISSING_CHANGE_Z, before.map(known -> z(new TwoProportions(known, effective))));
      }
    }

    /** Where all rows of both are alike, none is further from the other. */
    private static Outcome z(TwoProportions change) {
      Outcome difference = change.difference().value();
      return difference.equals(Outcome.of(0)) ? difference : change.z();
    }

    private Optional<ReferenceCounts> reference() {
      return profile.flatMap(known -> known.counts(window.cell().slice()));
    }

    private long predictions() {
      return window.counts().predictions();
    }

    private void add(MetricDefinition metric, long count) {
      readings.add(metric, count, labels());
    }

    private void add(MetricDefinition metric, Outcome outcome) {
      readings.add(metric, outcome, labels());
    }

    private void add(MetricDefinition metric, Optional<Outcome> againstReference) {
      add(metric, againstReference.orElse(Outcome.absent(Reason.NO_REFERENCE)));
    }

    private String[] labels() {
      return new String[] {
        window.cell().version(), column.name(), window.window(), window.cell().slice()
      };
    }
  }
}
