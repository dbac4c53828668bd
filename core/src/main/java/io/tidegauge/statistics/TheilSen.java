package io.tidegauge.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A straight line through points that a few outliers do not bend: its slope is the median of the
 * slopes between all pairs of points with different x.
 *
 * <p>The interval is Sen's: of the ordered slopes, those as far from the median as Kendall's test
 * for no trend goes at that level, with his correction for ties. It is stated for points whose
 * errors are independent and alike; where there are few points it is wide.
 *
 * <p>Source: Sen (1968), Estimates of the regression coefficient based on Kendall's tau; as scipy's
 * theilslopes has it.
 *
 * @param slope in units of y for one of x
 * @param interval of the slope
 */
public record TheilSen(double slope, Interval interval) {

  /**
   * The line through these points; its numbers are of the order of the square of their number.
   *
   * @param level of the interval, as 0.95
   * @throws IllegalArgumentException if there are not two different x
   */
  public static TheilSen of(double[] x, double[] y, double level) {
    double[] slopes = slopes(x, y);
    if (slopes.length == 0) {
      throw new IllegalArgumentException("a line needs two points with different x");
    }
    double n = x.length;
    double variance = (n * (n - 1) * (2 * n + 5) - ties(x) - ties(y)) / 18;
    double reach = Normal.halfWidth(level) * Math.sqrt(variance);
    int high = (int) Math.min(Math.rint((slopes.length + reach) / 2), slopes.length - 1);
    int low = (int) Math.max(Math.rint((slopes.length - reach) / 2) - 1, 0);
    return new TheilSen(Quantiles.ofSorted(slopes, 0.5), new Interval(slopes[low], slopes[high]));
  }

  private static double[] slopes(double[] x, double[] y) {
    double[] slopes = new double[x.length * (x.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        if (x[i] != x[j]) {
          slopes[count++] = (y[i] - y[j]) / (x[i] - x[j]);
        }
      }
    }
    double[] sorted = Arrays.copyOf(slopes, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private static double ties(double[] values) {
    Map<Double, Integer> times = new HashMap<>();
    for (double value : values) {
      // 0 and -0 are one value.
      times.merge(value + 0.0, 1, Integer::sum);
    }
    return times.values().stream()
        .mapToDouble(count -> (double) count * (count - 1) * (2.0 * count + 5))
        .sum();
  }
}
