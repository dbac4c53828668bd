package io.tidegauge.statistics;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * How rows of two classes fall into bins of their score: positives and negatives for each bin, in
 * ascending order of the score, and, where the calibration is asked for, the mean score of each
 * bin. Immutable.
 *
 * <p>All is said of the binned scores: rows of one bin tie. That costs little where bins are narrow
 * and nothing where they are single values.
 */
public final class ScoredOutcomes {
  private static final double[] UNKNOWN = {};

  private final long[] positives;
  private final long[] negatives;
  private final double[] meanScores;
  private final long allPositives;
  private final long allNegatives;

  private ScoredOutcomes(long[] positives, long[] negatives, double[] meanScores) {
    this.positives = positives;
    this.negatives = negatives;
    this.meanScores = meanScores;
    this.allPositives = Arrays.stream(positives).sum();
    this.allNegatives = Arrays.stream(negatives).sum();
  }

  /** Rows by bin of the score, lowest first, of the positive and the negative class. */
  public static ScoredOutcomes of(long[] positives, long[] negatives) {
    if (positives.length != negatives.length) {
      throw new IllegalArgumentException(
          positives.length + " bins of positives, " + negatives.length + " of negatives");
    }
    if (LongStream.concat(Arrays.stream(positives), Arrays.stream(negatives))
        .anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("counts must not be negative");
    }
    return new ScoredOutcomes(positives.clone(), negatives.clone(), UNKNOWN);
  }

  /**
   * The same rows with the mean score of each bin.
   *
   * @param meanScores one for each bin; ignored where the bin is empty
   */
  public ScoredOutcomes withMeanScores(double... meanScores) {
    if (meanScores.length != positives.length) {
      throw new IllegalArgumentException(
          meanScores.length + " mean scores for " + positives.length + " bins");
    }
    return new ScoredOutcomes(positives, negatives, meanScores.clone());
  }

  /** These rows and others over the same bins together, with mean scores where both have them. */
  public ScoredOutcomes plus(ScoredOutcomes other) {
    if (positives.length != other.positives.length) {
      throw new IllegalArgumentException(
          positives.length + " bins and " + other.positives.length + " bins");
    }
    long[] positiveSums = new long[positives.length];
    long[] negativeSums = new long[positives.length];
    double[] means =
        hasMeanScores() && other.hasMeanScores() ? new double[positives.length] : UNKNOWN;
    for (int bin = 0; bin < positives.length; bin++) {
      positiveSums[bin] = positives[bin] + other.positives[bin];
      negativeSums[bin] = negatives[bin] + other.negatives[bin];
      if (means.length > 0 && positiveSums[bin] + negativeSums[bin] > 0) {
        double sum = sumOfScores(bin) + other.sumOfScores(bin);
        means[bin] = sum / (positiveSums[bin] + negativeSums[bin]);
      }
    }
    return new ScoredOutcomes(positiveSums, negativeSums, means);
  }

  private boolean hasMeanScores() {
    return meanScores.length == positives.length;
  }

  private double sumOfScores(int bin) {
    long rows = positives[bin] + negatives[bin];
    return rows == 0 ? 0 : rows * meanScores[bin];
  }

  /** All rows. */
  public long rows() {
    return allPositives + allNegatives;
  }

  /** Why there is no value where a class has no rows. */
  private Reason without() {
    return rows() == 0 ? Reason.NO_DATA : Reason.UNDEFINED;
  }

