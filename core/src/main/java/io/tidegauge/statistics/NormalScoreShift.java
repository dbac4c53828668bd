package io.tidegauge.statistics;

/**
 * What rows in bins would be if the values of some of them had moved: with {@code F} the share of
 * the rows below an edge of the bins, {@code Phi(Phi^-1(F) - d)} of those that moved are below it.
 *
 * <p>If a growing function makes the values normal, which need not be known, that is a shift by
 * {@code d} of its standard deviations; of normal values it is one by {@code d} standard
 * deviations. The order of categories is that of their bins, the most frequent first. No value
 * moves into a bin beyond the last one that has rows, nor before the first.
 */
public final class NormalScoreShift {
  private NormalScoreShift() {}

  /**
   * The rows after a shift.
   *
   * @param rows weighted ones count as many as they are worth
   * @param share of the rows that have moved, 0 to 1
   * @param deviations how far, in standard deviations, up or, if negative, down
   * @param reference what stands in for the means of bins that have no rows yet
   */
  public static Distribution of(
      Distribution rows, double share, double deviations, Distribution reference) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share must be from 0 to 1, was " + share);
    }
    Distribution before = rows.effective();
    double total = before.total();
    double[] counts = new double[before.size()];
    double belowBefore = 0;
    double belowAfter = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      belowBefore += before.count(bin);
      double edge = total > 0 ? moved(Math.min(1, belowBefore / total), deviations) : 0;
      counts[bin] =
          (1 - share) * before.count(bin) + share * total * Math.max(0, edge - belowAfter);
      belowAfter = edge;
    }
    Distribution after = Distribution.owning(counts);
    return before.hasMeans() && reference.hasMeans()
        ? after.withMeans(means(before, reference))
        : after;
  }

  private static double moved(double below, double deviations) {
    return below > 0 && below < 1 ? Normal.below(Normal.quantile(below) - deviations) : below;
  }

  private static double[] means(Distribution rows, Distribution reference) {
    double[] means = new double[rows.size()];
    for (int bin = 0; bin < means.length; bin++) {
      means[bin] = rows.count(bin) > 0 ? rows.mean(bin) : reference.mean(bin);
    }
    return means;
  }
}
