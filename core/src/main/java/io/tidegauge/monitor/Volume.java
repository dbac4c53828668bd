package io.tidegauge.monitor;

import io.tidegauge.counts.Counts;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.DriftReference;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Volume and freshness: how many rows there are, how new the newest is, and whether it is silent.
 */
public final class Volume implements Monitor {
  /** Rows in the window: the denominator of every ratio, and the measure of enough rows. */
  public static final MetricDefinition ROWS =
      MetricDefinition.gauge(
          "ml_window_rows",
          "Rows of the prediction log in the window, whatever number of predictions they stand for.",
          "version",
          "window",
          "slice");

  private static final MetricDefinition FAILED =
      MetricDefinition.gauge(
          "ml_window_failed_rows",
          "Predictions in the window to which the model gave no answer.",
          "version",
          "window",
          "slice");

  private static final MetricDefinition EFFECTIVE =
      MetricDefinition.gauge(
          "ml_window_effective_rows",
          "How many rows, each of which stands for one prediction, would tell as much as those of the"
              + " window, which stand for several by predictions.weight: (sum of weights)^2 / sum of"
              + " their squares.",
          "version",
          "window",
          "slice");

  private static final MetricDefinition INVALID_WEIGHTS =
      MetricDefinition.gauge(
          "ml_window_invalid_weight_ratio",
          "Share of the window's rows that nothing else is counted of, as their weight is missing,"
              + " not above 0, over a million or no number.",
          "version",
          "window",
          "slice");

  /** How much of its reference's traffic a version gets. */
  public static final MetricDefinition TRAFFIC =
      MetricDefinition.gauge(
          "ml_traffic_ratio",
          "Predictions per second in the window over rows per second in the reference.",
          "version",
          "window");

  private static final MetricDefinition CHANGE =
      MetricDefinition.gauge(
          "ml_traffic_change_ratio",
          "Predictions per second in the window over those of the earlier time that drift.reference names,"
              + " such as the same hours of last week: 1 is as many. Its ends are rounded to buckets.",
          "version",
          "window");

  private static final MetricDefinition LAST_ROW =
      MetricDefinition.gauge(
          "ml_last_row_timestamp_seconds", "When the newest row of the prediction log happened.");

  /** How long there has been no row. */
  public static final MetricDefinition SILENCE =
      MetricDefinition.gauge(
          "ml_silence_seconds",
          "How long no row has come, counted in the hours in which rows are expected.");

  @Override
  public String name() {
    return "volume";
  }

  @Override
  public String description() {
    return "Counts rows, compares their rate with the reference's, and says how new the newest is.";
  }

  @Override
  public Input input() {
    return Input.ROWS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return List.of(ROWS, EFFECTIVE, INVALID_WEIGHTS, FAILED, TRAFFIC, CHANGE, LAST_ROW, SILENCE);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return true;
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    long families =
        1L
            + (spec.predictions().failed().isPresent() ? 1 : 0)
            + (spec.predictions().weight().isPresent() ? 2 : 0);
    long ratios = comparesWindows(spec) ? 2 : 1;
    return families * scope.cells() + ratios * scope.versions() * scope.windows() + 2;
  }

  private static boolean comparesWindows(ModelSpec spec) {
    return spec.drift().reference() != DriftReference.PROFILE;
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    List<AlertDefinition> alerts = new ArrayList<>();
    spec.traffic()
        .largestGap()
        .ifPresent(
            gap ->
                alerts.add(
                    new AlertDefinition(
                        "MLModelSilent",
                        "The model has logged no prediction for longer than its largest ordinary gap.",
                        "no row for {value}",
                        "The newest row of {model} is {value} old, counted in the hours in which rows"
                            + " are expected. The limit is {limit}.",
                        Condition.above(SILENCE, Limits.of(gap.toMillis() / 1e3)),
                        spec.alerts().freshness())));
    if (spec.predictions().weight().isPresent()) {
      alerts.add(
          new AlertDefinition(
              "MLModelWeightsInvalid",
              "Rows say no number of predictions that they stand for.",
              "{value} of the rows have no weight",
              "{value} of the rows of {model} {version} in {window} have no weight that is above 0 and"
                  + " at most a million: nothing is counted of them. The limit is {limit}.",
              Condition.above(INVALID_WEIGHTS, Limits.of(spec.alerts().invalid().above()))
                  .ofAllRows(),
              spec.alerts().invalid()));
    }
    if (spec.reference().isPresent()) {
      alerts.add(
          new AlertDefinition(
              "MLModelTrafficLow",
              "The model gets far fewer requests than in its reference.",
              "{value} of the reference's traffic",
              "{model} has {value} of the traffic of its reference in {window}. The limit is {limit}.",
              traffic(spec),
              spec.alerts().volume()));
    }
    return alerts;
  }

