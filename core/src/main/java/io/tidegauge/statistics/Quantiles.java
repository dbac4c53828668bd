package io.tidegauge.statistics;

/**
 * Quantiles of a sample, type 7: with {@code h = (n - 1) q}, the value at {@code floor(h)} plus the
 * fraction of {@code h} of the way to the next one.
 *
 * <p>Source: Hyndman and Fan, Sample quantiles in statistical packages (1996); the default of numpy
 * and R.
 */
public final class Quantiles {

  private Quantiles() {}

  /**
   * A quantile.
   *
   * @param sorted ascending, not empty
   * @param q 0 to 1
   */
  public static double ofSorted(double[] sorted, double q) {
    if (sorted.length == 0 || !(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("quantile " + q + " of " + sorted.length + " values");
    }
    double position = (sorted.length - 1) * q;
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
