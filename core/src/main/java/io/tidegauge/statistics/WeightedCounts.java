package io.tidegauge.statistics;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Counts of rows of which each stands for several, by its weight: what is estimated from the sums
 * of the weights, and how far it is off, which depends on how few rows carry them.
 *
 * <p>Standard errors are by the delta method, as for counts (see {@link Estimate}) of which the
 * variance is the sum of the squares of the weights: {@code error^2 = sum over counts of squares *
 * (d value / d count)^2}. That holds for rows drawn independently of each other, with whatever
 * probabilities, also where these depend on what is counted. Derivatives are differences of one row
 * in a thousand million.
 *
 * <p>Source: Horvitz and Thompson (1952); Binder, On the variances of asymptotically normal
 * estimators from complex surveys (1983).
 *
 * @param counts sums of weights
 * @param squares sums of their squares, one for each count
 */
// Made and read in one expression: copies would serve nobody.
@SuppressWarnings("ArrayRecordComponent")
public record WeightedCounts(long[] counts, long[] squares) {
  private static final double FINE = 1e9;

  /** Refuses sums that do not go together. */
  public WeightedCounts {
    if (counts.length != squares.length) {
      throw new IllegalArgumentException(counts.length + " counts, " + squares.length + " squares");
    }
  }

  /**
   * What a statistic says of the counts. It must stay the same if all of them grow alike.
   *
   * @param statistic of which only the value is asked for
   */
  public Estimate of(Function<long[], Estimate> statistic) {
    Outcome value = statistic.apply(counts).value();
    if (!value.isPresent()) {
      return new Estimate(value, value);
    }
    long factor = Math.max(1, (long) (FINE / (double) Math.max(1, Arrays.stream(counts).sum())));
    long[] fine = Arrays.stream(counts).map(count -> count * factor).toArray();
    Outcome here = statistic.apply(fine).value();
    Outcome variance = Outcome.of(0);
    for (int i = 0; i < fine.length; i++) {
      if (squares[i] > 0) {
        double square = (double) squares[i];
        fine[i]++;
        variance =
            variance.with(
                statistic
                    .apply(fine)
                    .value()
                    .with(here, (there, at) -> (there - at) * (double) factor),
                (sum, slope) -> sum + square * slope * slope);
        fine[i]--;
      }
    }
    return new Estimate(value, variance.fold(sum -> Outcome.of(Math.sqrt(sum)), Outcome::absent));
  }
}
