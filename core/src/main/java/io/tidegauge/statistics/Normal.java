package io.tidegauge.statistics;

import org.apache.commons.math3.special.Erf;

/** Tails and quantiles of the standard normal distribution. */
final class Normal {
  private static final double ROOT_2 = Math.sqrt(2);

  private Normal() {}

  /**
   * The {@code z} such that a share {@code level} of all values is from {@code -z} to {@code z}.
   */
  static double halfWidth(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("a level must be between 0 and 1, was " + level);
    }
    return ROOT_2 * Erf.erfInv(level);
  }

  /** The value below which a share of all values is. */
  static double quantile(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("a share must be between 0 and 1, was " + share);
    }
    return ROOT_2 * Erf.erfInv(2 * share - 1);
  }

  /** The share of all values that are below. */
  static double below(double z) {
    return Erf.erfc(-z / ROOT_2) / 2;
  }

  /** The probability of a value at least as far from 0, on either side. */
  static double outside(double z) {
    return Erf.erfc(Math.abs(z) / ROOT_2);
  }
}