  /**
   * Versions with a role are judged one by one: each gets the whole traffic or its own share of it.
   * Without roles nobody knows who is on the way in or out, so that only the sum can be judged.
   */
  private static Condition traffic(ModelSpec spec) {
    Condition.Past low = Condition.below(TRAFFIC, spec.alerts().volume().above());
    Collection<String> roles = spec.predictions().versions().values();
    return roles.isEmpty() ? low.summedOverVersions() : low.where("version", roles);
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    List<PanelDefinition> panels = new ArrayList<>();
    panels.add(
        PanelDefinition.trend(
            "Predictions",
            "How many predictions are logged per second, by version: is there traffic at all, and"
                + " which version gets it?",
            Shown.of(RowMetrics.PREDICTIONS, "version")));
    panels.add(
        PanelDefinition.trend(
            "Silence",
            "How long no row has come, counted in the hours in which rows are expected.",
            Shown.of(SILENCE).called("silence")));
    if (spec.reference().isPresent()) {
      Shown traffic =
          spec.predictions().versions().isEmpty()
              ? Shown.of(TRAFFIC).called("all versions").summed()
              : Shown.of(TRAFFIC, "version");
      panels.add(
          PanelDefinition.trend(
              "Traffic against the reference",
              "Rows per second over those of the reference: 100 % is what the reference had.",
              traffic));
    }
    if (comparesWindows(spec)) {
      panels.add(
          PanelDefinition.trend(
              "Traffic against an earlier window",
              "Rows per second over those of the time that drift is measured from: 100 % is as many.",
              Shown.of(CHANGE, "version")));
    }
    panels.add(
        PanelDefinition.trend(
            "Rows in the window",
            "What every share and every distance of the window rests on."
                + (spec.reference().isPresent()
                    ? " Drift is judged from "
                        + spec.alerts().drift().alert().minRows()
                        + " rows on."
                    : ""),
            Shown.of(ROWS, "version")));
    if (spec.predictions().weight().isPresent()) {
      panels.add(
          PanelDefinition.trend(
              "Rows that the window is worth",
              "How many rows that each stand for one prediction would tell as much: drift is judged as"
                  + " if there were so many.",
              Shown.of(EFFECTIVE, "version")));
      panels.add(
          PanelDefinition.trend(
              "Rows without a weight",
              "Share of the rows that say no number of predictions they stand for: nothing is counted"
                  + " of them.",
              Shown.of(INVALID_WEIGHTS, "version")));
    }
    if (spec.predictions().failed().isPresent()) {
      panels.add(
          PanelDefinition.trend(
              "Predictions that failed",
              "Rows per second to which the model gave no answer, by version.",
              Shown.of(RowMetrics.FAILED, "version")));
    }
    return panels;
  }

  @Override
  public void read(Observation observation, Readings readings) {
    boolean failures = observation.knowsFailures();
    for (WindowCounts window : observation.windows()) {
      String version = window.cell().version();
      String slice = window.cell().slice();
      readings.add(ROWS, window.counts().rows(), version, window.window(), slice);
      window.counts().squares().ifPresent(all -> readWeights(window, all, readings));
      if (failures) {
        readings.add(FAILED, window.counts().failed(), version, window.window(), slice);
      }
      if (window.cell().isAll()) {
        readings.add(TRAFFIC, traffic(observation, window), version, window.window());
        if (comparesWindows(observation.spec())) {
          readings.add(CHANGE, change(window), version, window.window());
        }
      }
    }
    readFreshness(observation, readings);
  }

  private static void readWeights(WindowCounts window, Counts squares, Readings readings) {
    Counts counts = window.counts();
    String[] labels = {window.cell().version(), window.window(), window.cell().slice()};
    double predictions = (double) counts.predictions();
    readings.add(EFFECTIVE, effective(predictions, squares.predictions()), labels);
    readings.add(INVALID_WEIGHTS, Outcome.share(counts.invalidWeights(), counts.rows()), labels);
  }

  private static Outcome effective(double weights, long squares) {
    return squares == 0
        ? Outcome.absent(Reason.NO_DATA)
        : Outcome.of(weights * weights / (double) squares);
  }

  private static Outcome change(WindowCounts window) {
    return window
        .earlier()
        .map(
            earlier ->
                Outcome.share(window.counts().predictions(), earlier.counts().predictions())
                    .with(
                        Outcome.of(earlier.time().toNanos() / 1e9 / window.seconds()),
                        (rows, times) -> rows * times))
        .orElse(Outcome.absent(Reason.NO_REFERENCE));
  }

  private static Outcome traffic(Observation observation, WindowCounts window) {
    double seconds = window.seconds();
    return observation
        .referenceRowsPerSecond(window.cell().version())
        .map(reference -> Outcome.of(window.counts().predictions() / seconds / reference))
        .orElse(Outcome.absent(Reason.NO_REFERENCE));
  }

  private static void readFreshness(Observation observation, Readings readings) {
    Optional<Instant> lastRow = observation.lastRow();
    if (lastRow.isEmpty()) {
      readings.absent(Reason.NO_DATA);
      return;
    }
    readings.add(LAST_ROW, lastRow.get().toEpochMilli() / 1e3);
    ExpectedHours hours = ExpectedHours.of(observation.spec().traffic());
    readings.add(SILENCE, hours.between(lastRow.get(), observation.now()).toMillis() / 1e3);
  }
}
