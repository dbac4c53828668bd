package io.tidegauge.spec;

import static io.tidegauge.statistics.QualityMetric.ACCURACY;
import static io.tidegauge.statistics.QualityMetric.AVERAGE_PRECISION;
import static io.tidegauge.statistics.QualityMetric.BALANCED_ACCURACY;
import static io.tidegauge.statistics.QualityMetric.BIAS;
import static io.tidegauge.statistics.QualityMetric.BRIER;
import static io.tidegauge.statistics.QualityMetric.CALIBRATION_ERROR;
import static io.tidegauge.statistics.QualityMetric.CLICK_THROUGH;
import static io.tidegauge.statistics.QualityMetric.F1;
import static io.tidegauge.statistics.QualityMetric.HIT;
import static io.tidegauge.statistics.QualityMetric.LIFT;
import static io.tidegauge.statistics.QualityMetric.LOG_LOSS;
import static io.tidegauge.statistics.QualityMetric.MACRO_F1;
import static io.tidegauge.statistics.QualityMetric.MAE;
import static io.tidegauge.statistics.QualityMetric.MAPE;
import static io.tidegauge.statistics.QualityMetric.MCC;
import static io.tidegauge.statistics.QualityMetric.MRR;
import static io.tidegauge.statistics.QualityMetric.NDCG;
import static io.tidegauge.statistics.QualityMetric.PRECISION;
import static io.tidegauge.statistics.QualityMetric.R2;
import static io.tidegauge.statistics.QualityMetric.RECALL;
import static io.tidegauge.statistics.QualityMetric.RMSE;
import static io.tidegauge.statistics.QualityMetric.ROC_AUC;
import static io.tidegauge.statistics.QualityMetric.SMAPE;
import static io.tidegauge.statistics.QualityMetric.SPECIFICITY;

import io.tidegauge.statistics.QualityMetric;
import java.util.List;

/** What a model predicts. */
public enum PredictionKind {
  BINARY,
  MULTICLASS,
  REGRESSION,
  RANKING;

  /** How the quality of such predictions is measured, the plainest first. */
  public List<QualityMetric> metrics() {
    return switch (this) {
      case BINARY ->
          List.of(
              ACCURACY,
              PRECISION,
              RECALL,
              SPECIFICITY,
              F1,
              MCC,
              LIFT,
              ROC_AUC,
              AVERAGE_PRECISION,
              LOG_LOSS,
              BRIER,
              CALIBRATION_ERROR);
      case MULTICLASS -> List.of(ACCURACY, BALANCED_ACCURACY, MACRO_F1, MCC);
      case REGRESSION -> List.of(BIAS, MAE, RMSE, MAPE, SMAPE, R2);
      case RANKING -> List.of(NDCG, MRR, HIT, CLICK_THROUGH);
    };
  }
}
