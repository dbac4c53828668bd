package io.tidegauge.statistics;

/**
 * How the predictions of two classes turned out: rows by predicted and actual class.
 *
 * <p>Where a denominator is 0 there is no value: {@link Reason#NO_DATA} without rows, {@link
 * Reason#UNDEFINED} otherwise. scikit-learn says 0 there (and for {@link #balancedAccuracy} leaves
 * the missing class out); a model that has had nothing to predict is not a bad one.
 *
 * <p>Shares are of rows that are themselves counted, as the predicted positives; their standard
 * errors are the binomial's, which the delta method gives for them too. All are asymptotic.
 *
 * @param truePositives predicted and actual positive
 * @param falsePositives predicted positive, actual negative
 * @param falseNegatives predicted negative, actual positive
 * @param trueNegatives predicted and actual negative
 */
public record Confusion(
    long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
  /** Refuses negative counts. */
  public Confusion {
    if (truePositives < 0 || falsePositives < 0 || falseNegatives < 0 || trueNegatives < 0) {
      throw new IllegalArgumentException(
          "counts must not be negative, were %d, %d, %d, %d"
              .formatted(truePositives, falsePositives, falseNegatives, trueNegatives));
    }
  }

  /** These rows and others together. */
  public Confusion plus(Confusion other) {
    return new Confusion(
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        falseNegatives + other.falseNegatives,
        trueNegatives + other.trueNegatives);
  }

  /** All rows. */
  public long rows() {
    return predictedPositives() + predictedNegatives();
  }

  private long predictedPositives() {
    return truePositives + falsePositives;
  }

  private long predictedNegatives() {
    return falseNegatives + trueNegatives;
  }

  private long positives() {
    return truePositives + falseNegatives;
  }

  private long negatives() {
    return falsePositives + trueNegatives;
  }

  /** {@code (TP + TN) / rows}: 0 to 1, unbiased. */
  public Estimate accuracy() {
    return share(truePositives + trueNegatives, rows());
  }

  /** {@code TP / (TP + FP)}: 0 to 1, unbiased given that there are predicted positives. */
  public Estimate precision() {
    return share(truePositives, predictedPositives());
  }

  /** {@code TP / (TP + FN)}, the true-positive rate: 0 to 1, unbiased given positives. */
  public Estimate recall() {
    return share(truePositives, positives());
  }

  /** {@code TN / (TN + FP)}, the true-negative rate: 0 to 1, unbiased given negatives. */
  public Estimate specificity() {
    return share(trueNegatives, negatives());
  }

  /** {@code FP / (TN + FP)}: 0 to 1, unbiased given negatives. */
  public Estimate falsePositiveRate() {
    return share(falsePositives, negatives());
  }

  /** {@code TN / (TN + FN)}: 0 to 1, unbiased given that there are predicted negatives. */
  public Estimate negativePredictiveValue() {
    return share(trueNegatives, predictedNegatives());
  }

  /** {@code (TP + FP) / rows}, the share predicted positive: 0 to 1, unbiased. */
  public Estimate positiveRate() {
    return share(predictedPositives(), rows());
  }

  /** {@code (TP + FN) / rows}, the share of actual positives: 0 to 1, unbiased. */
  public Estimate prevalence() {
    return share(positives(), rows());
  }

  /**
   * {@code F1 = 2 TP / (2 TP + FP + FN)}, the harmonic mean of precision and recall: 0 to 1, with a
   * bias of order {@code 1 / rows}. Standard error by the delta method: {@code error^2 = (4 TP (1 -
   * F1)^2 + (FP + FN) F1^2) / (2 TP + FP + FN)^2}.
   *
   * <p>Source: van Rijsbergen (1979); Takahashi et al., Confidence interval for micro-averaged F1
   * and macro-averaged F1 scores (2022).
   */
  public Estimate f1() {
    double weight = 2.0 * truePositives + falsePositives + falseNegatives;
    double f1 = 2 * truePositives / weight;
    return estimate(f1, 2 * (1 - f1) / weight, -f1 / weight, -f1 / weight, 0);
  }

  /**
   * {@code (recall + specificity) / 2}: 0 to 1, 0.5 by chance, unbiased given both classes.
   * Standard error: half the root of the sum of the squares of theirs, as the classes have no row
   * in common.
   *
   * <p>Source: Brodersen et al., The balanced accuracy and its posterior distribution (2010).
   */
  public Estimate balancedAccuracy() {
    double recall = (double) truePositives / positives();
    double specificity = (double) trueNegatives / negatives();
    double variance =
        recall * (1 - recall) / positives() + specificity * (1 - specificity) / negatives();
    return rows() == 0
        ? Estimate.absent(Reason.NO_DATA)
        : Estimate.of((recall + specificity) / 2, variance / 4);
  }

  /**
   * Matthews' correlation coefficient: {@code (TP TN - FP FN) / sqrt((TP + FP) (TP + FN) (TN + FP)
   * (TN + FN))}: -1 to 1, 0 by chance, with a bias of order {@code 1 / rows}. Undefined where only
   * one class is predicted, or only one came. Standard error by the delta method.
   *
   * <p>Source: Matthews (1975); it is the phi coefficient, whose variance is in Bishop, Fienberg
   * and Holland, Discrete Multivariate Analysis (1975).
   */
  public Estimate matthewsCorrelation() {
    double root =
        Math.sqrt((double) predictedPositives() * positives())
            * Math.sqrt((double) predictedNegatives() * negatives());
    double mcc =
        ((double) truePositives * trueNegatives - (double) falsePositives * falseNegatives) / root;
    double predictedPositive = mcc / 2 / predictedPositives();
    double predictedNegative = mcc / 2 / predictedNegatives();
    double positive = mcc / 2 / positives();
    double negative = mcc / 2 / negatives();
    return estimate(
        mcc,
        trueNegatives / root - predictedPositive - positive,
        -falseNegatives / root - predictedPositive - negative,
        -falsePositives / root - predictedNegative - positive,
        truePositives / root - predictedNegative - negative);
  }

  /**
   * {@code precision / prevalence}: how many times as many positives are among the predicted ones
   * as anywhere; 0 to infinity, 1 by chance, with a bias of order {@code 1 / rows}. Standard error
   * by the delta method.
   */
  public Estimate lift() {
    double chance = (double) predictedPositives() * positives() / rows();
    double lift = truePositives / chance;
    double predictedPositive = lift / predictedPositives();
    double positive = lift / positives();
    double row = lift / rows();
    return estimate(
        lift,
        1 / chance - predictedPositive - positive + row,
        row - predictedPositive,
        row - positive,
        row);
  }

  private Estimate share(long part, long whole) {
    return whole == 0 && rows() > 0
        ? Estimate.absent(Reason.UNDEFINED)
        : new Proportion(part, whole).estimate();
  }

  /** A value and its derivatives by the counts, in their order. */
  private Estimate estimate(
      double value,
      double byTruePositives,
      double byFalsePositives,
      double byFalseNegatives,
      double byTrueNegatives) {
    return rows() == 0
        ? Estimate.absent(Reason.NO_DATA)
        : Estimate.of(
            value,
            truePositives * byTruePositives * byTruePositives
                + falsePositives * byFalsePositives * byFalsePositives
                + falseNegatives * byFalseNegatives * byFalseNegatives
                + trueNegatives * byTrueNegatives * byTrueNegatives);
  }
}
