package io.tidegauge.counts;

import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.statistics.ClassConfusion;
import io.tidegauge.statistics.Confusion;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.Moments;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.QualityMetric;
import io.tidegauge.statistics.RatioOfSums;
import io.tidegauge.statistics.Reason;
import io.tidegauge.statistics.RegressionErrors;
import io.tidegauge.statistics.ScoredOutcomes;
import java.util.List;

/** The quality of one cohort of predictions, from what was counted of it. */
public record QualityEstimates(PredictionKind kind, CohortColumns columns, Counts counts) {

  /** The metrics of a model for which its spec declares what they need. */
  public static List<QualityMetric> measured(ModelSpec spec) {
    boolean scored = spec.predictions().score().isPresent();
    boolean classes =
        spec.labels().map(LabelsSpec::classes).stream().anyMatch(all -> !all.isEmpty());
    return spec.predictions().kind().metrics().stream()
        .filter(
            metric ->
                switch (metric) {
                  case ROC_AUC, AVERAGE_PRECISION, LOG_LOSS, BRIER, CALIBRATION_ERROR -> scored;
                  case BALANCED_ACCURACY, MACRO_F1 -> classes;
                  default -> true;
                })
        .toList();
  }

  /** A metric that the kind of model has. */
  public Estimate of(QualityMetric metric) {
    return switch (kind) {
      case BINARY -> ofBinary(metric);
      case MULTICLASS -> ofClasses(metric);
      case REGRESSION -> ofNumber(metric);
      case RANKING -> ofRanking(metric);
    };
  }

  private Estimate ofBinary(QualityMetric metric) {
    return switch (metric) {
      case ACCURACY -> labelled().ofOutcomes(Confusion::accuracy);
      case PRECISION -> labelled().ofOutcomes(Confusion::precision);
      case RECALL -> labelled().ofOutcomes(Confusion::recall);
      case SPECIFICITY -> labelled().ofOutcomes(Confusion::specificity);
      case F1 -> labelled().ofOutcomes(Confusion::f1);
      case MCC -> labelled().ofOutcomes(Confusion::matthewsCorrelation);
      case LIFT -> labelled().ofOutcomes(Confusion::lift);
      case ROC_AUC -> labelled().ofScores(ScoredOutcomes::rocAuc);
      case AVERAGE_PRECISION -> labelled().ofScores(ScoredOutcomes::averagePrecision);
      case CALIBRATION_ERROR -> labelled().ofScores(ScoredOutcomes::calibrationError);
      case LOG_LOSS -> moments(CohortColumn.LOG_LOSS).mean();
      case BRIER -> moments(CohortColumn.SQUARED_ERROR).mean();
      default -> absent();
    };
  }

  private LabelledCounts labelled() {
    return new LabelledCounts(columns, counts);
  }

  private Estimate ofClasses(QualityMetric metric) {
    if (columns.classes().isEmpty()) {
      return metric == QualityMetric.ACCURACY ? right() : absent();
    }
    return switch (metric) {
      case ACCURACY -> labelled().ofClasses(ClassConfusion::accuracy);
      case BALANCED_ACCURACY -> labelled().ofClasses(ClassConfusion::balancedAccuracy);
      case MACRO_F1 -> labelled().ofClasses(ClassConfusion::macroF1);
      case MCC -> labelled().ofClasses(ClassConfusion::matthewsCorrelation);
      default -> absent();
    };
  }

  private Estimate right() {
    Estimate effective = labelled().effective(LabelledCounts::right).estimate();
    return labelled().right().estimate().withErrorOf(effective);
  }

  private Estimate ofNumber(QualityMetric metric) {
    return switch (metric) {
      case BIAS -> moments(CohortColumn.ERROR).mean();
      case MAE -> moments(CohortColumn.ABSOLUTE_ERROR).mean();
      case RMSE -> errors(moments(CohortColumn.SQUARED_ERROR)).rootMeanSquaredError();
      case MAPE -> relative(CohortColumn.RELATIVE_ERROR);
      case SMAPE -> relative(CohortColumn.SYMMETRIC_ERROR);
      case R2 ->
          new Estimate(
              errors(all(CohortColumn.SQUARED_ERROR)).r2(), Outcome.absent(Reason.UNDEFINED));
      default -> absent();
    };
  }

  private Estimate relative(CohortColumn column) {
    Moments errors = moments(column);
    return errors.rows() == 0 && moments(CohortColumn.ERROR).rows() > 0 ? absent() : errors.mean();
  }

  private Estimate ofRanking(QualityMetric metric) {
    return switch (metric) {
      case NDCG -> moments(CohortColumn.NDCG).mean();
      case MRR -> moments(CohortColumn.RECIPROCAL_RANK).mean();
      case HIT -> moments(CohortColumn.HIT).mean();
      case CLICK_THROUGH ->
          new RatioOfSums(
                  moments(CohortColumn.RELEVANT_RESULTS),
                  moments(CohortColumn.RESULTS),
                  moments(CohortColumn.RESULTS_BY_RELEVANT).sum())
              .estimate();
      default -> absent();
    };
  }

  /** What is made of squared errors, as many as are given. */
  private RegressionErrors errors(Moments squared) {
    Moments none = new Moments(0, 0, 0);
    Moments labels = all(CohortColumn.ANSWERED_LABEL);
    return new RegressionErrors(
        squared.rows(),
        0,
        0,
        squared.sum(),
        squared.sumOfSquares(),
        labels.sum(),
        labels.sumOfSquares(),
        none,
        none);
  }

  private Moments all(CohortColumn column) {
    return columns.number(counts, column).orElseThrow().moments();
  }

  private Moments moments(CohortColumn column) {
    return labelled().moments(column);
  }

  private static Estimate absent() {
    return new Estimate(Outcome.absent(Reason.UNDEFINED), Outcome.absent(Reason.UNDEFINED));
  }
}
