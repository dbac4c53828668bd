package io.tidegauge.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

/** Rows of a standard normal feature without drift, in its deciles: independent, or as days go. */
final class Streams {
  static final NumericBins BINS =
      NumericBins.ofEdges(-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816);

  static final int ROWS_OF_AN_HOUR = 20;

  private Streams() {}

  /** The rows of values in bins, with the means and the standard deviations inside them. */
  static Distribution binned(double[] values) {
    double[] counts = new double[BINS.size()];
    double[] sums = new double[BINS.size()];
    double[] squares = new double[BINS.size()];
    for (double value : values) {
      int bin = BINS.indexOf(value);
      counts[bin]++;
      sums[bin] += value;
      squares[bin] += value * value;
    }
    double[] means = new double[counts.length];
    double[] deviations = new double[counts.length];
    for (int bin = 0; bin < counts.length; bin++) {
      means[bin] = counts[bin] > 0 ? sums[bin] / counts[bin] : 0;
      double variance = counts[bin] > 0 ? squares[bin] / counts[bin] - means[bin] * means[bin] : 0;
      deviations[bin] = Math.sqrt(Math.max(0, variance));
    }
    return Distribution.ofWeighted(counts).withMeans(means).withStandardDeviations(deviations);
  }

  /** Independent rows. */
  static Distribution normal(Random random, int rows) {
    return binned(gaussians(random, rows).toArray());
  }

  private static DoubleStream gaussians(Random random, int rows) {
    return DoubleStream.generate(random::nextGaussian).limit(rows);
  }

  /** Sixty days of hours, whose level follows a daily season and an AR(1) of the hours. */
  static List<Distribution> hours(double dependence, Random random) {
    return hours(dependence, 0, random);
  }

  /** The same with all values moved by so many standard deviations. */
  static List<Distribution> hours(double dependence, double shift, Random random) {
    List<Distribution> blocks = new ArrayList<>();
    double weather = 0;
    for (int hour = 0; hour < 60 * 24; hour++) {
      weather = 0.9 * weather + Math.sqrt(1 - 0.81) * random.nextGaussian();
      double level = shift + dependence * (Math.sin(hour * Math.PI / 12) + weather);
      double rest = Math.sqrt(1 - 1.5 * dependence * dependence);
      blocks.add(binned(gaussians(random, ROWS_OF_AN_HOUR).map(x -> level + rest * x).toArray()));
    }
    return blocks;
  }
}
