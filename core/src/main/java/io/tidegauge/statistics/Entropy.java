package io.tidegauge.statistics;

/**
 * How evenly rows fall into bins: Shannon entropy over that of as many even bins, {@code -sum of p
 * ln(p) / ln(bins)}.
 *
 * <p>Range: 0, all rows in one bin, to 1, the same in each; the order of the bins is without
 * meaning. No smoothing. Undefined for a single bin.
 *
 * <p>Source: Shannon (1948), A Mathematical Theory of Communication, sections 6 and 7.
 */
public final class Entropy {

  private Entropy() {}

  /** The entropy of the rows' shares. */
  public static Outcome of(Distribution distribution) {
    if (distribution.total() == 0) {
      return Outcome.absent(Reason.NO_DATA);
    }
    if (distribution.size() < 2) {
      return Outcome.absent(Reason.UNDEFINED);
    }
    double sum = 0;
    for (int bin = 0; bin < distribution.size(); bin++) {
      double share = distribution.share(bin);
      sum -= share > 0 ? share * Math.log(share) : 0;
    }
    return Outcome.of(Math.min(1, sum / Math.log(distribution.size())));
  }
}
