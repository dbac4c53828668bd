package io.tidegauge.monitor;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.LabelledCounts;
import io.tidegauge.counts.QualityEstimates;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ReferenceQuality;
import io.tidegauge.profile.ReferenceScores;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.ConfidenceEstimate;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.QualityMetric;
import io.tidegauge.statistics.Reason;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far predictions turned out from what the reference promised, and from what their scores
 * promised: the latter is a change of the concept, which no drift of inputs or scores can show. A
 * part of {@link Quality}.
 */
final class QualityChange {
  private static final String BASIS =
      " Of predictions in the window that ends where their labels are due.";

  private static final QualityFamilies CHANGES =
      QualityFamilies.of(
          Arrays.asList(QualityMetric.values()),
          "ml_quality_change_",
          metric -> "The " + metric.title() + ", less that of the reference." + BASIS,
          "version",
          "window");
  private static final QualityFamilies RESIDUALS =
      QualityFamilies.of(
          ConfidenceEstimate.METRICS,
          "ml_quality_residual_",
          metric ->
              "The "
                  + metric.title()
                  + " that was to be expected by the scores alone, less the realised one: above 0"
                  + " where the concept has changed for the worse."
                  + BASIS,
          "version",
          "window");
  private static final QualityFamilies ERRORS =
      QualityFamilies.of(
          ConfidenceEstimate.METRICS,
          "ml_quality_residual_standard_error_",
          metric ->
              "Standard error of the residual of the "
                  + metric.title()
                  + " while the concept is what it was."
                  + BASIS,
          "version",
          "window");

  private QualityChange() {}

  static Stream<MetricDefinition> metrics() {
    return Stream.of(CHANGES, RESIDUALS, ERRORS).flatMap(QualityFamilies::all);
  }

  static long series(ModelSpec spec, SeriesScope scope) {
    if (spec.reference().isEmpty()) {
      return 0;
    }
    long residuals = WatchedColumns.isEstimated(spec) ? 2L * ConfidenceEstimate.METRICS.size() : 0;
    return scope.versions()
        * scope.windows()
        * (QualityEstimates.measured(spec).size() + residuals);
  }

  static Stream<PanelDefinition> panels(ModelSpec spec) {
    return WatchedColumns.isEstimated(spec)
        ? Stream.of(
            PanelDefinition.trend(
                "Expected less realised ROC AUC",
                "Near 0 as long as a score is worth what it was in the reference. A lasting distance"
                    + " says that the world has changed, not the inputs: train anew.",
                Shown.of(RESIDUALS.of(QualityMetric.ROC_AUC), "version")))
        : Stream.of();
  }

  /**
   * Takes the readings of a cohort; those of slices have none.
   *
   * @param realised how good its predictions were
   */
  static void read(
      Observation observation, WindowCounts cohort, QualityEstimates realised, Readings readings) {
    if (observation.spec().reference().isEmpty() || !cohort.cell().slice().equals(Cell.ALL)) {
      return;
    }
    Optional<ReferenceQuality> promised =
        observation.profile(cohort.cell().version()).flatMap(Profile::quality);
    if (promised.isEmpty()) {
      readings.absent(Reason.NO_REFERENCE);
      return;
    }
    readChanges(promised.get().metrics(), cohort, realised, readings);
    promised.get().scores().ifPresent(scores -> readResiduals(scores, cohort, realised, readings));
  }

  private static void readChanges(
      Map<QualityMetric, Estimate> promised,
      WindowCounts cohort,
      QualityEstimates realised,
      Readings readings) {
    promised.forEach(
        (metric, before) ->
            readings.add(
                CHANGES.of(metric),
                realised.of(metric).minus(before).value(),
                cohort.cell().version(),
                cohort.window()));
  }

  private static void readResiduals(
      ReferenceScores scores, WindowCounts cohort, QualityEstimates realised, Readings readings) {
    String[] labels = {cohort.cell().version(), cohort.window()};
    LabelledCounts labelled = new LabelledCounts(realised.columns(), cohort.counts());
    long[] rows = labelled.scored();
    ConfidenceEstimate expected =
        scores.expected(rows, labelled.squares().map(LabelledCounts::scored).orElse(rows));
    for (QualityMetric metric : ConfidenceEstimate.METRICS) {
      Estimate estimate = expected.of(metric);
      Estimate turnedOut = realised.of(metric);
      readings.add(RESIDUALS.of(metric), estimate.minus(turnedOut).value(), labels);
      if (estimate.value().isPresent() && turnedOut.value().isPresent()) {
        // That of the realised value is in it: it is what scatters around the expected one.
        readings.add(ERRORS.of(metric), estimate.standardError(), labels);
      }
    }
  }
}
