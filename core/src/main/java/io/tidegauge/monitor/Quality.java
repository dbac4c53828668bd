package io.tidegauge.monitor;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CohortColumn;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.QualityEstimates;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.AlertsSpec;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.spec.QualityAlert;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.QualityMetric;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How good predictions turned out to be, by labels that come late. */
public final class Quality implements Monitor {
  private static final String BASIS =
      " Of predictions in the window that ends where their labels are due.";

  /** A label's time is that of the slowest few as much as of the usual. */
  private static final double[] LAG_SHARES = {0.5, 0.9, 0.99};

  private static final MetricDefinition PREDICTIONS =
      cohort("ml_cohort_rows", "Predictions whose labels are due." + BASIS);
  private static final MetricDefinition LABELLED =
      cohort("ml_labelled_rows", "Predictions that have got their label." + BASIS);
  private static final MetricDefinition COVERAGE =
      cohort("ml_label_coverage_ratio", "Share of the predictions that have a label." + BASIS);
  private static final MetricDefinition POSITIVES =
      cohort(
          "ml_label_positive_ratio",
          "Share of the labels of a binary model that are positive." + BASIS);
  private static final MetricDefinition LAG =
      MetricDefinition.gauge(
          "ml_label_lag_seconds",
          "How long after their predictions labels came, by share of the labels that came sooner,"
              + " to 1 percent."
              + BASIS,
          "version",
          "window",
          "slice",
          "share");
  private static final MetricDefinition LAST_LABEL =
      MetricDefinition.gauge(
          "ml_last_label_timestamp_seconds",
          "When the newest label came, in the last 100 days; read with a delay of the lateness.");

  private static final MetricDefinition LAST_GOOD =
      MetricDefinition.gauge(
          "ml_quality_last_good_timestamp_seconds",
          "Until when predictions are known to have been good: the end of the newest stretch of whole"
              + " buckets with as many labels as alerts.quality asks rows for, and within its limits."
              + " Looked for as far back as the longest window.",
          "version");
  private static final MetricDefinition LAST_GOOD_AGE =
      MetricDefinition.gauge(
          "ml_quality_last_good_age_seconds",
          "How long ago that is until when predictions are known to have been good: never less than"
              + " labels take to be due.",
          "version");

  private static final QualityFamilies VALUES =
      QualityFamilies.of(
          Arrays.asList(QualityMetric.values()),
          "ml_quality_",
          metric -> metric.description() + "." + BASIS,
          "version",
          "window",
          "slice");
  private static final QualityFamilies ERRORS =
      QualityFamilies.of(
          Arrays.asList(QualityMetric.values()),
          "ml_quality_standard_error_",
          metric ->
              "Standard error of the "
                  + metric.title()
                  + ", of rows that are independent; nothing where theory gives none."
                  + BASIS,
          "version",
          "window",
          "slice");

  private static MetricDefinition cohort(String name, String help) {
    return MetricDefinition.gauge(name, help, "version", "window", "slice");
  }

  @Override
  public String name() {
    return "quality";
  }

  @Override
  public String description() {
    return "Joins predictions with what really happened, and says how good they were.";
  }

  @Override
  public Input input() {
    return Input.LABELS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return Stream.of(
            Stream.of(
                PREDICTIONS,
                LABELLED,
                COVERAGE,
                POSITIVES,
                LAG,
                LAST_LABEL,
                LAST_GOOD,
                LAST_GOOD_AGE),
            VALUES.all(),
            ERRORS.all(),
            ClassQuality.metrics(),
            QualityChange.metrics())
        .flatMap(families -> families)
        .toList();
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.labels().isPresent();
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    boolean apart = spec.labels().flatMap(LabelsSpec::table).isPresent();
    long lag = apart ? LAG_SHARES.length : 0;
    long positives = spec.predictions().kind() == PredictionKind.BINARY ? 1 : 0;
    long metrics = 2L * QualityEstimates.measured(spec).size();
    return scope.cells() * (3 + positives + lag + metrics)
        + (apart ? 1 : 0)
        + (spec.alerts().quality().limits().isEmpty() ? 0 : 2 * scope.versions())
        + ClassQuality.series(spec, scope)
        + QualityChange.series(spec, scope);
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    AlertsSpec settings = spec.alerts();
    List<AlertDefinition> alerts = new ArrayList<>();
    settings
        .quality()
        .limits()
        .forEach((metric, limit) -> alerts.add(alert(metric, limit, settings.quality())));
    alerts.add(
        new AlertDefinition(
            "MLModelLabelsMissing",
            "Too few predictions have got their label.",
            "label of {value} of the predictions",
            "{value} of the predictions of {model} {version} in {window} have got their label, all"
                + " of which are due. The limit is {limit}.",
            Condition.below(COVERAGE, settings.coverage().above())
                .where("slice", List.of(Cell.ALL))
                .onRows(PREDICTIONS),
            settings.coverage()));
    return alerts;
  }

  private static AlertDefinition alert(QualityMetric metric, double limit, QualityAlert settings) {
    boolean low = metric.higherIsBetter();
    MetricDefinition value = VALUES.of(metric);
    Condition.Past past =
        low ? Condition.below(value, limit) : Condition.above(value, Limits.of(limit));
    return new AlertDefinition(
        (low ? "MLModelLow" : "MLModelHigh") + camelCase(metric),
        "By its labels, the model's " + metric.title() + " is worse than its limit.",
        metric.title() + " {value}",
        "The "
            + metric.title()
            + " of {model} {version} is {value}, by the labels of its predictions in {window}. The"
            + " limit is {limit}.",
        past.where("slice", List.of(Cell.ALL)).onRows(LABELLED),
        settings.alert());
  }

