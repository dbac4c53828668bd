package io.tidegauge.monitor;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.LatencyAlert;
import io.tidegauge.spec.MeasureSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import io.tidegauge.statistics.TheilSen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What answers cost, above all in time, and how often the model gives none. */
public final class Performance implements Monitor {
  /** The usual answer, the slow ones, and the slowest that many people meet. */
  private static final List<Double> SHARES = List.of(0.5, 0.9, 0.99);

  private static final MetricDefinition ROWS =
      MetricDefinition.gauge(
          "ml_prediction_latency_rows",
          "Rows in the window with a latency: what its quantiles and its mean rest on.",
          "version",
          "window",
          "slice");

  static final MetricDefinition LATENCY =
      MetricDefinition.gauge(
          "ml_prediction_latency_seconds",
          "How long the model took to answer, by share of the window's rows that were quicker, to 1"
              + " percent.",
          "version",
          "window",
          "slice",
          "share");

  private static final MetricDefinition MEAN =
      MetricDefinition.gauge(
          "ml_prediction_latency_mean_seconds",
          "How long the model took to answer, on average over the window.",
          "version",
          "window",
          "slice");

  private static final MetricDefinition MEASURE_ROWS =
      measure("ml_measure_rows", "Rows in the window in which the measure is a finite number.");

  private static final MetricDefinition MEASURE =
      MetricDefinition.gauge(
          "ml_measure_value",
          "What a prediction cost in its unit, by share of the window's rows that cost less, to 1"
              + " percent.",
          "version",
          "measure",
          "unit",
          "window",
          "slice",
          "share");

  private static final MetricDefinition MEASURE_MEAN =
      measure("ml_measure_mean_value", "What a prediction cost in its unit, on average.");

  private static MetricDefinition measure(String name, String help) {
    return MetricDefinition.gauge(name, help, "version", "measure", "unit", "window", "slice");
  }

  static final MetricDefinition FAILED_RATIO =
      MetricDefinition.gauge(
          "ml_prediction_failed_ratio",
          "Share of the window's rows to which the model gave no answer.",
          "version",
          "window",
          "slice");

  private static final String SLOPE =
      " Theil-Sen, of the means of at most 48 parts of the longest window. It takes parts to differ by"
          + " chance alone: in a window of few days, the rhythm of the day is a trend as well.";

  private static final MetricDefinition TREND =
      trend("ml_latency_trend_seconds_per_day", "How much the mean latency grows in a day.");

  private static final MetricDefinition TREND_LOW =
      trend(
          "ml_latency_trend_low_seconds_per_day",
          "Lower end of the 95 percent confidence interval of how much the mean latency grows.");

  private static final MetricDefinition TREND_HIGH =
      trend(
          "ml_latency_trend_high_seconds_per_day",
          "Upper end of the 95 percent confidence interval of how much the mean latency grows.");

  private static final MetricDefinition CHANGE =
      MetricDefinition.gauge(
          "ml_latency_change_ratio",
          "Mean latency of a version over that of its baseline at the same times of the longest"
              + " window, less 1: the baseline is the champion, and that of the champion the version"
              + " without a role that answered last.",
          "version",
          "baseline",
          "window");

  private static MetricDefinition trend(String name, String help) {
    return MetricDefinition.gauge(name, help + SLOPE, "version", "window");
  }

  @Override
  public String name() {
    return "performance";
  }

  @Override
  public String description() {
    return "Says how long the model takes to answer, what else that costs, and to what share of requests"
        + " it does not.";
  }

  @Override
  public Input input() {
    return Input.ROWS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return List.of(
        ROWS,
        LATENCY,
        MEAN,
        TREND,
        TREND_LOW,
        TREND_HIGH,
        CHANGE,
        MEASURE_ROWS,
        MEASURE,
        MEASURE_MEAN,
        FAILED_RATIO);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.predictions().latency().isPresent()
        || spec.predictions().failed().isPresent()
        || !spec.predictions().measures().isEmpty();
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    long latency = spec.predictions().latency().isPresent() ? 2 + shares(spec).size() : 0;
    long failed = spec.predictions().failed().isPresent() ? 1 : 0;
    long overTime = spec.predictions().latency().isPresent() ? 3 : 0;
    long change = overTime > 0 && spec.predictions().champion().isPresent() ? 1 : 0;
    long measured = (2L + SHARES.size()) * spec.predictions().measures().size();
    return scope.cells() * (latency + failed + measured) + scope.versions() * (overTime + change);
  }

