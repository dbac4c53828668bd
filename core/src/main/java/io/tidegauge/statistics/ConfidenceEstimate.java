package io.tidegauge.statistics;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The quality that is to be expected of predictions whose labels have not come, from their scores
 * alone: confidence-based performance estimation. Each row counts as positive by the calibrated
 * probability of its bin, and as negative by the rest. Immutable.
 *
 * <p>It is right as long as the probability of a positive, given the score, is what it was in the
 * reference: it follows the mix of scores, and is blind to a change of the concept. That is what
 * its difference from the realised quality shows.
 *
 * <p>Standard error: that of the realised quality around the estimate, from two sources, both by
 * the delta method: labels that fall by chance, {@code sum over rows of p (1 - p) gradient^2}, and
 * the calibration's own finite sample, {@code sum over blocks of variance(p) (sum of gradients)^2}.
 * The choice of the blocks is taken as given.
 *
 * <p>Source: NannyML's CBPE, on bins; the second source of error is not there.
 */
public final class ConfidenceEstimate {
  /** What can be estimated so. */
  public static final Set<QualityMetric> METRICS =
      Collections.unmodifiableSet(
          EnumSet.of(
              QualityMetric.ACCURACY,
              QualityMetric.PRECISION,
              QualityMetric.RECALL,
              QualityMetric.SPECIFICITY,
              QualityMetric.F1,
              QualityMetric.ROC_AUC));

  private final IsotonicCalibration calibration;
  private final double[] decided;
  private final long[] rows;
  private final long[] squares;
  private final double all;
  private final double truePositives;
  private final double falsePositives;
  private final double falseNegatives;
  private final double trueNegatives;

  /**
   * Rows by bin of their score.
   *
   * @param decided the share of each bin's rows that are predicted positive, 0 to 1
   * @param rows how many rows each bin has
   */
  public ConfidenceEstimate(IsotonicCalibration calibration, double[] decided, long[] rows) {
    this(calibration, decided, rows, rows);
  }

  /**
   * Predictions by bin of their score, of rows of which each stands for several.
   *
   * @param rows the sums of the rows' weights
   * @param squares the sums of their squares
   */
  public ConfidenceEstimate(
      IsotonicCalibration calibration, double[] decided, long[] rows, long[] squares) {
    if (decided.length != rows.length
        || squares.length != rows.length
        || calibration.size() != rows.length) {
      throw new IllegalArgumentException(
          "%d bins of decisions, %d of the calibration, %d of rows"
              .formatted(decided.length, calibration.size(), rows.length));
    }
    this.calibration = calibration;
    this.decided = decided.clone();
    this.rows = rows.clone();
    this.squares = squares.clone();
    this.all = Arrays.stream(rows).sum();
    double[] cells = new double[4];
    for (int bin = 0; bin < rows.length; bin++) {
      double positive = rows[bin] * calibration.probability(bin);
      double negative = rows[bin] - positive;
      cells[0] += positive * decided[bin];
      cells[1] += negative * decided[bin];
      cells[2] += positive * (1 - decided[bin]);
      cells[3] += negative * (1 - decided[bin]);
    }
    this.truePositives = cells[0];
    this.falsePositives = cells[1];
    this.falseNegatives = cells[2];
    this.trueNegatives = cells[3];
  }

  /** How a metric changes when the label of one row of a bin turns from negative to positive. */
  private interface Gradient {
    double of(int bin, boolean predicted);
  }

  /** The expected value of a metric; undefined where its divisor is 0, or it is none of these. */
  public Estimate of(QualityMetric metric) {
    if (all == 0) {
      return Estimate.absent(Reason.NO_DATA);
    }
    double predicted = truePositives + falsePositives;
    double positives = truePositives + falseNegatives;
    double negatives = falsePositives + trueNegatives;
    return switch (metric) {
      case ACCURACY ->
          ratio(truePositives + trueNegatives, all, (bin, yes) -> (yes ? 1 : -1) / all);
      case PRECISION -> ratio(truePositives, predicted, (bin, yes) -> (yes ? 1 : 0) / predicted);
      case RECALL -> {
        double recall = truePositives / positives;
        yield ratio(truePositives, positives, (bin, yes) -> ((yes ? 1 : 0) - recall) / positives);
      }
      case SPECIFICITY -> {
        double specificity = trueNegatives / negatives;
        yield ratio(
            trueNegatives, negatives, (bin, yes) -> (specificity - (yes ? 0 : 1)) / negatives);
      }
      case F1 -> {
        double both = predicted + positives;
        double f1 = 2 * truePositives / both;
        yield ratio(2 * truePositives, both, (bin, yes) -> ((yes ? 2 : 0) - f1) / both);
      }
      case ROC_AUC -> rocAuc(positives, negatives);
      default -> Estimate.absent(Reason.UNDEFINED);
    };
  }

  private Estimate ratio(double part, double whole, Gradient gradient) {
    return whole > 0
        ? Estimate.of(part / whole, variance(gradient))
        : Estimate.absent(Reason.UNDEFINED);
  }

  private double variance(Gradient gradient) {
    double[] blockVariances = calibration.blockVariances();
    double[] blockGradients = new double[blockVariances.length];
    double variance = 0;
    for (int bin = 0; bin < rows.length; bin++) {
      if (rows[bin] > 0) {
        double yes = gradient.of(bin, true);
        double no = gradient.of(bin, false);
        double probability = calibration.probability(bin);
        double gradients = decided[bin] * yes * yes + (1 - decided[bin]) * no * no;
        variance += squares[bin] * probability * (1 - probability) * gradients;
        blockGradients[calibration.block(bin)] +=
            rows[bin] * (decided[bin] * yes + (1 - decided[bin]) * no);
      }
    }
    for (int block = 0; block < blockVariances.length; block++) {
      variance += blockVariances[block] * blockGradients[block] * blockGradients[block];
    }
    return variance;
  }

  /** Rows of one bin tie, as in {@link ScoredOutcomes#rocAuc}. */
  private Estimate rocAuc(double positives, double negatives) {
    if (positives <= 0 || negatives <= 0) {
      return Estimate.absent(Reason.UNDEFINED);
    }
    double[] negativesBelow = new double[rows.length];
    double[] positivesAbove = new double[rows.length];
    double area = 0;
    double below = 0;
    double seen = 0;
    for (int bin = 0; bin < rows.length; bin++) {
      double positive = rows[bin] * calibration.probability(bin);
      double negative = rows[bin] - positive;
      negativesBelow[bin] = (below + negative / 2) / negatives;
      positivesAbove[bin] = (positives - seen - positive / 2) / positives;
      area += positive / positives * negativesBelow[bin];
      below += negative;
      seen += positive;
    }
    double mean = area;
    return Estimate.of(
        area,
        variance(
            (bin, yes) ->
                (negativesBelow[bin] - mean) / positives
                    - (positivesAbove[bin] - mean) / negatives));
  }
}
