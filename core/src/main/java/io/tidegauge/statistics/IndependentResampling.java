package io.tidegauge.statistics;

import java.util.List;
import java.util.stream.Stream;

/**
 * Rows that are independent of each other and fall into bins with the reference's shares.
 *
 * <p>The cells are Poisson instead of multinomial, which spares conditioning on the sum: the shares
 * differ by the order of 1/n only, towards more noise. Means of bins are drawn with their standard
 * error.
 */
final class IndependentResampling implements Resampling {
  private final Distribution shape;
  private final RandomCounts random;
  private final List<Distribution> references;

  IndependentResampling(Distribution shape, RandomCounts random, int replicates) {
    this.shape = shape;
    this.random = random;
    this.references = Stream.generate(() -> current(shape.total())).limit(replicates).toList();
  }

  @Override
  public List<Distribution> references(double currentRows) {
    return references;
  }

  @Override
  public Distribution current(double rows) {
    double[] counts = new double[shape.size()];
    for (int bin = 0; bin < counts.length; bin++) {
      counts[bin] = random.poisson(rows * shape.share(bin));
    }
    Distribution drawn = Distribution.owning(counts);
    return shape.hasMeans() ? drawn.withMeans(means(counts)) : drawn;
  }

  private double[] means(double[] counts) {
    double[] means = new double[counts.length];
    for (int bin = 0; bin < means.length; bin++) {
      if (counts[bin] > 0) {
        double error = shape.standardDeviation(bin) / Math.sqrt(counts[bin]);
        means[bin] = shape.mean(bin) + error * random.gaussian();
      }
    }
    return means;
  }
}
