package io.tidegauge.statistics;

import java.util.Arrays;

/**
 * How many rows, each of which stands for itself, would tell as much of the shares of bins as rows
 * do that are counted by weights.
 *
 * <p>A sum of squared differences of shares over shares, which PSI and its like are near their
 * origin, is that of {@code k - 1} squared normal variables of variances {@code l}: the eigenvalues
 * of the covariance of the shares over that of one row. Of unweighted rows all are {@code 1 /
 * rows}.
 *
 * <p>Source: Kish, Survey Sampling (1965), for the name; Rao and Scott, The analysis of categorical
 * data from complex sample surveys (1981), for the mean of the eigenvalues, and for their spread by
 * Satterthwaite's (1946) degrees of freedom.
 *
 * @param rows by the mean of the variances, {@code (k - 1) / sum of l}
 * @param degrees the bins that are filled, less one, and at least 1
 * @param effectiveDegrees {@code (sum of l)^2 / sum of l^2}: fewer where few bins carry most of it
 */
record EffectiveSize(double rows, double degrees, double effectiveDegrees) {

  /**
   * The size of weighted rows.
   *
   * @param counts by bin, the sums of the weights; not all zero
   * @param squares by bin, the sums of their squares
   */
  static EffectiveSize of(double[] counts, long[] squares) {
    double total = Arrays.stream(counts).sum();
    double all = Arrays.stream(squares).asDoubleStream().sum();
    double trace = 0;
    double square = 0;
    int filled = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        filled++;
        double share = counts[i] / total;
        for (int j = 0; j < counts.length; j++) {
          if (counts[j] > 0) {
            double other = counts[j] / total;
            double own = i == j ? (double) squares[i] : 0;
            double covariance =
                own
                    - share * (double) squares[j]
                    - other * (double) squares[i]
                    + share * other * all;
            trace += i == j ? covariance / share : 0;
            square += covariance * covariance / share / other;
          }
        }
      }
    }
    return filled < 2
        ? new EffectiveSize(total * total / all, 1, 1)
        : new EffectiveSize(
            (filled - 1) * total * total / trace, filled - 1.0, trace * trace / square);
  }

  /**
   * By the quantile of that level: of few large variances and many small ones it is further out
   * than their mean says.
   */
  double rows(double level) {
    double equal = quantile(degrees, level) / degrees;
    return rows * Math.min(1, equal / (quantile(effectiveDegrees, level) / effectiveDegrees));
  }

  /** Of a chi-square variable, by Wilson and Hilferty (1931). */
  private static double quantile(double degrees, double level) {
    double ninth = 2 / (9 * degrees);
    double z = Normal.quantile(level);
    double root = Math.max(0, 1 - ninth + z * Math.sqrt(ninth));
    return degrees * root * root * root;
  }
}
