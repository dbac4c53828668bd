package io.tidegauge.statistics;

import java.util.Arrays;

/**
 * How the rows of one column fall into bins: a count for each bin and, where distances need them,
 * the mean of the values in each bin. Immutable. Missing values, NaN and infinities are in no bin.
 */
public final class Distribution {
  private final double[] counts;
  private final double[] means;
  private final double total;

  private Distribution(double[] counts, double[] means) {
    double sum = 0;
    for (double count : counts) {
      if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a count must be finite and not negative, was " + count);
      }
      sum += count;
    }
    this.counts = counts;
    this.means = means;
    this.total = sum;
  }

  /** Rows by bin, in the order of the bins. */
  public static Distribution of(long... counts) {
    return new Distribution(Arrays.stream(counts).asDoubleStream().toArray(), new double[0]);
  }

  /** Rows by bin, where rows carry weights. */
  public static Distribution ofWeighted(double... counts) {
    return new Distribution(counts.clone(), new double[0]);
  }

  /**
   * The same rows with the mean value of each bin.
   *
   * @param means one for each bin; ignored where the bin is empty
   */
  public Distribution withMeans(double... means) {
    if (means.length != counts.length) {
      throw new IllegalArgumentException(means.length + " means for " + counts.length + " bins");
    }
    return new Distribution(counts, means.clone());
  }

  /** The number of bins, empty ones included. */
  public int size() {
    return counts.length;
  }

  /** Rows in a bin. */
  public double count(int bin) {
    return counts[bin];
  }

  /** Share of the rows that are in a bin, 0 to 1; NaN where there are no rows at all. */
  public double share(int bin) {
    return counts[bin] / total;
  }

  /** The mean value of a bin. */
  public double mean(int bin) {
    return means[bin];
  }

  /** Whether the means of the bins are known. */
  public boolean hasMeans() {
    return means.length > 0;
  }

  /** Rows in all bins together. */
  public double total() {
    return total;
  }

  @Override
  public String toString() {
    return Arrays.toString(counts);
  }
}
