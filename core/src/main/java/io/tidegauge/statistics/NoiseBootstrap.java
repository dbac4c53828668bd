package io.tidegauge.statistics;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.random.Well19937c;

/**
 * The noise of a drift score: what sampling alone does to it when nothing has drifted. For each
 * current row count of a grid, 2,000 times, a reference and a current distribution are drawn from
 * the same rows and compared; the noise at a level is that quantile of the scores.
 *
 * <p>Deterministic: the same rows and seed give the same bits.
 *
 * <p>Row counts at which fewer than half of the draws have a score at all are left out of the grid.
 * Where some have none, the quantile is that of those that have one.
 */
public final class NoiseBootstrap {
  private static final int REPLICATES = 2_000;
  private static final List<Long> ROWS =
      List.of(30L, 100L, 300L, 1_000L, 3_000L, 10_000L, 30_000L, 100_000L, 300_000L, 1_000_000L);

  private final DriftDistance distance;
  private final double referenceStandardDeviation;
  private final long seed;
  private final double[] levels;

  private NoiseBootstrap(
      DriftDistance distance, double referenceStandardDeviation, long seed, double[] levels) {
    this.distance = distance;
    this.referenceStandardDeviation = referenceStandardDeviation;
    this.seed = seed;
    this.levels = levels;
  }

  /**
   * The noise of one distance.
   *
   * @param referenceStandardDeviation of the feature's values; used only where the distance needs
   *     means
   * @param levels between 0 and 1, such as 0.99
   */
  public static NoiseBootstrap of(
      DriftDistance distance, double referenceStandardDeviation, long seed, double... levels) {
    return new NoiseBootstrap(distance, referenceStandardDeviation, seed, levels.clone());
  }

  /**
   * The noise where the rows of the reference are independent of each other, or no time is known.
   *
   * @param reference with means and standard deviations where the distance needs means
   */
  public NoiseGrid independent(Distribution reference) {
    if (distance.needsMeans() && !(reference.hasMeans() && reference.hasStandardDeviations())) {
      throw new IllegalArgumentException(
          distance.label() + " needs the means and the standard deviations of the bins");
    }
    return reference.total() == 0 ? empty() : grid(List.of(independentRows(reference)));
  }

  /**
   * The noise where rows near each other in time are alike; never less than that of independent
   * rows, since of long runs a reference holds too few to show how far they can stray.
   *
   * @param blocks the reference cut into short spans of time, in the order of time, over the same
   *     bins; with means where the distance needs them, and better with standard deviations too,
   *     without which there is no comparison with independent rows
   */
  public NoiseGrid blocks(List<Distribution> blocks) {
    if (distance.needsMeans() && !blocks.stream().allMatch(Distribution::hasMeans)) {
      throw new IllegalArgumentException(distance.label() + " needs the means of the bins");
    }
    if (blocks.stream().allMatch(block -> block.total() == 0)) {
      return empty();
    }
    Resampling runs =
        new BlockResampling(blocks.stream().map(this::shape).toList(), random(), REPLICATES);
    Distribution together = Distribution.together(blocks);
    boolean comparable = !distance.needsMeans() || together.hasStandardDeviations();
    return grid(comparable ? List.of(runs, independentRows(together)) : List.of(runs));
  }

  private Resampling independentRows(Distribution reference) {
    return new IndependentResampling(shape(reference), random(), REPLICATES);
  }

  private Distribution shape(Distribution reference) {
    return distance.needsMeans() ? reference : reference.withoutMeans();
  }

  private RandomCounts random() {
    return new RandomCounts(new Well19937c(seed));
  }

  private NoiseGrid empty() {
    return NoiseGrid.of(new long[0], levels, new double[levels.length][0]);
  }

  /** The largest noise of several ways to draw, where each of them has one. */
  private NoiseGrid grid(List<Resampling> resamplings) {
    long[] kept = new long[ROWS.size()];
    double[][] scores = new double[levels.length][ROWS.size()];
    int size = 0;
    for (long rows : ROWS) {
      List<double[]> samples =
          resamplings.stream().map(way -> sortedScores(way, (double) rows)).toList();
      if (samples.stream().allMatch(sorted -> 2 * sorted.length >= REPLICATES)) {
        for (int level = 0; level < levels.length; level++) {
          scores[level][size] = largestQuantile(samples, levels[level]);
        }
        kept[size++] = rows;
      }
    }
    int points = size;
    double[][] lines =
        Arrays.stream(scores).map(line -> Arrays.copyOf(line, points)).toArray(double[][]::new);
    return NoiseGrid.of(Arrays.copyOf(kept, points), levels, lines);
  }

  private static double largestQuantile(List<double[]> samples, double level) {
    return samples.stream()
        .mapToDouble(sorted -> Quantiles.ofSorted(sorted, level))
        .max()
        .orElseThrow();
  }

  private double[] sortedScores(Resampling resampling, double rows) {
    return resampling.references(rows).stream()
        .map(reference -> score(reference, resampling.current(rows)))
        .filter(Outcome::isPresent)
        .mapToDouble(score -> score.asOptional().orElseThrow())
        .sorted()
        .toArray();
  }

  private Outcome score(Distribution reference, Distribution current) {
    return distance.between(reference, current, referenceStandardDeviation);
  }
}
