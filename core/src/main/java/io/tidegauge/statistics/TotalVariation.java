package io.tidegauge.statistics;

/**
 * Total variation distance: {@code sum over bins of |p - q| / 2}, the share of rows that would have
 * to change their bin.
 *
 * <p>Range: 0 to 1; a metric; the order of the bins is without meaning. No smoothing.
 *
 * <p>Source: Levin, Peres and Wilmer, Markov Chains and Mixing Times (2009), proposition 4.2.
 */
public final class TotalVariation {

  private TotalVariation() {}

  /** The distance. */
  public static Outcome between(Distribution reference, Distribution current) {
    return reference.compare(current, TotalVariation::distance);
  }

  private static double distance(Distribution reference, Distribution current) {
    double sum = 0;
    for (int bin = 0; bin < reference.size(); bin++) {
      sum += Math.abs(reference.share(bin) - current.share(bin));
    }
    return Math.min(1, sum / 2);
  }
}
