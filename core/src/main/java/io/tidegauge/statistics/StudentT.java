package io.tidegauge.statistics;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.util.FastMath;

/**
 * Tails and quantiles of Student's t distribution. With many degrees of freedom the incomplete beta
 * function loses digits, and series around the normal distribution take its place: Hill's (1970,
 * Algorithm 395) and Fisher and Cornish's (1960), both off by less than 1e-11.
 */
final class StudentT {
  private static final double MANY_DEGREES = 1e5;
  private static final double ACCURACY = 1e-12;

  private StudentT() {}

  /**
   * The {@code t} such that a share {@code level} of all values is from {@code -t} to {@code t}.
   */
  static double halfWidth(double level, double degreesOfFreedom) {
    if (degreesOfFreedom <= MANY_DEGREES) {
      return new TDistribution(degreesOfFreedom, ACCURACY)
          .inverseCumulativeProbability((1 + level) / 2);
    }
    double z = Normal.halfWidth(level);
    double square = z * z;
    double first = z * (square + 1) / 4;
    double second = z * (square * (5 * square + 16) + 3) / 96;
    return z + (first + second / degreesOfFreedom) / degreesOfFreedom;
  }

  /** The probability of a value at least as far from 0, on either side. */
  static double outside(double t, double degreesOfFreedom) {
    double square = t * t;
    if (degreesOfFreedom > MANY_DEGREES) {
      double a = degreesOfFreedom - 0.5;
      double z = Math.sqrt(a * FastMath.log1p(square / degreesOfFreedom));
      return Normal.outside(z + z * (z * z + 3) / (48 * a * a));
    }
    double half = degreesOfFreedom / 2;
    double all = degreesOfFreedom + square;
    // near 1, the other tail: what is left of 1 would be rounded away
    return square < 1
        ? 1 - Beta.regularizedBeta(square / all, 0.5, half)
        : Beta.regularizedBeta(degreesOfFreedom / all, half, 0.5);
  }
}