  static String camelCase(QualityMetric metric) {
    return Arrays.stream(metric.label().split("_"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    List<PanelDefinition> panels = new ArrayList<>();
    List<QualityMetric> watched = new ArrayList<>(spec.alerts().quality().limits().keySet());
    shown(spec).filter(metric -> !watched.contains(metric)).forEach(watched::add);
    for (QualityMetric metric : watched) {
      panels.add(
          PanelDefinition.trend(
              "Quality: " + metric.title(),
              metric.description()
                  + ", by the labels that came. Only predictions whose labels are due count: those"
                  + " that have theirs early are not like the others. Dashed: the ends of its 95 %"
                  + " interval, of rows that are independent.",
              Shown.of(VALUES.of(metric), "version").within(ERRORS.of(metric))));
    }
    if (!spec.alerts().quality().limits().isEmpty()) {
      panels.add(
          PanelDefinition.number(
              "Last known to be good",
              "For how long nobody knows any more that predictions are within the limits of their"
                  + " quality: at least the time that labels take.",
              Shown.of(LAST_GOOD_AGE, "version")));
    }
    ClassQuality.panels(spec).forEach(panels::add);
    QualityChange.panels(spec).forEach(panels::add);
    panels.add(
        PanelDefinition.trend(
            "Labels that came",
            "What the quality rests on: a share that falls says that labels come later than"
                + " mature_after, or not at all.",
            Shown.of(COVERAGE, "version")));
    if (spec.labels().flatMap(LabelsSpec::table).isPresent()) {
      panels.add(
          PanelDefinition.trend(
              "Lag of labels",
              "After how long the slowest hundredth of the labels came: mature_after should be"
                  + " longer.",
              Shown.of(LAG, "version").where("share", "0.99")));
    }
    return panels;
  }

  /** The metrics to look at first, of each kind of model. */
  private static Stream<QualityMetric> shown(ModelSpec spec) {
    List<QualityMetric> first =
        switch (spec.predictions().kind()) {
          case BINARY ->
              List.of(QualityMetric.ROC_AUC, QualityMetric.PRECISION, QualityMetric.RECALL);
          case MULTICLASS -> List.of(QualityMetric.ACCURACY, QualityMetric.MACRO_F1);
          case REGRESSION -> List.of(QualityMetric.MAE, QualityMetric.BIAS);
          case RANKING -> List.of(QualityMetric.NDCG, QualityMetric.CLICK_THROUGH);
        };
    return first.stream().filter(QualityEstimates.measured(spec)::contains);
  }

  @Override
  public void read(Observation observation, Readings readings) {
    CohortColumns columns = CohortColumns.of(observation.spec()).orElseThrow();
    List<QualityMetric> measured = QualityEstimates.measured(observation.spec());
    for (WindowCounts cohort : observation.labelled().cohorts()) {
      QualityEstimates quality =
          new QualityEstimates(observation.spec().predictions().kind(), columns, cohort.counts());
      String[] labels = {cohort.cell().version(), cohort.window(), cohort.cell().slice()};
      readLabels(observation.spec(), columns, cohort, labels, readings);
      for (QualityMetric metric : measured) {
        VALUES.read(ERRORS, metric, quality.of(metric), labels, readings);
      }
      ClassQuality.read(observation.spec(), columns, cohort, readings);
      QualityChange.read(observation, cohort, quality, readings);
    }
    observation
        .labelled()
        .lastLabel()
        .ifPresent(time -> readings.add(LAST_LABEL, time.toEpochMilli() / 1e3));
    observation
        .labelled()
        .lastGood()
        .forEach(
            (version, time) -> {
              readings.add(LAST_GOOD, time.toEpochMilli() / 1e3, version);
              readings.add(
                  LAST_GOOD_AGE,
                  Duration.between(time, observation.now()).toMillis() / 1e3,
                  version);
            });
  }

  private static void readLabels(
      ModelSpec spec,
      CohortColumns columns,
      WindowCounts cohort,
      String[] labels,
      Readings readings) {
    NumericCounts label = columns.number(cohort.counts(), CohortColumn.LABEL).orElseThrow();
    readings.add(PREDICTIONS, cohort.counts().rows(), labels);
    readings.add(LABELLED, label.rows(), labels);
    readings.add(COVERAGE, Outcome.share(label.finite(), cohort.counts().predictions()), labels);
    if (spec.predictions().kind() == PredictionKind.BINARY) {
      readings.add(
          POSITIVES, Outcome.share(Math.round(label.moments().sum()), label.finite()), labels);
    }
    Optional<NumericCounts> lag = columns.number(cohort.counts(), CohortColumn.LABEL_LAG);
    for (double share : lag.isPresent() ? LAG_SHARES : new double[0]) {
      Outcome quantile = Outcome.of(lag.get().quantile(share), Reason.NO_DATA);
      readings.add(LAG, quantile, labels[0], labels[1], labels[2], Double.toString(share));
    }
  }
}
