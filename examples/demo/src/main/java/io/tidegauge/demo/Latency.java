package io.tidegauge.demo;

import java.util.random.RandomGenerator;

/**
 * How long a version takes to answer, in milliseconds: log-normal, the newer one a little longer.
 */
final class Latency {
  private Latency() {}

  static double next(RandomGenerator random, String version) {
    double median = version.equals("v1") ? 12 : 17;
    return Math.rint(median * Math.exp(random.nextGaussian(0, 0.35)) * 1000) / 1000;
  }
}
