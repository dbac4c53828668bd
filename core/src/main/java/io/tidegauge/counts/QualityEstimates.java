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
      case ACCURACY -> confusion().accuracy();
      case PRECISION -> confusion().precision();
      case RECALL -> confusion().recall();
      case SPECIFICITY -> confusion().specificity();
      case F1 -> confusion().f1();
      case MCC -> confusion().matthewsCorrelation();
      case LIFT -> confusion().lift();
      case ROC_AUC -> scored().rocAuc();
      case AVERAGE_PRECISION -> scored().averagePrecision();
      case CALIBRATION_ERROR -> scored().calibrationError();
      case LOG_LOSS -> moments(CohortColumn.LOG_LOSS).mean();
      case BRIER -> moments(CohortColumn.SQUARED_ERROR).mean();
      default -> absent();
    };
  }

  private LabelledCounts labelled() {
    return new LabelledCounts(columns, counts);
  }

  private Confusion confusion() {
    return labelled().confusion();
  }

  private ScoredOutcomes scored() {
    return ScoredOutcomes.of(
            bins(CohortColumn.SCORE_OF_POSITIVE), bins(CohortColumn.SCORE_OF_NEGATIVE))
        .withMeanScores(CohortColumns.middleScores());
  }

  private long[] bins(CohortColumn column) {
    return columns
        .number(counts, column)
        .map(NumericCounts::bins)
        .orElseGet(() -> new long[CohortColumns.SCORES.size()]);
  }

  private Estimate ofClasses(QualityMetric metric) {
    if (columns.classes().isEmpty()) {
      return metric == QualityMetric.ACCURACY ? labelled().right().estimate() : absent();
    }
    ClassConfusion confusion = ClassConfusion.of(columns.classes(), columns.confusion(counts));
    return switch (metric) {
      case ACCURACY -> confusion.accuracy();
      case BALANCED_ACCURACY -> confusion.balancedAccuracy();
      case MACRO_F1 -> confusion.macroF1();
      case MCC -> confusion.matthewsCorrelation();
      default -> absent();
    };
  }

  private Estimate ofNumber(QualityMetric metric) {
    RegressionErrors errors = errors();
    return switch (metric) {
      case BIAS -> errors.bias();
      case MAE -> errors.meanAbsoluteError();
      case RMSE -> errors.rootMeanSquaredError();
      case MAPE -> errors.meanAbsolutePercentageError();
      case SMAPE -> errors.symmetricMeanAbsolutePercentageError();
      case R2 -> new Estimate(errors.r2(), Outcome.absent(Reason.UNDEFINED));
      default -> absent();
    };
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

  private RegressionErrors errors() {
    Moments squared = moments(CohortColumn.SQUARED_ERROR);
    Moments labels = moments(CohortColumn.ANSWERED_LABEL);
    return new RegressionErrors(
        squared.rows(),
        moments(CohortColumn.ERROR).sum(),
        moments(CohortColumn.ABSOLUTE_ERROR).sum(),
        squared.sum(),
        squared.sumOfSquares(),
        labels.sum(),
        labels.sumOfSquares(),
        moments(CohortColumn.RELATIVE_ERROR),
        moments(CohortColumn.SYMMETRIC_ERROR));
  }

  private Moments moments(CohortColumn column) {
    return labelled().moments(column);
  }

  private static Estimate absent() {
    return new Estimate(Outcome.absent(Reason.UNDEFINED), Outcome.absent(Reason.UNDEFINED));
  }
}
