package io.tidegauge.statistics;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Beta;

/**
 * Tails and quantiles of Student's t distribution. With more than a million degrees of freedom the
 * incomplete beta function loses digits, and a normal distribution with one term of correction
 * (Abramowitz and Stegun, 26.7.5 and 26.7.8) is off by less than 1e-11.
 */
final class StudentT {
  private static final double MANY_DEGREES = 1e6;
  private static final double ACCURACY = 1e-12;

  private StudentT() {}

  /**
   * The {@code t} such that a share {@code level} of all values is from {@code -t} to {@code t}.
   */
  static double halfWidth(double level, double degreesOfFreedom) {
    double z = Normal.halfWidth(level);
    return degreesOfFreedom > MANY_DEGREES
        ? z + z * (z * z + 1) / (4 * degreesOfFreedom)
        : new TDistribution(degreesOfFreedom, ACCURACY)
            .inverseCumulativeProbability((1 + level) / 2);
  }

  /** The probability of a value at least as far from 0, on either side. */
  static double outside(double t, double degreesOfFreedom) {
    if (degreesOfFreedom > MANY_DEGREES) {
      double shrunk = t * (1 - 1 / (4 * degreesOfFreedom));
      return Normal.outside(shrunk / Math.sqrt(1 + t * t / (2 * degreesOfFreedom)));
    }
    return Beta.regularizedBeta(
        degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
  }
}
