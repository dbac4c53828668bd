package io.tidegauge.monitor;

import java.util.List;

/** True counters of rows, beside the gauges of windows, so that {@code rate()} works. */
public final class RowMetrics {
  /** Rows of a version since the start. */
  public static final MetricDefinition PREDICTIONS =
      MetricDefinition.counter(
          "ml_predictions_total",
          "Predictions that were logged since the exporter started: rows, or what their weights say.",
          "version");

  /** Rows without an answer since the start. */
  public static final MetricDefinition FAILED =
      MetricDefinition.counter(
          "ml_failed_predictions_total",
          "Predictions since the exporter started to which the model gave no answer.",
          "version");

  /** Missing values of a feature since the start. */
  public static final MetricDefinition MISSING =
      MetricDefinition.counter(
          "ml_missing_values_total",
          "Predictions since the exporter started in which the feature is missing.",
          "version",
          "feature");

  /** How long rows since the start took. */
  public static final MetricDefinition DURATION =
      MetricDefinition.histogram(
          "ml_prediction_duration_seconds",
          "How long the model took to answer the predictions since the exporter started.",
          "version");

  /** Predictions that a label has judged since the start. */
  public static final MetricDefinition JUDGED =
      MetricDefinition.counter(
          "ml_judged_predictions_total",
          "Predictions of a binary model or of classes whose labels fell due since the exporter"
              + " started, and came.",
          "version");

  /** Predictions that turned out wrong since the start. */
  public static final MetricDefinition WRONG =
      MetricDefinition.counter(
          "ml_wrong_predictions_total",
          "Predictions that were judged since the exporter started, and turned out wrong.",
          "version");

  /** The families of the counters. */
  public static final List<MetricDefinition> METRICS =
      List.of(PREDICTIONS, FAILED, MISSING, DURATION, JUDGED, WRONG);

  private RowMetrics() {}
}
