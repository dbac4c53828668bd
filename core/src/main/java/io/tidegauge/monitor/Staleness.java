package io.tidegauge.monitor;

import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.LifecycleSpec;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
    return List.of(STAGE, STAGE_AGE, AGE);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.lifecycle().isPresent();
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    long stages = spec.lifecycle().map(lifecycle -> lifecycle.stages().size()).orElse(0);
    return scope.versions() * (2 * stages + 1);
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    return spec.lifecycle().flatMap(LifecycleSpec::maxAge).stream()
        .map(limit -> Limits.of(limit.toMillis() / 1e3))
        .map(
            limits ->
                new AlertDefinition(
                    "MLModelTooOld",
                    "A model in production is older than it may be.",
                    "{value} old",
                    "{model} {version} is {value} old. The limit is {limit}.",
                    Condition.above(AGE, limits),
                    spec.alerts().age()))
        .toList();
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    return List.of(
        PanelDefinition.number(
            "Age of the model",
            "How old the versions in production are: is the retraining still at work?",
            Shown.of(AGE, "version")),
        PanelDefinition.table(
            "Stages",
            "When each version passed each stage of its making: which stage is stuck?",
            Shown.of(STAGE, "version", "stage").called("When"),
            Shown.of(STAGE_AGE, "version", "stage").called("Age")));
  }

  @Override
  public void read(Observation observation, Readings readings) {
    LifecycleSpec lifecycle = observation.spec().lifecycle().orElseThrow();
    for (VersionStages version : observation.lifecycle()) {
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

  private static double age(Observation observation, Instant since) {
    return Duration.between(since, observation.now()).toMillis() / 1e3;
  }
}
