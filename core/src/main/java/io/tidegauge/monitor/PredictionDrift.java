package io.tidegauge.monitor;

import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.DriftAlert;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.DriftDistance;
import java.util.List;
import java.util.stream.Stream;

/** How far the distribution of what the model predicts is from the reference. */
public final class PredictionDrift implements Monitor {
  private static final DriftMetrics METRICS =
      new DriftMetrics("ml_prediction_drift", "prediction", "version", "output", "window", "slice");

  @Override
  public String name() {
    return "prediction_drift";
  }

  @Override
  public String description() {
    return "Compares the distribution of the score and of the output with its reference.";
  }

  @Override
  public Input input() {
    return Input.ROWS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return METRICS.all();
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.reference().isPresent()
        && (spec.predictions().score().isPresent() || spec.predictions().output().isPresent());
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    long scores =
        WatchedColumns.of(spec)
            .of(Role.SCORE, Role.OUTPUT)
            .mapToLong(column -> DriftMetrics.series(spec.drift(), column.type()))
            .sum();
    return scores * scope.cells();
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    DriftAlert drift = spec.alerts().predictionDrift();
    return List.of(
        new AlertDefinition(
            "MLModelPredictionDrift",
            "What the model predicts is not distributed as in its reference.",
            "{output} drifted: " + drift.distance().title() + " {value}",
            "The {output} of {model} {version} has drifted: "
                + drift.distance().title()
                + " {value} in {window}, over the limit of {limit} and over what sampling alone would"
                + " give.",
            drifted(spec),
            drift.alert()));
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    boolean anyNumeric =
        WatchedColumns.of(spec)
            .of(Role.SCORE, Role.OUTPUT)
            .anyMatch(column -> column.type() == FeatureType.NUMERIC);
    Stream<PanelDefinition> own =
        DriftMetrics.shown(spec.drift().distances(), spec.alerts().predictionDrift(), anyNumeric)
            .stream()
            .map(PredictionDrift::trend);
    return Stream.concat(
            own,
            METRICS
                .compatPanel(spec.drift(), "Prediction drift in other tools", "output", "version")
                .stream())
        .toList();
  }

  private static PanelDefinition trend(DriftDistance distance) {
    return PanelDefinition.trend(
        "Prediction drift: " + distance.title(),
        distance.description()
            + ". Dashed: what sampling alone would hardly exceed. Predictions that drift while no feature"
            + " does point at the model; both at once at its inputs.",
        Shown.of(METRICS.score(distance), "output", "version"),
        METRICS.noise(distance, "output", "version").called("noise"));
  }

  /** When the score or the output has drifted. */
  public static Condition.Past drifted(ModelSpec spec) {
    DriftAlert drift = spec.alerts().predictionDrift();
    return METRICS.exceeds(drift, Limits.of(drift.alert().above()));
  }

  @Override
  public void read(Observation observation, Readings readings) {
    List<WatchedColumn> outputs = observation.columns(Role.SCORE, Role.OUTPUT);
    for (WindowCounts window : observation.windows()) {
      outputs.forEach(output -> read(observation, window, output, readings));
    }
  }

  private static void read(
      Observation observation, WindowCounts window, WatchedColumn output, Readings readings) {
    String version = window.cell().version();
    DriftScores.Found found = DriftScores.of(observation, output, window);
    if (found.scores().isEmpty()) {
      readings.absent(found.reason());
      return;
    }
    METRICS.read(
        found.scores().get(),
        observation.spec().drift(),
        observation.spec().alerts().predictionDrift(),
        readings,
        version,
        output.name(),
        window.window(),
        window.cell().slice());
  }
}