  /**
   * The area under the ROC curve: the probability that a positive has a higher score than a
   * negative, those of the same bin counting half.
   *
   * <p>Range: 0 to 1, 0.5 by chance; undefined where a class has no rows. Unbiased for the binned
   * scores; off that of the scores themselves by no more than half the probability of the same bin.
   *
   * <p>Standard error: DeLong's, exact for ties: {@code error^2 = variance over positives of (share
   * of negatives below) / positives + variance over negatives of (share of positives above) /
   * negatives}, with one less than the rows in the divisors; absent where a class has a single row;
   * 0 where no pair is in the wrong order.
   *
   * <p>Source: Hanley and McNeil (1982); DeLong, DeLong and Clarke-Pearson (1988).
   */
  public Estimate rocAuc() {
    if (allPositives == 0 || allNegatives == 0) {
      return Estimate.absent(without());
    }
    double area = 0;
    double negativesBelow = 0;
    for (int bin = 0; bin < positives.length; bin++) {
      area +=
          positives[bin]
              / (double) allPositives
              * placement(negativesBelow, negatives[bin], allNegatives);
      negativesBelow += negatives[bin];
    }
    Outcome value = Outcome.of(area);
    return allPositives == 1 || allNegatives == 1
        ? new Estimate(value, Outcome.absent(Reason.TOO_FEW_ROWS))
        : new Estimate(value, Outcome.of(Math.sqrt(deLongVariance(area))));
  }

  private double deLongVariance(double area) {
    double negativesBelow = 0;
    double positivesBelow = 0;
    double ofPositives = 0;
    double ofNegatives = 0;
    for (int bin = 0; bin < positives.length; bin++) {
      double above = placement(negativesBelow, negatives[bin], allNegatives) - area;
      double below = 1 - placement(positivesBelow, positives[bin], allPositives) - area;
      ofPositives += positives[bin] * above * above;
      ofNegatives += negatives[bin] * below * below;
      negativesBelow += negatives[bin];
      positivesBelow += positives[bin];
    }
    return ofPositives / (allPositives - 1) / allPositives
        + ofNegatives / (allNegatives - 1) / allNegatives;
  }

  /** The share of a class that has a lower score than a bin, ties counting half. */
  private static double placement(double below, long within, long all) {
    return (below + within / 2.0) / all;
  }

  /**
   * The area under the precision-recall curve, as average precision: from the highest bin down,
   * {@code sum of (recall here - recall before) * precision here}, without interpolation, as
   * scikit-learn's {@code average_precision_score}.
   *
   * <p>Range: 0 to 1, the prevalence by chance; undefined without positives (scikit-learn says 0).
   * Biased upwards, of order {@code 1 / positives}. Standard error by the delta method over the
   * counts of the bins (see {@link Estimate}).
   *
   * <p>Source: Boyd, Eng and Page, Area under the precision-recall curve (2013), for the estimator.
   */
  public Estimate averagePrecision() {
    if (allPositives == 0) {
      return Estimate.absent(without());
    }
    int bins = positives.length;
    double[] precision = new double[bins];
    double[] rowsFrom = new double[bins];
    double hits = 0;
    double rows = 0;
    double sum = 0;
    for (int bin = bins - 1; bin >= 0; bin--) {
      hits += positives[bin];
      rows += positives[bin] + negatives[bin];
      rowsFrom[bin] = rows;
      precision[bin] = rows > 0 ? hits / rows : 0;
      sum += positives[bin] * precision[bin];
    }
    double average = sum / allPositives;
    // one row more in a bin changes the precision there and in all bins below
    double gainOfPositive = 0;
    double lossOfNegative = 0;
    double variance = 0;
    for (int bin = 0; bin < bins; bin++) {
      if (positives[bin] > 0) {
        gainOfPositive += positives[bin] * (1 - precision[bin]) / rowsFrom[bin];
        lossOfNegative += positives[bin] * precision[bin] / rowsFrom[bin];
      }
      double byPositive = (precision[bin] + gainOfPositive - average) / allPositives;
      double byNegative = lossOfNegative / allPositives;
      variance +=
          positives[bin] * byPositive * byPositive + negatives[bin] * byNegative * byNegative;
    }
    return Estimate.of(average, variance);
  }

