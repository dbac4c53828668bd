package io.tidegauge.monitor;

import io.tidegauge.counts.Counts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.TrainingColumns;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.TrainingLogSpec;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a version's training was numerically stable, by what it wrote down of its steps. */
public final class TrainingLog implements Monitor {
  private static final String BASIS = " Of the steps that the spec reads.";

  private static final MetricDefinition STEPS =
      version("ml_training_step_rows", "Steps of the version's training." + BASIS);
  private static final MetricDefinition INVALID_LOSS =
      version(
          "ml_training_invalid_loss_ratio",
          "Share of steps whose loss is NaN or infinite." + BASIS);
  private static final MetricDefinition MEAN_LOSS =
      version("ml_training_mean_loss", "Mean of the finite losses." + BASIS);
  private static final MetricDefinition WEIGHTS_OUT =
      version(
          "ml_training_weights_out_of_bounds_ratio",
          "Share of steps after which the weights are out of their declared bounds, NaN or infinite."
              + BASIS);
  private static final MetricDefinition ZERO_ACTIVATIONS =
      version(
          "ml_training_zero_activations_ratio",
          "Share of activations that are zero, on average over steps." + BASIS);
  private static final MetricDefinition DURATION =
      version("ml_training_step_duration_seconds", "How long a step took, on average." + BASIS);

  private static MetricDefinition version(String name, String help) {
    return MetricDefinition.gauge(name, help, "version");
  }

  @Override
  public String name() {
    return "training_log";
  }

  @Override
  public String description() {
    return "Counts losses, weights and activations that no sound training has, and times its steps.";
  }

  @Override
  public Input input() {
    return Input.TRAINING_LOG;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return List.of(STEPS, INVALID_LOSS, MEAN_LOSS, WEIGHTS_OUT, ZERO_ACTIVATIONS, DURATION);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.trainingLog().isPresent();
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    TrainingLogSpec log = spec.trainingLog().orElseThrow();
    int columns = TrainingColumns.of(log).numbers().size();
    return scope.versions() * (1L + columns + (log.loss().isPresent() ? 1 : 0));
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    TrainingLogSpec log = spec.trainingLog().orElseThrow();
    Alert settings = spec.alerts().trainingLog();
    Limits above = Limits.of(settings.above());
    List<AlertDefinition> alerts = new ArrayList<>();
    if (log.loss().isPresent()) {
      alerts.add(
          new AlertDefinition(
              "MLModelTrainingLossInvalid",
              "The training of a version had losses that are NaN or infinite.",
              "training loss NaN or infinite in {value} of the steps",
              "The loss of {value} of the steps in which {model} {version} was trained is NaN or"
                  + " infinite. The limit is {limit}.",
              Condition.above(INVALID_LOSS, above),
              settings));
    }
    if (log.weights().isPresent()) {
      alerts.add(
          new AlertDefinition(
              "MLModelTrainingWeightsOut",
              "The training of a version had weights out of their bounds.",
              "weights out of bounds after {value} of the steps",
              "After {value} of the steps in which {model} {version} was trained its weights are out"
                  + " of the declared bounds. The limit is {limit}.",
              Condition.above(WEIGHTS_OUT, above),
              settings));
    }
    if (log.zeroActivations().isPresent()) {
      alerts.add(
          new AlertDefinition(
              "MLModelTrainingUnitsDead",
              "Too many activations of a version in training are zero.",
              "{value} of the activations in training zero",
              "On average {value} of the activations are zero in the steps in which {model} {version}"
                  + " was trained. The limit is {limit}.",
              Condition.above(ZERO_ACTIVATIONS, Limits.of(log.zeroActivationsAbove())),
              settings));
    }
    return alerts;
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    TrainingLogSpec log = spec.trainingLog().orElseThrow();
    List<PanelDefinition> panels = new ArrayList<>();
    if (log.loss().isPresent()) {
      panels.add(
          PanelDefinition.trend(
              "Invalid training losses",
              "In which part of its steps each version's training had a loss that is no number.",
              Shown.of(INVALID_LOSS, "version")));
    }
    if (log.weights().isPresent()) {
      panels.add(
          PanelDefinition.trend(
              "Weights out of bounds",
              "After which part of its steps each version's weights were out of the declared bounds:"
                  + " they may have exploded, or vanished.",
              Shown.of(WEIGHTS_OUT, "version")));
    }
    if (log.zeroActivations().isPresent()) {
      panels.add(
          PanelDefinition.trend(
              "Zero activations",
              "Which part of the activations is zero: units that always are have died.",
              Shown.of(ZERO_ACTIVATIONS, "version")));
    }
    panels.add(
        PanelDefinition.table(
            "Trainings",
            "How many steps each version was trained in, and how long one took: slower steps than"
                + " those of the version before are a regression of training itself.",
            table(log).toArray(Shown[]::new)));
    return panels;
  }

  private static List<Shown> table(TrainingLogSpec log) {
    List<Shown> shown = new ArrayList<>(List.of(Shown.of(STEPS, "version").called("Steps")));
    if (log.stepSeconds().isPresent()) {
      shown.add(Shown.of(DURATION, "version").called("Duration of a step"));
    }
    if (log.loss().isPresent()) {
      shown.add(Shown.of(MEAN_LOSS, "version").called("Mean loss"));
    }
    return shown;
  }

  @Override
  public void read(Observation observation, Readings readings) {
    TrainingSteps steps = observation.trainingSteps();
    WatchedColumns columns = TrainingColumns.of(observation.spec().trainingLog().orElseThrow());
    for (Map.Entry<String, Counts> version : steps.versions().entrySet()) {
      readings.add(STEPS, version.getValue().rows(), version.getKey());
      for (int i = 0; i < columns.numbers().size(); i++) {
        WatchedColumn column = columns.numbers().get(i);
        if (steps.unreadable().contains(column.name())) {
          readings.absent(Reason.DATABASE);
        } else {
          read(column.name(), version.getValue().number(i), version.getKey(), readings);
        }
      }
    }
  }

  private static void read(String column, NumericCounts counts, String version, Readings readings) {
    long present = counts.finite() + counts.nan() + counts.infinite();
    long invalid = counts.nan() + counts.infinite();
    switch (column) {
      case TrainingColumns.LOSS -> {
        readings.add(INVALID_LOSS, Outcome.share(invalid, present), version);
        readings.add(MEAN_LOSS, counts.outcome(counts.mean(), Reason.UNDEFINED), version);
      }
      case TrainingColumns.WEIGHTS ->
          readings.add(WEIGHTS_OUT, Outcome.share(invalid + counts.outOfRange(), present), version);
      case TrainingColumns.ZERO_ACTIVATIONS ->
          readings.add(ZERO_ACTIVATIONS, counts.outcome(counts.mean(), Reason.UNDEFINED), version);
      case TrainingColumns.STEP_SECONDS ->
          readings.add(DURATION, counts.outcome(counts.mean(), Reason.UNDEFINED), version);
      default -> throw new IllegalArgumentException(column);
    }
  }
}
