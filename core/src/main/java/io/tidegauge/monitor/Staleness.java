package io.tidegauge.monitor;

import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.LifecycleSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How old each version is: since its training, and since every stage of its making. */
public final class Staleness implements Monitor {
  private static final MetricDefinition STAGE =
      MetricDefinition.gauge(
          "ml_model_stage_timestamp_seconds",
          "When a version passed a stage of its making.",
          "version",
          "stage");
  private static final MetricDefinition STAGE_AGE =
      MetricDefinition.gauge(
          "ml_model_stage_age_seconds",
          "Time since a version passed a stage of its making, computed when served.",
          "version",
          "stage");

  private static final MetricDefinition OVERDUE =
      MetricDefinition.gauge(
          "ml_model_stage_overdue_seconds",
          "Time since any version passed a stage of its making, less the stage's declared cadence:"
              + " above 0 it is overdue, computed when served.",
          "stage");

  /** How old a version in production is. */
  public static final MetricDefinition AGE =
      MetricDefinition.gauge(
          "ml_model_age_seconds",
          "Age of a version that is in production, since the stage from which the spec counts it,"
              + " computed when served.",
          "version");

  @Override
  public String name() {
    return "staleness";
  }

  @Override
  public String description() {
    return "Says how old the versions in production are, and how old every stage of their making is.";
  }

  @Override
  public Input input() {
    return Input.LIFECYCLE;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return List.of(STAGE, STAGE_AGE, AGE, OVERDUE);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.lifecycle().isPresent();
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    long stages = spec.lifecycle().map(lifecycle -> lifecycle.stages().size()).orElse(0);
    long cadences = spec.lifecycle().map(lifecycle -> lifecycle.cadence().size()).orElse(0);
    return scope.versions() * (2 * stages + 1) + cadences;
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    List<AlertDefinition> alerts = new ArrayList<>();
    LifecycleSpec lifecycle = spec.lifecycle().orElseThrow();
    lifecycle
        .maxAge()
        .map(limit -> Limits.of(limit.toMillis() / 1e3))
        .ifPresent(
            limits ->
                alerts.add(
                    new AlertDefinition(
                        "MLModelTooOld",
                        "A model in production is older than it may be.",
                        "{value} old",
                        "{model} {version} is {value} old. The limit is {limit}.",
                        Condition.above(AGE, limits),
                        spec.alerts().age())));
    if (!lifecycle.cadence().isEmpty()) {
      alerts.add(
          new AlertDefinition(
              "MLModelStageStalled",
              "No version has passed a stage of its making for longer than its cadence.",
              "stage {stage} overdue by {value}",
              "No version of {model} has passed the stage {stage} in time: it is overdue by"
                  + " {value}. What makes the model may have stopped.",
              Condition.above(OVERDUE, Limits.of(0)),
              spec.alerts().age()));
    }
    return alerts;
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    List<PanelDefinition> panels = new ArrayList<>();
    panels.add(
        PanelDefinition.number(
            "Age of the model",
            "How old the versions in production are: is the retraining still at work?",
            Shown.of(AGE, "version")));
    if (!spec.lifecycle().orElseThrow().cadence().isEmpty()) {
      panels.add(
          PanelDefinition.trend(
              "Stages overdue",
              "By how much the newest pass of each stage, of whatever version, is older than its"
                  + " cadence: above 0, what makes the model has stalled there.",
              Shown.of(OVERDUE, "stage")));
    }
    panels.add(
        PanelDefinition.table(
            "Stages",
            "When each version passed each stage of its making: which stage is stuck?",
            Shown.of(STAGE, "version", "stage").called("When"),
            Shown.of(STAGE_AGE, "version", "stage").called("Age")));
    return panels;
  }

  @Override
  public void read(Observation observation, Readings readings) {
    LifecycleSpec lifecycle = observation.spec().lifecycle().orElseThrow();
    lifecycle
        .cadence()
        .forEach(
            (stage, cadence) -> readings.add(OVERDUE, overdue(observation, stage, cadence), stage));
    for (VersionStages version : observation.lifecycle()) {
      if (!version.followed()) {
        continue;
      }
      for (Map.Entry<String, Instant> stage : version.stages().entrySet()) {
        readings.add(
            STAGE, stage.getValue().toEpochMilli() / 1e3, version.version(), stage.getKey());
        readings.add(
            STAGE_AGE, age(observation, stage.getValue()), version.version(), stage.getKey());
      }
      Instant start = version.stages().get(lifecycle.ageFrom());
      if (start != null) {
        readings.add(AGE, age(observation, start), version.version());
      }
    }
  }

  /** Of all versions: one that is not in production yet shows that the stage still works. */
  private static Outcome overdue(Observation observation, String stage, Duration cadence) {
    return observation.lifecycle().stream()
        .flatMap(version -> Optional.ofNullable(version.stages().get(stage)).stream())
        .max(Comparator.naturalOrder())
        .map(newest -> Outcome.of(age(observation, newest) - cadence.toMillis() / 1e3))
        .orElse(Outcome.absent(Reason.NO_DATA));
  }

  private static double age(Observation observation, Instant since) {
    return Duration.between(since, observation.now()).toMillis() / 1e3;
  }
}
