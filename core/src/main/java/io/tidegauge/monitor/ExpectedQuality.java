package io.tidegauge.monitor;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.QualityEstimates;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ReferenceQuality;
import io.tidegauge.profile.ReferenceScores;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.QualityAlert;
import io.tidegauge.statistics.ConfidenceEstimate;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.QualityMetric;
import io.tidegauge.statistics.Reason;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How good predictions are to be expected, while their labels are missing: what the reference
 * promised, and what the scores alone say ({@link ConfidenceEstimate}).
 */
public final class ExpectedQuality implements Monitor {
  private static final QualityFamilies PROMISED =
      QualityFamilies.of(
          Arrays.asList(QualityMetric.values()),
          "ml_quality_reference_",
          metric -> "In the reference: " + metric.title() + " of the version.",
          "version");
  private static final QualityFamilies ESTIMATED =
      QualityFamilies.of(
          ConfidenceEstimate.METRICS,
          "ml_quality_estimated_",
          metric ->
              "The "
                  + metric.title()
                  + " to be expected of the window's rows by their scores alone, if a score is"
                  + " worth what it was in the reference.",
          "version",
          "window");
  private static final QualityFamilies ERRORS =
      QualityFamilies.of(
          ConfidenceEstimate.METRICS,
          "ml_quality_estimated_standard_error_",
          metric ->
              "Standard deviation of the realised " + metric.title() + " around the expected.",
          "version",
          "window");

  private static final MetricDefinition ROWS =
      MetricDefinition.gauge(
          "ml_quality_estimated_rows",
          "Rows in the window that have a score, from which the quality is estimated.",
          "version",
          "window");

  @Override
  public String name() {
    return "expected_quality";
  }

  @Override
  public String description() {
    return "Says how good predictions are to be expected by their scores alone, before labels"
        + " come.";
  }

  @Override
  public Input input() {
    return Input.ROWS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return Stream.concat(
            Stream.of(PROMISED, ESTIMATED, ERRORS).flatMap(QualityFamilies::all), Stream.of(ROWS))
        .toList();
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.labels().isPresent() && spec.reference().isPresent();
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    long estimated =
        WatchedColumns.isEstimated(spec) ? 2L * ConfidenceEstimate.METRICS.size() + 1 : 0;
    return scope.versions()
        * (QualityEstimates.measured(spec).size() + scope.windows() * estimated);
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    QualityAlert settings = spec.alerts().quality();
    return WatchedColumns.isEstimated(spec)
        ? settings.limits().entrySet().stream()
            .filter(limit -> ConfidenceEstimate.METRICS.contains(limit.getKey()))
            .map(limit -> alert(limit.getKey(), limit.getValue(), settings))
            .toList()
        : List.of();
  }

  /** The limit of the realised quality is that of the expected one too: days or months earlier. */
  private static AlertDefinition alert(QualityMetric metric, double limit, QualityAlert settings) {
    return new AlertDefinition(
        "MLModelExpectedLow" + Quality.camelCase(metric),
        "By its scores alone, the model's " + metric.title() + " is to be expected past its limit.",
        "expected " + metric.title() + " {value}",
        "The "
            + metric.title()
            + " of {model} {version} is to be expected at {value} in {window}, by its scores; labels"
            + " will tell. The limit is {limit}.",
        Condition.below(ESTIMATED.of(metric), limit).onRows(ROWS),
        settings.alert());
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    if (!WatchedColumns.isEstimated(spec)) {
      return List.of();
    }
    Set<QualityMetric> shown = new LinkedHashSet<>(spec.alerts().quality().limits().keySet());
    shown.add(QualityMetric.ROC_AUC);
    shown.retainAll(ConfidenceEstimate.METRICS);
    return shown.stream()
        .map(
            metric ->
                PanelDefinition.trend(
                    "Expected " + metric.title(),
                    "What is to be expected by the scores alone, before any label is there. It"
                        + " follows the mix of scores; where the world has changed, only labels"
                        + " tell.",
                    Shown.of(ESTIMATED.of(metric), "version")))
        .toList();
  }

  @Override
  public void read(Observation observation, Readings readings) {
    observation.profiles().values().forEach(profile -> readPromise(profile, readings));
    List<WatchedColumn> scores = observation.columns(Role.PROBABILITY);
    for (WindowCounts window : scores.isEmpty() ? List.<WindowCounts>of() : observation.windows()) {
      if (window.cell().slice().equals(Cell.ALL)) {
        int place =
            observation.columns().numberIndex(Role.PROBABILITY, scores.get(0).name()).orElseThrow();
        readEstimates(observation, window, place, readings);
      }
    }
  }

  private static void readPromise(Profile profile, Readings readings) {
    profile
        .quality()
        .map(ReferenceQuality::metrics)
        .ifPresentOrElse(
            metrics ->
                metrics.forEach(
                    (metric, estimate) ->
                        readings.add(PROMISED.of(metric), estimate.value(), profile.version())),
            () -> readings.absent(Reason.NO_REFERENCE));
  }

  private static void readEstimates(
      Observation observation, WindowCounts window, int place, Readings readings) {
    long[] bins = window.counts().number(place).bins();
    String version = window.cell().version();
    Optional<ReferenceScores> scores = scores(observation, version);
    if (scores.isEmpty() || bins.length != CohortColumns.SCORES.size()) {
      readings.absent(Reason.NO_REFERENCE);
      return;
    }
    long[] squares = window.counts().squares().map(all -> all.number(place).bins()).orElse(bins);
    ConfidenceEstimate expected = scores.get().expected(bins, squares);
    readings.add(ROWS, window.counts().number(place).rows(), version, window.window());
    for (QualityMetric metric : ConfidenceEstimate.METRICS) {
      Estimate estimate = expected.of(metric);
      readings.add(ESTIMATED.of(metric), estimate.value(), version, window.window());
      if (estimate.value().isPresent()) {
        readings.add(ERRORS.of(metric), estimate.standardError(), version, window.window());
      }
    }
  }

  /** What the reference of a version says of scores. */
  static Optional<ReferenceScores> scores(Observation observation, String version) {
    return observation.profile(version).flatMap(Profile::quality).flatMap(ReferenceQuality::scores);
  }
}
