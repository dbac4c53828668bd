package io.tidegauge.counts;

import io.tidegauge.spec.FeatureSpec.Range;
import io.tidegauge.statistics.NumericBins;
import java.util.Optional;

/**
 * How the values of a numeric column are counted.
 *
 * @param bins absent where there is no reference
 * @param shift what is taken from each value before it is summed: near the mean, so that the
 *     variance does not drown in rounding
 * @param moments whether the values' sum and that of their squares are kept
 * @param spread whether sums are kept for each bin too, which the Wasserstein distance needs
 * @param quantiles whether a quantile histogram is kept
 * @param distinct whether it is estimated how many values are distinct
 */
public record NumericLayout(
    Optional<NumericBins> bins,
    Optional<Range> range,
    double shift,
    boolean moments,
    boolean spread,
    boolean quantiles,
    boolean distinct) {

  /** The same bins and sums, without what is not made of these. */
  NumericLayout withoutSketches() {
    return new NumericLayout(bins, range, shift, moments, false, false, false);
  }
}
