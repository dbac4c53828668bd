package io.tidegauge.statistics;

/**
 * L-infinity distance: {@code maximum over bins of |p - q|}, the largest change of one share.
 *
 * <p>Range: 0 to 1; a metric; the order of the bins is without meaning. No smoothing.
 *
 * <p>Source: the categorical default of TensorFlow Data Validation, here over all bins rather than
 * over the most frequent values only.
 */
public final class LInfinity {

  private LInfinity() {}

  /** The distance. */
  public static Outcome between(Distribution reference, Distribution current) {
    return reference.compare(current, LInfinity::distance);
  }

  private static double distance(Distribution reference, Distribution current) {
    double largest = 0;
    for (int bin = 0; bin < reference.size(); bin++) {
      largest = Math.max(largest, Math.abs(reference.share(bin) - current.share(bin)));
    }
    return largest;
  }
}
