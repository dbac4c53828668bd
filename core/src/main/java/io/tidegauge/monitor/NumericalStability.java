package io.tidegauge.monitor;

import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.spec.AlertsSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Entropy;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What must hold of every prediction: finite, within what can vary, not the same for all rows. */
public final class NumericalStability implements Monitor {
  private static final MetricDefinition NAN =
      output("ml_prediction_nan_rows", "Rows in the window in which the prediction is NaN.");
  private static final MetricDefinition INFINITE =
      output(
          "ml_prediction_infinite_rows", "Rows in the window in which the prediction is infinite.");
  private static final MetricDefinition INVALID_RATIO =
      output(
          "ml_prediction_invalid_ratio",
          "Share of the window's rows in which the prediction is NaN or infinite.");
  private static final MetricDefinition SUBNORMAL =
      output(
          "ml_prediction_subnormal_rows",
          "Rows in the window in which the prediction is not 0, but too small for full precision.");
  private static final MetricDefinition SATURATED =
      output(
          "ml_prediction_saturated_rows",
          "Rows in the window in which the score is at or beyond an end of what the model can say: of"
              + " those that the spec declares, else 0 and 1 of a binary model.");
  private static final MetricDefinition SATURATED_RATIO =
      output(
          "ml_prediction_saturated_ratio",
          "Share of the window's rows in which the score is saturated.");
  private static final MetricDefinition ENTROPY =
      output(
          "ml_prediction_entropy",
          "How evenly the predictions fall into their bins: Shannon entropy over that of even bins,"
              + " 0 to 1.");
  private static final MetricDefinition REFERENCE_ENTROPY =
      MetricDefinition.gauge(
          "ml_prediction_reference_entropy",
          "How evenly the predictions of the reference fall into their bins, 0 to 1.",
          "version",
          "output",
          "slice");
  private static final MetricDefinition CONSTANT =
      output(
          "ml_prediction_constant",
          "1 if all predictions in the window are the same, else 0; for an output also 0 where its"
              + " reference makes that no surprise (a chance of 0.001 or more).");

  private static MetricDefinition output(String name, String help) {
    return MetricDefinition.gauge(name, help, "version", "output", "window", "slice");
  }

  @Override
  public String name() {
    return "numerical_stability";
  }

  @Override
  public String description() {
    return "Counts NaN, infinite, subnormal and saturated predictions and finds a model that always"
        + " predicts the same.";
  }

  @Override
  public Input input() {
    return Input.ROWS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return List.of(
        NAN,
        INFINITE,
        INVALID_RATIO,
        SUBNORMAL,
        SATURATED,
        SATURATED_RATIO,
        ENTROPY,
        REFERENCE_ENTROPY,
        CONSTANT);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.predictions().score().isPresent() || spec.predictions().output().isPresent();
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    long families =
        WatchedColumns.of(spec)
            .of(Role.SCORE, Role.OUTPUT)
            .mapToLong(column -> isNumeric(column) ? 6 : 1)
            .sum();
    long numeric =
        WatchedColumns.of(spec)
            .of(Role.SCORE, Role.OUTPUT)
            .filter(NumericalStability::isNumeric)
            .count();
    long saturated = knowsSaturation(spec) ? 2 : 0;
    return (families + saturated) * scope.cells() + numeric * scope.versions() * scope.slices();
  }

  private static boolean knowsSaturation(ModelSpec spec) {
    return spec.predictions().score().isPresent() && spec.predictions().unsaturated().isPresent();
  }

  private static boolean anyNumeric(ModelSpec spec) {
    return WatchedColumns.of(spec)
        .of(Role.SCORE, Role.OUTPUT)
        .anyMatch(NumericalStability::isNumeric);
  }