  /**
   * The Kolmogorov-Smirnov statistic between the scores of the classes: {@code maximum over bins of
   * |P - Q|} with {@code P} and {@code Q} the shares of the positives and the negatives up to and
   * including the bin.
   *
   * <p>Range: 0 to 1; undefined where a class has no rows. Biased upwards, being a maximum; of the
   * scores themselves it is a lower bound. Standard error: that of the difference at the maximum,
   * {@code sqrt(P (1 - P) / positives + Q (1 - Q) / negatives)}; it holds for classes that the
   * score tells apart at one place, not for a statistic near 0.
   *
   * <p>Source: Smirnov (1939); Raghavachari (1973) for the standard error.
   */
  public Estimate kolmogorovSmirnov() {
    if (allPositives == 0 || allNegatives == 0) {
      return Estimate.absent(without());
    }
    double positivesBelow = 0;
    double negativesBelow = 0;
    double largest = 0;
    double variance = 0;
    for (int bin = 0; bin < positives.length; bin++) {
      positivesBelow += positives[bin];
      negativesBelow += negatives[bin];
      double p = positivesBelow / allPositives;
      double q = negativesBelow / allNegatives;
      if (Math.abs(p - q) > largest) {
        largest = Math.abs(p - q);
        variance = p * (1 - p) / allPositives + q * (1 - q) / allNegatives;
      }
    }
    return Estimate.of(largest, variance);
  }

  /**
   * The expected calibration error over these bins: {@code sum over bins of share of the rows *
   * |share of positives - mean score|}.
   *
   * <p>Range: 0 to 1 for scores from 0 to 1. Biased upwards, the more so the more bins there are
   * for the rows: see {@link #calibrationErrorByChance}. Standard error by the delta method, with
   * the scores of a bin at their mean and the signs of the differences as they are: {@code error^2
   * = sum over bins of share of the rows * (y (1 - y) + (|y - mean score| - value)^2) / rows}, with
   * {@code y} the share of positives; it holds for an error well above that by chance.
   *
   * <p>Source: Naeini, Cooper and Hauskrecht (2015), with any bins.
   */
  public Estimate calibrationError() {
    needMeanScores();
    if (rows() == 0) {
      return Estimate.absent(Reason.NO_DATA);
    }
    double error = 0;
    for (int bin = 0; bin < positives.length; bin++) {
      error += share(bin) * gap(bin);
    }
    double variance = 0;
    for (int bin = 0; bin < positives.length; bin++) {
      double hits = shareOfPositives(bin);
      double off = gap(bin) - error;
      variance += share(bin) * (hits * (1 - hits) + off * off);
    }
    return Estimate.of(error, variance / rows());
  }

  /** Share of all rows that are in a bin. */
  private double share(int bin) {
    return (double) (positives[bin] + negatives[bin]) / rows();
  }

  private double shareOfPositives(int bin) {
    long rows = positives[bin] + negatives[bin];
    return rows == 0 ? 0 : (double) positives[bin] / rows;
  }

  private double gap(int bin) {
    return positives[bin] + negatives[bin] == 0
        ? 0
        : Math.abs(shareOfPositives(bin) - meanScores[bin]);
  }

  /**
   * The calibration error that perfectly calibrated scores would show on average in as many rows:
   * {@code sum over bins of share of the rows * sqrt(2 / pi * s (1 - s) / rows of the bin)} with
   * {@code s} the mean score from 0 to 1. Asymptotic; too large where a bin's expected positives
   * are below about 1, and hence an upper bound.
   */
  public Outcome calibrationErrorByChance() {
    needMeanScores();
    if (rows() == 0) {
      return Outcome.absent(Reason.NO_DATA);
    }
    double sum = 0;
    for (int bin = 0; bin < positives.length; bin++) {
      double rows = positives[bin] + negatives[bin];
      if (rows > 0) {
        sum += Math.sqrt(rows * meanScores[bin] * (1 - meanScores[bin]));
      }
    }
    return Outcome.of(Math.sqrt(2 / Math.PI) * sum / rows());
  }

  private void needMeanScores() {
    if (!hasMeanScores()) {
      throw new IllegalArgumentException("the mean scores of the bins are needed");
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(positives) + " " + Arrays.toString(negatives);
  }
}
