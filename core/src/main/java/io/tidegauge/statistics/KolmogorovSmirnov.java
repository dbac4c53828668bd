package io.tidegauge.statistics;

/**
 * Kolmogorov-Smirnov statistic at the edges: {@code maximum over bins of |P - Q|} with {@code P}
 * and {@code Q} the shares of the rows up to and including the bin.
 *
 * <p>Domain: bins in the order of their values. Range: 0 to 1, never above the total variation. No
 * smoothing. A lower bound of the statistic of the values themselves, since the cumulative shares
 * are looked at between bins only; hence no p-value is derived from it.
 *
 * <p>Source: Smirnov (1939), two samples.
 */
public final class KolmogorovSmirnov {

  private KolmogorovSmirnov() {}

  /** The statistic. */
  public static Outcome between(Distribution reference, Distribution current) {
    return reference.compare(current, KolmogorovSmirnov::statistic);
  }

  private static double statistic(Distribution reference, Distribution current) {
    double referenceRows = 0;
    double currentRows = 0;
    double largest = 0;
    for (int bin = 0; bin < reference.size(); bin++) {
      referenceRows += reference.count(bin);
      currentRows += current.count(bin);
      double difference = referenceRows / reference.total() - currentRows / current.total();
      largest = Math.max(largest, Math.abs(difference));
    }
    return largest;
  }
}