  private static boolean isNumeric(WatchedColumn column) {
    return column.type() == FeatureType.NUMERIC;
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    AlertsSpec settings = spec.alerts();
    List<AlertDefinition> alerts = new ArrayList<>();
    if (anyNumeric(spec)) {
      alerts.add(
          new AlertDefinition(
              "MLModelInvalidPredictions",
              "The model predicts NaN or infinity.",
              "{output} NaN or infinite {value}",
              "The {output} of {model} {version} is NaN or infinite in {value} of the rows in"
                  + " {window}. The limit is {limit}.",
              Condition.above(INVALID_RATIO, Limits.of(settings.invalid().above())).ofAllRows(),
              settings.invalid()));
    }
    if (spec.predictions().saturation().isPresent()) {
      alerts.add(
          new AlertDefinition(
              "MLModelSaturatedPredictions",
              "Too many scores are at an end of what the model can say.",
              "{output} saturated {value}",
              "The {output} of {model} {version} is at an end of what the model can say in {value} of"
                  + " the rows in {window}. The limit is {limit}.",
              Condition.above(SATURATED_RATIO, Limits.of(settings.saturation().above()))
                  .ofAllRows(),
              settings.saturation()));
    }
    alerts.add(
        new AlertDefinition(
            "MLModelConstantPredictions",
            "The model predicts the same for every row.",
            "{output} constant in all rows",
            "The {output} of {model} {version} is the same in all rows in {window}.",
            Condition.above(CONSTANT, Limits.of(0)).ofAllRows(),
            settings.constant()));
    return alerts;
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    List<PanelDefinition> panels = new ArrayList<>();
    if (anyNumeric(spec)) {
      panels.add(
          PanelDefinition.trend(
              "NaN and infinite predictions",
              "Whether the model computes anything at all: a NaN mostly comes in by a feature.",
              Shown.of(INVALID_RATIO, "output", "version")));
    }
    if (knowsSaturation(spec)) {
      panels.add(
          PanelDefinition.trend(
              "Saturated scores",
              "Whether scores pile up at an end of what the model can say, such as 0 and 1: there the"
                  + " model tells rows apart no more.",
              Shown.of(SATURATED_RATIO, "output", "version")));
    }
    panels.add(
        PanelDefinition.states(
            "Prediction has one value only",
            "Whether the model answers the same to everyone.",
            Shown.of(CONSTANT, "output", "version")));
    return panels;
  }

  @Override
  public void read(Observation observation, Readings readings) {
    for (WatchedColumn column : observation.columns(Role.SCORE, Role.OUTPUT)) {
      readReferences(observation, column, readings);
      for (WindowCounts window : observation.windows()) {
        read(observation, column, window, readings);
      }
    }
  }

  /** One for each version and slice, whatever the windows. */
  private static void readReferences(
      Observation observation, WatchedColumn column, Readings readings) {
    if (isNumeric(column)) {
      observation.windows().stream()
          .map(WindowCounts::cell)
          .distinct()
          .forEach(
              cell ->
                  observation
                      .reference(column, cell)
                      .ifPresent(
                          reference ->
                              readings.add(
                                  REFERENCE_ENTROPY,
                                  Entropy.of(reference.present()),
                                  cell.version(),
                                  column.name(),
                                  cell.slice())));
    }
  }

  /** A score has to vary, whatever its reference did; an output may be a rare one. */
  private static void read(
      Observation observation, WatchedColumn column, WindowCounts window, Readings readings) {
    WatchedColumns columns = observation.columns();
    String[] labels = {
      window.cell().version(), column.name(), window.window(), window.cell().slice()
    };
    Optional<ReferenceCounts> reference =
        column.role() == Role.SCORE
            ? Optional.empty()
            : observation.reference(column, window.cell());
    columns
        .numberIndex(column.role(), column.name())
        .map(window.counts()::number)
        .ifPresent(
            counts -> {
              readValidity(counts, window.counts().predictions(), labels, readings);
              if (column.role() == Role.SCORE && knowsSaturation(observation.spec())) {
                readSaturation(
                    observation.spec(), counts, window.counts().predictions(), labels, readings);
              }
              readings.add(CONSTANT, Constancy.of(counts, reference), labels);
            });
    columns
        .textIndex(column.role(), column.name())
        .map(window.counts()::text)
        .ifPresent(counts -> readings.add(CONSTANT, Constancy.of(counts, reference), labels));
  }

  private static void readValidity(
      NumericCounts counts, long rows, String[] labels, Readings readings) {
    readings.add(NAN, counts.nan(), labels);
    readings.add(INFINITE, counts.infinite(), labels);
    readings.add(INVALID_RATIO, Outcome.share(counts.nan() + counts.infinite(), rows), labels);
    readings.add(SUBNORMAL, counts.subnormals(), labels);
    readings.add(
        ENTROPY,
        counts.hasBins() ? Entropy.of(counts.distribution()) : Outcome.absent(Reason.NO_REFERENCE),
        labels);
  }

  /** Where no ends are declared and scores are beyond 0 or 1, they are no probabilities. */
  private static void readSaturation(
      ModelSpec spec, NumericCounts counts, long rows, String[] labels, Readings readings) {
    boolean beyond = counts.min().orElse(0) < 0 || counts.max().orElse(0) > 1;
    if (spec.predictions().saturation().isEmpty() && beyond) {
      readings.absent(Reason.UNDEFINED);
      return;
    }
    // The layout of a score takes what is not saturated for its range.
    readings.add(SATURATED, counts.outOfRange(), labels);
    readings.add(SATURATED_RATIO, Outcome.share(counts.outOfRange(), rows), labels);
  }
}