  /** Those that are always published, and the one that the alert judges. */
  private static Collection<Double> shares(ModelSpec spec) {
    Collection<Double> shares = new TreeSet<>(SHARES);
    shares.add(spec.alerts().latency().share());
    return shares;
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    List<AlertDefinition> alerts = new ArrayList<>();
    LatencyAlert latency = spec.alerts().latency();
    if (spec.predictions().latency().isPresent() && latency.limit().isPresent()) {
      alerts.add(
          new AlertDefinition(
              "MLModelSlow",
              "The model takes too long to answer.",
              "latency of {value} at share {share}",
              "A share of {share} of the predictions of {model} {version} in {window} took up to"
                  + " {value}, the others longer. The limit is {limit}.",
              Condition.above(LATENCY, Limits.of(latency.limit().getAsDouble()))
                  .where("share", List.of(Double.toString(latency.share())))
                  .where("slice", List.of(Cell.ALL))
                  .onRows(ROWS),
              latency.alert()));
    }
    if (spec.predictions().latency().isPresent() && latency.trend().isPresent()) {
      alerts.add(
          new AlertDefinition(
              "MLModelLatencyTrend",
              "The model answers more slowly from day to day.",
              "latency growing by {value} s a day or more",
              "The mean latency of {model} {version} grows by {value} s a day at the least, over"
                  + " {window}. The limit is {limit}.",
              Condition.above(TREND_LOW, Limits.of(latency.trend().getAsDouble())),
              latency.alert()));
    }
    if (spec.predictions().failed().isPresent()) {
      alerts.add(
          new AlertDefinition(
              "MLModelPredictionsFail",
              "The model gives no answer to too many requests.",
              "no answer to {value} of the requests",
              "{model} {version} gave no answer to {value} of the requests in {window}. The limit"
                  + " is {limit}.",
              Condition.above(FAILED_RATIO, Limits.of(spec.alerts().errors().above())).ofAllRows(),
              spec.alerts().errors()));
    }
    return alerts;
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    List<PanelDefinition> panels = new ArrayList<>();
    if (spec.predictions().latency().isPresent()) {
      double share = spec.alerts().latency().share();
      panels.add(
          PanelDefinition.trend(
              "Latency of the slowest",
              "Within which time a share of "
                  + share
                  + " of the predictions was answered, by version: versions that answer at the same"
                  + " time have the same load.",
              Shown.of(LATENCY, "version").where("share", Double.toString(share))));
      panels.add(
          PanelDefinition.trend(
              "Usual latency",
              "Within which time half of the predictions was answered. Where it rises with that of"
                  + " the slowest, everything is slower; where it does not, only some requests are.",
              Shown.of(LATENCY, "version").where("share", Double.toString(SHARES.get(0)))));
    }
    if (spec.predictions().latency().isPresent() && spec.alerts().latency().trend().isPresent()) {
      panels.add(
          PanelDefinition.trend(
              "Growth of the latency",
              "By how many seconds the mean latency grows in a day, with the interval that the growth"
                  + " is in: above 0 altogether, something leaks.",
              Shown.of(TREND_LOW, "version").called("at least"),
              Shown.of(TREND, "version").called("estimate"),
              Shown.of(TREND_HIGH, "version").called("at most")));
    }
    for (MeasureSpec measure : spec.predictions().measures()) {
      panels.add(
          PanelDefinition.trend(
              "Measure: "
                  + measure.name()
                  + (measure.unit().isEmpty() ? "" : " (" + measure.unit() + ")"),
              "What a prediction cost on average, by version: versions that answer at the same time have"
                  + " the same load.",
              Shown.of(MEASURE_MEAN, "version").where("measure", measure.name())));
    }
    if (spec.predictions().failed().isPresent()) {
      panels.add(
          PanelDefinition.trend(
              "Share of predictions that failed",
              "To which part of the requests the model gave no answer.",
              Shown.of(FAILED_RATIO, "version")));
    }
    return panels;
  }

