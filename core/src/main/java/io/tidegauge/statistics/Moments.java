package io.tidegauge.statistics;

/**
 * The number of some values, their sum and the sum of their squares: what the mean of any value of
 * a row needs. The Brier score is the mean of squared errors {@code (score - label)^2}, the
 * log-loss that of {@code -ln} of the score of the class that came (0 must be kept from the
 * logarithm by whoever adds up), a click-through rate that of 0 and 1, and NDCG, hit rate and
 * reciprocal rank those of a {@link Ranking} for each request.
 *
 * <p>Sums cancel where values are large and vary little: a variance below 1e-12 of the mean square
 * is rounding, and taken as 0.
 *
 * @param rows 0 or more
 * @param sum of the values
 * @param sumOfSquares of the values
 */
public record Moments(long rows, double sum, double sumOfSquares) {
  private static final double ROUNDING = 1e-12;

  /** Refuses a negative number of rows. */
  public Moments {
    if (rows < 0) {
      throw new IllegalArgumentException(rows + " rows");
    }
  }

  /** These values and others together. */
  public Moments plus(Moments other) {
    return new Moments(rows + other.rows, sum + other.sum, sumOfSquares + other.sumOfSquares);
  }

  /**
   * The mean: {@code sum / rows}. Unbiased. Standard error: {@code s / sqrt(rows)} with {@code s}
   * the standard deviation with {@code rows - 1} in the divisor; absent below two rows.
   */
  public Estimate mean() {
    if (rows == 0) {
      return Estimate.absent(Reason.NO_DATA);
    }
    double mean = sum / rows;
    return rows < 2
        ? new Estimate(Outcome.of(mean), Outcome.absent(Reason.TOO_FEW_ROWS))
        : Estimate.of(mean, squaresAroundMean() / (rows - 1) / rows);
  }

  /** The variance, unbiased: {@code sum of (x - mean)^2 / (rows - 1)}; absent below two rows. */
  public Outcome variance() {
    return rows < 2
        ? Outcome.absent(rows == 0 ? Reason.NO_DATA : Reason.TOO_FEW_ROWS)
        : Outcome.of(squaresAroundMean() / (rows - 1));
  }

  /**
   * As many values as would tell as much of the mean if each stood for itself, where these are
   * counted as often as the weights of their rows say: with the same mean and variance, and {@code
   * variance / rows} that of the weighted mean, {@code sum of w^2 (x - mean)^2 / (sum of w)^2}.
   * Where values do not vary, {@code (sum of w)^2 / sum of w^2}.
   *
   * <p>Source: Horvitz and Thompson (1952), Hajek (1971) for the mean; Kish, Survey Sampling (1965)
   * for the effective size.
   *
   * @param squares the same values, each counted as often as the square of its weight
   */
  public Moments effective(Moments squares) {
    if (rows == 0 || squares.rows == 0) {
      return this;
    }
    double mean = sum / rows;
    double spread = squaresAroundMean() / rows;
    double weighted =
        squares.sumOfSquares - 2 * mean * squares.sum + mean * mean * (double) squares.rows;
    double all = (double) rows * (double) rows;
    boolean varies = spread > 0 && weighted > ROUNDING * squares.sumOfSquares;
    double size = varies ? spread * all / weighted : all / (double) squares.rows;
    long effective = Math.max(1, Math.round(size));
    return new Moments(
        effective, mean * (double) effective, sumOfSquares / rows * (double) effective);
  }

  /** {@code sum of (x - mean)^2}; there must be rows. */
  double squaresAroundMean() {
    double squares = sumOfSquares - sum * (sum / rows);
    return squares <= ROUNDING * sumOfSquares ? 0 : squares;
  }
}
