package io.tidegauge.statistics;

/**
 * The ratio of two sums over the same units, as clicks over results where each request is a unit:
 * units are independent, what is in one of them need not be.
 *
 * @param numerators the numerator's values, one of each unit
 * @param denominators the denominator's values, of as many units
 * @param sumOfProducts of the two values of each unit
 */
public record RatioOfSums(Moments numerators, Moments denominators, double sumOfProducts) {

  /** Refuses sums over different numbers of units. */
  public RatioOfSums {
    if (numerators.rows() != denominators.rows()) {
      throw new IllegalArgumentException(
          numerators.rows() + " numerators, " + denominators.rows() + " denominators");
    }
  }

  /**
   * {@code r = sum of y / sum of x}, with a bias of order {@code 1 / units}. Standard error: {@code
   * error^2 = n / (n - 1) sum of (y - r x)^2 / (sum of x)^2}; absent below two units.
   *
   * <p>Source: Cochran, Sampling Techniques (1977), chapter 2.11.
   */
  public Estimate estimate() {
    long units = denominators.rows();
    double total = denominators.sum();
    if (units == 0) {
      return Estimate.absent(Reason.NO_DATA);
    }
    double ratio = numerators.sum() / total;
    if (units < 2) {
      return new Estimate(Outcome.of(ratio), Outcome.absent(Reason.TOO_FEW_ROWS));
    }
    double squares =
        numerators.sumOfSquares()
            - 2 * ratio * sumOfProducts
            + ratio * ratio * denominators.sumOfSquares();
    // Where all units have the same ratio, rounding may leave less than nothing.
    double variance = Math.max(0, squares) * units / (units - 1) / total / total;
    return Estimate.of(ratio, variance);
  }
}
