package io.tidegauge.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The p-values of many tests, adjusted for their number: {@code minimum over ranks from its own up
 * of p * tests / rank}, at most 1. Of the tests whose adjusted value is at most {@code q}, a share
 * of {@code q} or less is wrong on average, for tests that are independent or depend positively.
 *
 * <p>Source: Benjamini and Hochberg, Controlling the false discovery rate (1995).
 */
public final class BenjaminiHochberg {

  private BenjaminiHochberg() {}

  /**
   * The adjusted p-values, in the order given; the order of equal ones is without meaning.
   *
   * @param pValues 0 to 1; a test without one is not among them
   */
  public static double[] adjusted(double... pValues) {
    if (Arrays.stream(pValues).anyMatch(p -> !(p >= 0 && p <= 1))) {
      throw new IllegalArgumentException("p-values must be from 0 to 1");
    }
    int[] descending =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer test) -> pValues[test]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[pValues.length];
    double smallest = 1;
    for (int i = 0; i < descending.length; i++) {
      int rank = descending.length - i;
      smallest = Math.min(smallest, pValues[descending[i]] * (descending.length / (double) rank));
      adjusted[descending[i]] = smallest;
    }
    return adjusted;
  }
}
