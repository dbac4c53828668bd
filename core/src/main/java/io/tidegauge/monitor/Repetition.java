package io.tidegauge.monitor;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.DistinctRows;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether rows come again: predictions that are logged twice, inputs that are replayed, and answers
 * that are the same to many.
 */
public final class Repetition implements Monitor {
  private static final MetricDefinition DUPLICATES =
      share(
          "ml_prediction_duplicate_ratio",
          "Share of the rows with an id whose id is that of one before them in the window, estimated:"
              + " all but exact up to a thousand ids, then with a standard error of 0.008.");

  private static final MetricDefinition REPEATED =
      share(
          "ml_prediction_repeated_input_ratio",
          "Share of the rows with a feature that have all features of one before them in the window,"
              + " estimated: all but exact up to a thousand inputs, then with a standard error of"
              + " 0.008.");

  private static final MetricDefinition MOST_FREQUENT =
      share(
          "ml_prediction_most_frequent_ratio",
          "Share of the window's finite scores that are the most frequent one, at the least: exact up"
              + " to 192 distinct scores, beyond that up to 0.014 too little.");

  private static MetricDefinition share(String name, String help) {
    return MetricDefinition.gauge(name, help, "version", "window", "slice");
  }

  @Override
  public String name() {
    return "repetition";
  }

  @Override
  public String description() {
    return "Estimates the share of rows whose id, or whose whole input, occurred before, and of the"
        + " score that most rows have.";
  }

  @Override
  public Input input() {
    return Input.ROWS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return List.of(DUPLICATES, REPEATED, MOST_FREQUENT);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return families(spec) > 0;
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    return families(spec) * scope.versions() * scope.windows();
  }

  private static long families(ModelSpec spec) {
    PredictionsSpec asked = spec.predictions();
    return Stream.of(asked.unique(), asked.repeated(), asked.identical())
        .filter(family -> family)
        .count();
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    List<AlertDefinition> alerts = new ArrayList<>();
    if (spec.predictions().unique()) {
      alerts.add(
          new AlertDefinition(
              "MLModelDuplicatePredictions",
              "Predictions are logged more than once.",
              "ids that occurred before {value}",
              "{value} of the rows of {model} {version} in {window} have an id that occurred before."
                  + " The limit is {limit}.",
              Condition.above(DUPLICATES, Limits.of(spec.alerts().duplicates().above()))
                  .ofAllRows(),
              spec.alerts().duplicates()));
    }
    if (spec.predictions().repeated()) {
      alerts.add(
          new AlertDefinition(
              "MLModelRepeatedInputs",
              "The model is asked the same again and again.",
              "inputs that occurred before {value}",
              "{value} of the rows of {model} {version} in {window} have the features of one before"
                  + " them. The limit is {limit}.",
              Condition.above(REPEATED, Limits.of(spec.alerts().repeated().above())).ofAllRows(),
              spec.alerts().repeated()));
    }
    if (spec.predictions().identical()) {
      alerts.add(
          new AlertDefinition(
              "MLModelIdenticalPredictions",
              "The model gives one and the same score to too many rows.",
              "scores that are the same {value}",
              "{value} of the scores of {model} {version} in {window} are one and the same. The"
                  + " limit is {limit}.",
              Condition.above(MOST_FREQUENT, Limits.of(spec.alerts().identical().above()))
                  .ofAllRows(),
              spec.alerts().identical()));
    }
    return alerts;
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    List<PanelDefinition> panels = new ArrayList<>();
    if (spec.predictions().unique()) {
      panels.add(
          PanelDefinition.trend(
              "Predictions that were logged before",
              "Which part of the rows has an id that occurred before: a job has run twice, or a"
                  + " request was sent again.",
              Shown.of(DUPLICATES, "version")));
    }
    if (spec.predictions().repeated()) {
      panels.add(
          PanelDefinition.trend(
              "Inputs that came before",
              "Which part of the rows has the features of one before it: the model is probed, or a"
                  + " log is replayed.",
              Shown.of(REPEATED, "version")));
    }
    if (spec.predictions().identical()) {
      panels.add(
          PanelDefinition.trend(
              "Most frequent score",
              "Which part of the scores are one and the same: a default that is served, an input that"
                  + " is always filled in, or a model that tells rows apart no more.",
              Shown.of(MOST_FREQUENT, "version")));
    }
    return panels;
  }

  @Override
  public void read(Observation observation, Readings readings) {
    boolean ids = observation.spec().predictions().unique() && observation.knowsIds();
    boolean inputs = observation.spec().predictions().repeated();
    boolean scores =
        observation.spec().predictions().identical() && !observation.columns(Role.SCORE).isEmpty();
    for (WindowCounts window : observation.windows()) {
      if (window.cell().isAll()) {
        read(ids, DUPLICATES, Counts::ids, window, readings);
        read(inputs, REPEATED, Counts::inputs, window, readings);
        if (scores) {
          readMostFrequent(window, readings);
        }
      }
    }
  }

  /** Nothing where a database has counted: the scores themselves were not looked at. */
  private static void readMostFrequent(WindowCounts window, Readings readings) {
    Counts counts = window.counts();
    Outcome share =
        counts
            .frequent()
            .filter(
                values ->
                    values.values() == counts.number(counts.layout().frequent().get()).finite())
            .map(values -> Outcome.of(values.largestShare(), Reason.NO_DATA))
            .orElse(Outcome.absent(Reason.NOT_COUNTED));
    readings.add(MOST_FREQUENT, share, window.cell().version(), window.window(), Cell.ALL);
  }

  private static void read(
      boolean asked,
      MetricDefinition metric,
      Function<Counts, Optional<DistinctRows>> distinct,
      WindowCounts window,
      Readings readings) {
    if (asked) {
      Outcome share =
          distinct
              .apply(window.counts())
              .map(rows -> share(rows, window.counts().rows()))
              .orElse(Outcome.absent(Reason.NOT_COUNTED));
      readings.add(metric, share, window.cell().version(), window.window(), Cell.ALL);
    }
  }

  private static Outcome share(DistinctRows distinct, long rows) {
    if (distinct.rows() < rows) {
      return Outcome.absent(Reason.NOT_COUNTED);
    }
    return distinct.repeatedShare().isPresent()
        ? Outcome.of(distinct.repeatedShare().getAsDouble())
        : Outcome.absent(Reason.NO_DATA);
  }
}
