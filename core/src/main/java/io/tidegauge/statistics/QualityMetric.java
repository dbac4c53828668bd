package io.tidegauge.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How good predictions were, in the field's usual measures. */
public enum QualityMetric {
  ACCURACY("accuracy", "Share of the predictions that were right", true, true),
  BALANCED_ACCURACY("balanced accuracy", "Mean of the recalls of the classes", true, true),
  PRECISION("precision", "Share of the predicted positives that were positive", true, true),
  RECALL("recall", "Share of the positives that were predicted", true, true),
  SPECIFICITY("specificity", "Share of the negatives that were predicted so", true, true),
  F1("F1", "Harmonic mean of precision and recall", true, false),
  MACRO_F1("macro F1", "Mean of the classes' F1", true, false),
  MCC("MCC", "Matthews correlation coefficient, -1 to 1", true, false),
  LIFT("lift", "Precision over the share of positives", true, false),
  ROC_AUC("ROC AUC", "Area under the ROC curve, of scores in bins", true, false),
  AVERAGE_PRECISION(
      "average precision", "Area under the precision-recall curve, of scores in bins", true, false),
  LOG_LOSS("log loss", "Mean negative log-likelihood of the labels, natural log", false, false),
  BRIER("Brier score", "Mean squared difference of score and label", false, false),
  CALIBRATION_ERROR(
      "calibration error",
      "Mean difference of score and share of positives over bins of the score",
      false,
      false),
  MAE("MAE", "Mean absolute error", false, false),
  RMSE("RMSE", "Root of the mean squared error", false, false),
  MAPE(
      "MAPE", "Mean of the error over the label, both absolute; labels of 0 left out", false, true),
  SMAPE("sMAPE", "Mean of twice the error over prediction and label, all absolute", false, true),
  R2("R2", "Part of the labels' variance that the predictions explain", true, false),
  BIAS("bias", "Mean of prediction minus label", false, false),
  NDCG(
      "NDCG",
      "Gain of the first results by rank over that of the best order, mean of the requests that"
          + " have a relevant result",
      true,
      false),
  MRR("MRR", "Mean over requests of 1 over the rank of the first relevant result", true, false),
  HIT("hit rate", "Share of the requests with a relevant result among the first", true, true),
  CLICK_THROUGH("click-through rate", "Share of the results shown that were relevant", true, true);

  private final String label = name().toLowerCase(Locale.ROOT);
  private final String title;
  private final String description;
  private final boolean higherIsBetter;
  private final boolean share;

  QualityMetric(String title, String description, boolean higherIsBetter, boolean share) {
    this.title = title;
    this.description = description;
    this.higherIsBetter = higherIsBetter;
    this.share = share;
  }

  /** The metric that a spec calls so, if there is one. */
  public static Optional<QualityMetric> named(String label) {
    return Arrays.stream(values()).filter(metric -> metric.label.equals(label)).findFirst();
  }

  /** The metric's name in a spec and in metric names: {@code roc_auc}. */
  public String label() {
    return label;
  }

  /** The metric's name for people. */
  public String title() {
    return title;
  }

  /** What it is, in one line. */
  public String description() {
    return description;
  }

  /** Whether a model is better the higher it is. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Whether it is a share, which people read as per cent. */
  public boolean isShare() {
    return share;
  }
}
