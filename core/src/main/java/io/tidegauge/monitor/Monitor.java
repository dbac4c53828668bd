package io.tidegauge.monitor;

import io.tidegauge.spec.ModelSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One watched aspect of a model: which metrics it publishes, what it needs, and how what is known
 * becomes readings. Stateless; everything else about a monitor is derived from here.
 */
public sealed interface Monitor
    permits Identity,
        Volume,
        FeatureInvariants,
        Repetition,
        FeatureDrift,
        PredictionDrift,
        NumericalStability,
        TrainingLog,
        Skew,
        Quality,
        ExpectedQuality,
        Fairness,
        VersionComparison,
        BusinessValue,
        BusinessKpis,
        Performance,
        Staleness,
        Dependencies {

  /** Every monitor, in the order of the documentation. */
  List<Monitor> ALL =
      List.of(
          new Identity(),
          new Volume(),
          new FeatureInvariants(),
          new Repetition(),
          new FeatureDrift(),
          new PredictionDrift(),
          new NumericalStability(),
          new TrainingLog(),
          new Skew(),
          new Quality(),
          new ExpectedQuality(),
          new Fairness(),
          new VersionComparison(),
          new BusinessValue(),
          new BusinessKpis(),
          new Performance(),
          new Staleness(),
          new Dependencies());

  /**
   * The alerts of a model that are on, in the order of the documentation. One that is critical from
   * some limit on comes once more, with that.
   */
  static List<AlertDefinition> enabledAlerts(ModelSpec spec) {
    Map<String, Limits> clearing = new HashMap<>();
    spec.clearing()
        .ifPresent(
            alerts ->
                ofOneTier(spec.withAlerts(alerts))
                    .forEach(alert -> clearing.put(alert.name(), alert.limits())));
    List<AlertDefinition> critical =
        spec.critical().stream()
            .flatMap(alerts -> ofOneTier(spec.withAlerts(alerts)).stream())
            .map(AlertDefinition::notNearerThanFeaturesOwn)
            .toList();
    List<AlertDefinition> alerts = new ArrayList<>();
    for (AlertDefinition alert : ofOneTier(spec)) {
      Limits until = clearing.get(alert.name());
      alerts.add(until == null ? alert : alert.clearingAt(until));
      critical.stream().filter(worse -> worse.name().equals(alert.name())).forEach(alerts::add);
    }
    return List.copyOf(alerts);
  }

  private static List<AlertDefinition> ofOneTier(ModelSpec spec) {
    return ALL.stream()
        .filter(monitor -> monitor.fits(spec))
        .flatMap(monitor -> monitor.alerts(spec).stream())
        .filter(alert -> alert.settings().enabled())
        .toList();
  }

  /** What a monitor reads. A failure of one input costs no monitor of another. */
  enum Input {
    /** Nothing but the spec and the profiles: it is there even while the database is not. */
    SPEC("nothing"),
    /** The rows of the prediction log. */
    ROWS("on each scrape one statement for all monitors of rows: the new rows, by time"),
    /** Served features beside the ones that training computed. */
    PAIRS("in the background a join of predictions and training rows, of the longest window"),
    /** Predictions with their labels. */
    LABELS(
        "in the background a join of each bucket of predictions with its labels, once they are due"
            + " and once for each change"),
    /** The stages of versions. */
    LIFECYCLE("in the background one statement, a row for each version"),
    /** The columns of tables, and the versions of what the model stands on. */
    UPSTREAM(
        "in the background one statement without rows for each table, and one for each dependency"),
    /** The steps of a version's training. */
    TRAINING_LOG("in the background one statement, the steps of the time that the spec reads"),
    /** The numbers that the business goes by. */
    KPIS("in the background the statement of each");

    private final String statements;

    Input(String statements) {
      this.statements = statements;
    }

    /** What is asked of the database for it, and when; for the documentation. */
    public String statements() {
      return statements;
    }
  }

  /** The value of the label {@code collector}, in snake case. */
  String name();

  /** What it watches, in one sentence. */
  String description();

  /** What it reads. */
  Input input();

  /** The metric families that it publishes, in order. */
  List<MetricDefinition> metrics();

  /** Whether the spec declares what the monitor needs. */
  boolean fits(ModelSpec spec);

  /**
   * The most series that it publishes for a model.
   *
   * @param scope how many versions, windows and slices there are at the most
   */
  long series(ModelSpec spec, SeriesScope scope);

  /**
   * The alerts that can fire for a spec that the monitor fits, those that are turned off included.
   */
  List<AlertDefinition> alerts(ModelSpec spec);

  /** What a dashboard shows of it for a spec that it fits, the most urgent question first. */
  List<PanelDefinition> panels(ModelSpec spec);

  /** Takes the monitor's readings. */
  void read(Observation observation, Readings readings);
}
