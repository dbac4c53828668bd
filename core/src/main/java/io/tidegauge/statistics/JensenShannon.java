package io.tidegauge.statistics;

import org.apache.commons.math3.util.FastMath;

/**
 * Jensen-Shannon distance: the square root of {@code sum over bins of (p log2(p / m) + q log2(q /
 * m)) / 2} with {@code m = (p + q) / 2}.
 *
 * <p>Range: 0 to 1 (base 2); a metric; the order of the bins is without meaning. No smoothing: the
 * mixture {@code m} is positive wherever a side is.
 *
 * <p>Source: Lin, Divergence measures based on the Shannon entropy (1991); Endres and Schindelin
 * (2003) for the square root.
 */
public final class JensenShannon {
  private static final double TWO_LN_2 = 2 * FastMath.log(2);

  private JensenShannon() {}

  /** The distance. */
  public static Outcome between(Distribution reference, Distribution current) {
    return reference.compare(current, JensenShannon::distance);
  }

  private static double distance(Distribution reference, Distribution current) {
    double sum = 0;
    for (int bin = 0; bin < reference.size(); bin++) {
      double p = reference.share(bin);
      double q = current.share(bin);
      if (p != q) {
        sum += (p + q) * perMass((p - q) / (p + q));
      }
    }
    double bits = sum / (2 * TWO_LN_2);
    return Math.sqrt(Math.min(1, Math.max(0, bits)));
  }

  /**
   * {@code (1 + x) ln(1 + x) + (1 - x) ln(1 - x)}, where {@code p = m (1 + x)} and {@code q = m (1
   * - x)}. In this form each bin is about {@code x^2}, so that nothing cancels between bins and the
   * square root of a tiny sum stays accurate.
   */
  private static double perMass(double x) {
    if (Math.abs(x) == 1) {
      return TWO_LN_2;
    }
    double above = FastMath.log1p(x);
    double below = FastMath.log1p(-x);
    return above + below + x * (above - below);
  }
}
