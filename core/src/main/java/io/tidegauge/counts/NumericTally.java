package io.tidegauge.counts;

import org.jspecify.annotations.Nullable;

/**
 * What somebody else, such as a database, has counted of a numeric column by a {@link
 * NumericLayout}: what {@link NumericCounts} keeps, but for the quantile histogram.
 *
 * @param missing rows whose value is NULL
 * @param finite rows whose value is a finite number
 * @param zeros the finite values that are 0
 * @param negatives the finite values below 0
 * @param subnormals the values that are not 0, but too small for full precision
 * @param min the smallest finite value; meaningless where there is none
 * @param max the largest finite value; meaningless where there is none
 * @param sums of the finite values
 * @param bins the finite values by bin; none where the layout has no bins
 * @param binSums of the values of each bin; none where the layout does not ask for them
 */
// Made once for each result and read once, by this package: copies would serve nobody.
@SuppressWarnings("ArrayRecordComponent")
public record NumericTally(
    long missing,
    long nan,
    long infinite,
    long outOfRange,
    long finite,
    long zeros,
    long negatives,
    long subnormals,
    double min,
    double max,
    Sums sums,
    long[] bins,
    Sums @Nullable [] binSums) {

  /**
   * Sums of what is left of values when the layout's shift is taken from them. They may be infinite
   * or NaN, which says that they overflow.
   */
  public record Sums(double sum, double squares) {}
}
