package io.tidegauge.statistics;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;

/**
 * Pearson's chi-square test of homogeneity of two samples: {@code sum over sides and bins of (O -
 * E)^2 / E} with {@code E = rows of the side * rows of the bin / all rows}. No continuity
 * correction.
 *
 * <p>Bins without rows on either side are left out. Of the others, the smallest are merged into
 * one: taken in ascending order of the rows of both sides together (then of the reference's, so
 * that the order of the bins is without meaning), a bin joins the merged one if its own expected
 * count on the smaller side is below 5, or if that of the merged bin still is. Where fewer than two
 * bins are left, there is no statistic.
 *
 * <p>The statistic grows with the rows; at a million rows any difference is significant. It is for
 * information, not for a default alert.
 *
 * <p>Source: Pearson (1900); Cochran (1954) for the expected count of 5.
 *
 * @param statistic 0 to infinity
 * @param degreesOfFreedom the bins left, less one
 */
public record ChiSquare(double statistic, int degreesOfFreedom) {
  private static final double MINIMUM_EXPECTED = 5;

  /** The statistic, with expected counts below 5 merged. */
  public static Outcome between(Distribution reference, Distribution current) {
    return reference.compare(
        current,
        (left, right) ->
            merged(left, right, MINIMUM_EXPECTED).map(ChiSquare::statistic).orElse(Double.NaN));
  }

  /** The test, with expected counts below 5 merged; empty where there is no statistic. */
  public static Optional<ChiSquare> of(Distribution reference, Distribution current) {
    return of(reference, current, MINIMUM_EXPECTED);
  }

  /**
   * The test with another limit for merging; empty where there is no statistic.
   *
   * @param minimumExpected bins with a smaller expected count are merged; 0 to merge none
   */
  public static Optional<ChiSquare> of(
      Distribution reference, Distribution current, double minimumExpected) {
    boolean rows = reference.compare(current, (left, right) -> 0).isPresent();
    return rows ? merged(reference, current, minimumExpected) : Optional.empty();
  }

  /** The probability of a statistic at least as large without any drift, asymptotically. */
  public double pValue() {
    return Gamma.regularizedGammaQ(degreesOfFreedom / 2.0, statistic / 2);
  }

  private static Optional<ChiSquare> merged(
      Distribution reference, Distribution current, double minimumExpected) {
    double smaller = Math.min(reference.total(), current.total());
    // expected < minimum, without a division, so that it is exact for whole counts
    double leastProduct = minimumExpected * (reference.total() + current.total());
    Bin small = new Bin(0, 0);
    double statistic = 0;
    int left = 0;
    for (Bin bin : ascending(reference, current)) {
      boolean joins =
          bin.rows() * smaller < leastProduct
              || (small.rows() > 0 && small.rows() * smaller < leastProduct);
      if (joins) {
        small = new Bin(small.reference + bin.reference, small.current + bin.current);
      } else {
        statistic += bin.term(reference.total(), current.total());
        left++;
      }
    }
    if (small.rows() > 0) {
      statistic += small.term(reference.total(), current.total());
      left++;
    }
    return left < 2 ? Optional.empty() : Optional.of(new ChiSquare(statistic, left - 1));
  }

  private static Bin[] ascending(Distribution reference, Distribution current) {
    return IntStream.range(0, reference.size())
        .mapToObj(bin -> new Bin(reference.count(bin), current.count(bin)))
        .filter(bin -> bin.rows() > 0)
        .sorted(Comparator.comparingDouble(Bin::rows).thenComparingDouble(Bin::reference))
        .toArray(Bin[]::new);
  }

  /** The rows of one bin on either side. */
  private record Bin(double reference, double current) {
    double rows() {
      return reference + current;
    }

    /** What the bin adds for both sides: {@code (r / n - c / m)^2 n m / (r + c)}. */
    double term(double referenceRows, double currentRows) {
      double difference = reference / referenceRows - current / currentRows;
      return difference * difference / rows() * referenceRows * currentRows;
    }
  }
}
