package io.tidegauge.exporter.bench;

import java.util.Arrays;
import java.util.List;

/** What came out of several measurements of the same thing. */
record Spread(double median, double least, double most) {

  static Spread of(double... measured) {
    double[] sorted = measured.clone();
    Arrays.sort(sorted);
    return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  static Spread of(List<Double> measured) {
    return of(measured.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Of the quotients of measurements that were made side by side. */
  static Spread ofRatios(double[] over, double[] under) {
    double[] ratios = new double[over.length];
    Arrays.setAll(ratios, i -> over[i] / under[i]);
    return of(ratios);
  }
}