  @Override
  public void read(Observation observation, Readings readings) {
    if (!observation.columns(Role.LATENCY).isEmpty()) {
      readOverTime(observation, readings);
    }
    for (WindowCounts window : observation.windows()) {
      String[] labels = {window.cell().version(), window.window(), window.cell().slice()};
      for (WatchedColumn column : observation.columns(Role.LATENCY)) {
        int index = observation.columns().numberIndex(column.role(), column.name()).orElseThrow();
        NumericCounts counts = window.counts().number(index);
        readLatency(counts, shares(observation.spec()), labels, readings);
      }
      for (MeasureSpec measure : observation.spec().predictions().measures()) {
        readMeasure(observation, measure, window, readings);
      }
      if (observation.knowsFailures()) {
        Outcome failed = Outcome.share(window.counts().failed(), window.counts().predictions());
        readings.add(FAILED_RATIO, failed, labels);
      }
    }
  }

  /**
   * A slow leak shows in no window by itself, nor does what a version is slower by than another.
   */
  private static void readOverTime(Observation observation, Readings readings) {
    LatencyHistory history = observation.latencies();
    SortedSet<String> versions = new TreeSet<>();
    observation.windows().forEach(window -> versions.add(window.cell().version()));
    for (String version : versions) {
      Optional<TheilSen> trend = history.trend(version);
      if (trend.isPresent()) {
        String[] labels = {version, history.window()};
        readings.add(TREND, trend.get().slope(), labels);
        readings.add(TREND_LOW, trend.get().interval().low(), labels);
        readings.add(TREND_HIGH, trend.get().interval().high(), labels);
      } else {
        readings.absent(Reason.TOO_FEW_ROWS);
      }
      baseline(observation.spec(), version, versions, history)
          .ifPresent(
              baseline ->
                  readings.add(
                      CHANGE,
                      history.change(version, baseline),
                      version,
                      baseline,
                      history.window()));
    }
  }

  private static Optional<String> baseline(
      ModelSpec spec, String version, SortedSet<String> versions, LatencyHistory history) {
    Optional<String> champion = spec.predictions().champion();
    if (champion.isPresent() && champion.get().equals(version)) {
      return versions.stream()
          .filter(other -> !spec.predictions().versions().containsValue(other))
          .filter(other -> history.last(other).isPresent())
          .max(Comparator.comparing(other -> history.last(other).orElseThrow()));
    }
    return champion;
  }

  private static void readMeasure(
      Observation observation, MeasureSpec measure, WindowCounts window, Readings readings) {
    if (observation.unreadable().contains(measure.name())) {
      return;
    }
    int index = observation.columns().numberIndex(Role.MEASURE, measure.name()).orElseThrow();
    NumericCounts counts = window.counts().number(index);
    String version = window.cell().version();
    String slice = window.cell().slice();
    String[] labels = {version, measure.name(), measure.unit(), window.window(), slice};
    readings.add(MEASURE_ROWS, counts.rows(), labels);
    for (double share : SHARES) {
      readings.add(
          MEASURE,
          counts.outcome(counts.quantile(share), Reason.NOT_COUNTED),
          version,
          measure.name(),
          measure.unit(),
          window.window(),
          slice,
          Double.toString(share));
    }
    readings.add(MEASURE_MEAN, counts.outcome(counts.mean(), Reason.UNDEFINED), labels);
  }

  private static void readLatency(
      NumericCounts counts, Collection<Double> shares, String[] labels, Readings readings) {
    readings.add(ROWS, counts.rows(), labels);
    for (double share : shares) {
      Outcome quantile = counts.outcome(counts.quantile(share), Reason.NOT_COUNTED);
      readings.add(LATENCY, quantile, labels[0], labels[1], labels[2], Double.toString(share));
    }
    readings.add(MEAN, counts.outcome(counts.mean(), Reason.UNDEFINED), labels);
  }
}
