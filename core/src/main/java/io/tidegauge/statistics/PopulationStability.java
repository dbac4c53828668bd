package io.tidegauge.statistics;

import org.apache.commons.math3.util.FastMath;

/**
 * Population stability index: {@code sum over bins of (p - q) ln(p / q)}, with {@code p} and {@code
 * q} the smoothed shares of the reference and the current rows.
 *
 * <p>Range: 0 to infinity; 0 where the shares are equal; symmetric in its sides; the order of the
 * bins is without meaning. Smoothing: {@code p = (count + a) / (rows + a bins)}, by default with
 * {@code a} = 0.5 on both sides, so that a bin that is empty on one side leaves the index finite,
 * and the noise of small samples moderate. Without smoothing ({@code a} = 0) a bin that is empty on
 * both sides adds nothing, and one that is empty on one side leaves the index undefined.
 *
 * <p>Source: Lewis, An Introduction to Credit Scoring (1992); it is Jeffreys' divergence (1946). A
 * constant of one half is Jeffreys' prior, of one Laplace's.
 */
public final class PopulationStability {
  private static final double ADDED_COUNT = 0.5;

  private PopulationStability() {}

  /** The index with 0.5 added to each bin's count on both sides. */
  public static Outcome between(Distribution reference, Distribution current) {
    return between(reference, current, ADDED_COUNT);
  }

  /**
   * The index with another constant added to the counts.
   *
   * @param addedCount added to each bin's count on both sides: 0 for none, 1 for Laplace's
   */
  public static Outcome between(Distribution reference, Distribution current, double addedCount) {
    if (!(addedCount >= 0 && addedCount < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("added count was " + addedCount);
    }
    return reference.compare(current, (left, right) -> index(left, right, addedCount));
  }

  /**
   * What each bin adds to the index with 0.5 added to each count; 0 or more.
   *
   * @throws IllegalArgumentException if the two have different numbers of bins
   */
  public static double[] parts(Distribution reference, Distribution current) {
    if (reference.size() != current.size()) {
      throw new IllegalArgumentException(reference.size() + " and " + current.size() + " bins");
    }
    return parts(reference, current, ADDED_COUNT);
  }

  private static double index(Distribution reference, Distribution current, double added) {
    double sum = 0;
    for (double part : parts(reference, current, added)) {
      sum += part;
    }
    return sum;
  }

  private static double[] parts(Distribution reference, Distribution current, double added) {
    double referenceRows = reference.total() + added * reference.size();
    double currentRows = current.total() + added * current.size();
    double[] parts = new double[reference.size()];
    for (int bin = 0; bin < parts.length; bin++) {
      double p = (reference.count(bin) + added) / referenceRows;
      double q = (current.count(bin) + added) / currentRows;
      parts[bin] = p == q ? 0 : (p - q) * FastMath.log(p / q);
    }
    return parts;
  }
}
