package io.tidegauge.profile;

import io.tidegauge.counts.CohortColumns;
import io.tidegauge.statistics.ConfidenceEstimate;
import io.tidegauge.statistics.IsotonicCalibration;

/**
 * What the scores of a binary model's reference were worth: by their bins ({@link
 * CohortColumns#SCORES}), how many rows turned out positive and negative, and how many were
 * predicted positive. Immutable.
 */
public final class ReferenceScores {
  private final long[] positives;
  private final long[] negatives;
  private final long[] predicted;
  private final IsotonicCalibration calibration;
  private final double[] decided;

  /**
   * Rows by bin of their score.
   *
   * @throws IllegalArgumentException if there are none, or they do not go together
   */
  public ReferenceScores(long[] positives, long[] negatives, long[] predicted) {
    if (positives.length != CohortColumns.SCORES.size()
        || negatives.length != positives.length
        || predicted.length != positives.length) {
      throw new IllegalArgumentException(
          "scores have %d bins: there are %d of positives, %d of negatives, %d of predicted ones"
              .formatted(
                  CohortColumns.SCORES.size(),
                  positives.length,
                  negatives.length,
                  predicted.length));
    }
    for (int bin = 0; bin < positives.length; bin++) {
      if (predicted[bin] > positives[bin] + negatives[bin]) {
        throw new IllegalArgumentException("more rows of a score are predicted than there are");
      }
    }
    this.positives = positives.clone();
    this.negatives = negatives.clone();
    this.predicted = predicted.clone();
    this.calibration =
        IsotonicCalibration.of(positives, negatives, CohortColumns.middleScores())
            .orElseThrow(() -> new IllegalArgumentException("there are no rows with a score"));
    this.decided = decided();
  }

  /** A decision depends on the score alone: a bin without rows is decided as the nearest one. */
  private double[] decided() {
    double[] shares = new double[positives.length];
    for (int bin = 0; bin < shares.length; bin++) {
      int known = calibration.nearest(bin);
      shares[bin] = predicted[known] / (double) (positives[known] + negatives[known]);
    }
    return shares;
  }

  /** Rows that turned out positive. */
  public long[] positives() {
    return positives.clone();
  }

  /** Rows that turned out negative. */
  public long[] negatives() {
    return negatives.clone();
  }

  /** Rows that were predicted positive. */
  public long[] predicted() {
    return predicted.clone();
  }

  /**
   * The quality that is to be expected of rows by their scores.
   *
   * @param rows by bin of the score
   */
  public ConfidenceEstimate expected(long[] rows) {
    return expected(rows, rows);
  }

  /**
   * The quality that is to be expected of weighted rows by their scores.
   *
   * @param rows the sums of the weights by bin of the score
   * @param squares the sums of their squares
   */
  public ConfidenceEstimate expected(long[] rows, long[] squares) {
    return new ConfidenceEstimate(calibration, decided, rows, squares);
  }
}
