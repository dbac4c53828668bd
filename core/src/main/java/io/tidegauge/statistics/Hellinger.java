package io.tidegauge.statistics;

/**
 * Hellinger distance: {@code sqrt(sum over bins of (sqrt(p) - sqrt(q))^2 / 2)}.
 *
 * <p>Range: 0 to 1; a metric; the order of the bins is without meaning. No smoothing. Written as
 * differences rather than as {@code sqrt(1 - sum of sqrt(p q))}, which loses half of the digits
 * where the sides are nearly equal.
 *
 * <p>Source: Hellinger (1909), as Le Cam and Yang, Asymptotics in Statistics (2000), normalise it.
 */
public final class Hellinger {

  private Hellinger() {}

  /** The distance. */
  public static Outcome between(Distribution reference, Distribution current) {
    return reference.compare(current, Hellinger::distance);
  }

  private static double distance(Distribution reference, Distribution current) {
    double sum = 0;
    for (int bin = 0; bin < reference.size(); bin++) {
      double difference = Math.sqrt(reference.share(bin)) - Math.sqrt(current.share(bin));
      sum += difference * difference;
    }
    return Math.min(1, Math.sqrt(sum / 2));
  }
}
