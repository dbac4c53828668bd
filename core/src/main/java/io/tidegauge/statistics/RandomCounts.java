package io.tidegauge.statistics;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/**
 * Random row counts. Small means are drawn exactly, by inversion with a sequential search; means
 * above 200, which would take long, from the normal distribution of the same mean and variance,
 * rounded, whose cumulative probabilities are off by less than 0.01 there.
 */
final class RandomCounts {
  private static final double LARGE_MEAN = 200;

  /** Beyond any count that a mean of 200 can give; ends a search that rounding would not end. */
  private static final int ENDLESS = 1000;

  private final RandomGenerator generator;

  /** Bins of one draw are thinned out alike: the logarithm is taken once for them. */
  private double lastKept;

  private double logOfLost;

  RandomCounts(RandomGenerator generator) {
    this.generator = generator;
  }

  /** Events at a rate. */
  double poisson(double mean) {
    if (mean > LARGE_MEAN) {
      return Math.max(0, normal(mean, Math.sqrt(mean)));
    }
    double left = generator.nextDouble();
    double probability = FastMath.exp(-mean);
    int count = 0;
    while (left > probability && count < ENDLESS) {
      left -= probability;
      count++;
      probability *= mean / count;
    }
    return count;
  }

  /** Rows that are left of so many, if each is kept with a probability from 0 to 1. */
  double binomial(double rows, double kept) {
    double whole = Math.rint(rows);
    return kept > 0.5 ? whole - fewer(whole, 1 - kept) : fewer(whole, kept);
  }

  /** As above, for a probability of at most one half. */
  private double fewer(double rows, double kept) {
    double mean = rows * kept;
    if (mean > LARGE_MEAN) {
      return Math.min(rows, Math.max(0, normal(mean, Math.sqrt(mean * (1 - kept)))));
    }
    double left = generator.nextDouble();
    double odds = kept / (1 - kept);
    double probability = FastMath.exp(rows * logOfLost(kept));
    int count = 0;
    while (left > probability && count < Math.min(rows, ENDLESS)) {
      left -= probability;
      probability *= (rows - count) * odds / (count + 1);
      count++;
    }
    return count;
  }

  private double logOfLost(double kept) {
    if (kept != lastKept) {
      lastKept = kept;
      logOfLost = FastMath.log1p(-kept);
    }
    return logOfLost;
  }

  private double normal(double mean, double standardDeviation) {
    return Math.rint(mean + standardDeviation * generator.nextGaussian());
  }

  /** A value from the standard normal distribution. */
  double gaussian() {
    return generator.nextGaussian();
  }

  /** A whole number from 0 to below a bound. */
  int below(int bound) {
    return generator.nextInt(bound);
  }
}
