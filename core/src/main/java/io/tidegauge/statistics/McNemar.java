package io.tidegauge.statistics;

import org.apache.commons.math3.special.Beta;

/**
 * McNemar's test of two models on the same rows: only rows where one is right and the other wrong
 * tell them apart. No continuity correction.
 *
 * <p>Source: McNemar (1947); the exact test is the sign test.
 *
 * @param rows all of them
 * @param onlyFirst rows where the first model alone is right
 * @param onlySecond rows where the second model alone is right
 */
public record McNemar(long rows, long onlyFirst, long onlySecond) {
  /** Refuses negative counts, and more rows that differ than there are. */
  public McNemar {
    if (onlyFirst < 0 || onlySecond < 0 || onlyFirst + onlySecond > rows) {
      throw new IllegalArgumentException(onlyFirst + " and " + onlySecond + " of " + rows);
    }
  }

  /** These rows and others together. */
  public McNemar plus(McNemar other) {
    return new McNemar(
        rows + other.rows, onlyFirst + other.onlyFirst, onlySecond + other.onlySecond);
  }

  /**
   * The accuracy of the second model less that of the first: -1 to 1, unbiased. Standard error,
   * that of paired rows: {@code sqrt((b + c - (b - c)^2 / rows)) / rows} with {@code b} and {@code
   * c} the rows that differ.
   */
  public Estimate difference() {
    if (rows == 0) {
      return Estimate.absent(Reason.NO_DATA);
    }
    double n = rows;
    double value = (onlySecond - onlyFirst) / n;
    double differ = (onlyFirst + onlySecond) / n;
    return Estimate.of(value, Math.max(0, differ - value * value) / n);
  }

  /**
   * The probability of a difference at least as large in either direction if both are as good:
   * {@code (b - c)^2 / (b + c)} is chi-square with one degree of freedom, for 25 or more rows that
   * differ; undefined where none does.
   */
  public Outcome pValue() {
    if (rows == 0) {
      return Outcome.absent(Reason.NO_DATA);
    }
    double differ = (double) onlyFirst + onlySecond;
    return differ == 0
        ? Outcome.absent(Reason.UNDEFINED)
        : Outcome.of(Normal.outside((onlySecond - onlyFirst) / Math.sqrt(differ)));
  }

  /**
   * The same probability for any number of rows that differ, of the binomial distribution: {@code 2
   * P(X <= min(b, c))}, at most 1; 1 where none differs. Never below the nominal level, and too
   * large by up to the probability of one count.
   */
  public Outcome exactPValue() {
    if (rows == 0) {
      return Outcome.absent(Reason.NO_DATA);
    }
    double more = Math.max(onlyFirst, onlySecond);
    double fewer = Math.min(onlyFirst, onlySecond);
    // P(X <= fewer) as an incomplete beta function, for more rows than an int counts
    double below = more == 0 ? 1 : Beta.regularizedBeta(0.5, more, fewer + 1);
    return Outcome.of(Math.min(1, 2 * below));
  }
}
