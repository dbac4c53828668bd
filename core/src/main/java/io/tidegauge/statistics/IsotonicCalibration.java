package io.tidegauge.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * The probability of a positive by the bin of a score, learned from outcomes: the non-decreasing
 * function that fits them best by least squares. Immutable.
 *
 * <p>Neighbouring bins in the wrong order become one block, whose probability is its share of
 * positives (pool adjacent violators). A bin without outcomes takes what lies on the line between
 * its neighbours; beyond the first and the last with outcomes it takes theirs.
 *
 * <p>Source: Ayer, Brunk, Ewing, Reid and Silverman (1955); as scikit-learn's {@code
 * IsotonicRegression(out_of_bounds="clip")} over the bins' scores.
 */
public final class IsotonicCalibration {
  private final double[] probabilities;
  private final int[] nearest;
  private final int[] blocks;
  private final double[] blockVariances;

  private IsotonicCalibration(
      double[] probabilities, int[] nearest, int[] blocks, double[] blockVariances) {
    this.probabilities = probabilities;
    this.nearest = nearest;
    this.blocks = blocks;
    this.blockVariances = blockVariances;
  }

  /**
   * Learns from outcomes.
   *
   * @param positives rows that turned out positive, by bin of the score, lowest first
   * @param negatives rows that turned out negative
   * @param scores what each bin's scores are taken for, ascending
   * @return empty where there are no rows
   */
  public static Optional<IsotonicCalibration> of(
      long[] positives, long[] negatives, double[] scores) {
    if (positives.length != negatives.length || positives.length != scores.length) {
      throw new IllegalArgumentException(
          "%d bins of positives, %d of negatives, %d scores"
              .formatted(positives.length, negatives.length, scores.length));
    }
    int[] known = known(positives, negatives);
    return known.length == 0
        ? Optional.empty()
        : Optional.of(fitted(known, positives, negatives, scores));
  }

  private static int[] known(long[] positives, long[] negatives) {
    int[] known = new int[positives.length];
    int count = 0;
    for (int bin = 0; bin < positives.length; bin++) {
      if (positives[bin] + negatives[bin] > 0) {
        known[count++] = bin;
      }
    }
    return Arrays.copyOf(known, count);
  }

  private static IsotonicCalibration fitted(
      int[] known, long[] positives, long[] negatives, double[] scores) {
    double[] positive = new double[known.length];
    double[] rows = new double[known.length];
    int[] end = new int[known.length];
    int last = -1;
    for (int i = 0; i < known.length; i++) {
      last++;
      positive[last] = positives[known[i]];
      rows[last] = positive[last] + negatives[known[i]];
      end[last] = i + 1;
      // a / b >= c / d, without the division.
      while (last > 0 && positive[last - 1] * rows[last] >= positive[last] * rows[last - 1]) {
        positive[last - 1] += positive[last];
        rows[last - 1] += rows[last];
        end[last - 1] = end[last];
        last--;
      }
    }
    double[] blockVariances = new double[last + 1];
    double[] knots = new double[known.length];
    int[] knotBlocks = new int[known.length];
    for (int block = 0; block <= last; block++) {
      blockVariances[block] = variance(positive[block], rows[block]);
      int from = block == 0 ? 0 : end[block - 1];
      Arrays.fill(knots, from, end[block], positive[block] / rows[block]);
      Arrays.fill(knotBlocks, from, end[block], block);
    }
    return spread(known, knots, knotBlocks, blockVariances, scores);
  }

  /**
   * That of a share. With half a row of each class more, so that a block that saw one class only is
   * not taken for certain.
   */
  private static double variance(double positive, double rows) {
    double share = (positive + 0.5) / (rows + 1);
    return share * (1 - share) / rows;
  }

  private static IsotonicCalibration spread(
      int[] known, double[] knots, int[] knotBlocks, double[] blockVariances, double[] scores) {
    double[] probabilities = new double[scores.length];
    int[] nearest = new int[scores.length];
    int[] blocks = new int[scores.length];
    int right = 0;
    for (int bin = 0; bin < scores.length; bin++) {
      while (right < known.length - 1 && known[right] < bin) {
        right++;
      }
      int left = known[right] <= bin || right == 0 ? right : right - 1;
      double low = scores[known[left]];
      double high = scores[known[right]];
      double way = high == low ? 0 : Math.min(1, Math.max(0, (scores[bin] - low) / (high - low)));
      probabilities[bin] = knots[left] + way * (knots[right] - knots[left]);
      int closer = way > 0.5 ? right : left;
      nearest[bin] = known[closer];
      blocks[bin] = knotBlocks[closer];
    }
    return new IsotonicCalibration(probabilities, nearest, blocks, blockVariances);
  }

  /** How many bins there are. */
  public int size() {
    return probabilities.length;
  }

  /** The probability of a positive in a bin, 0 to 1. */
  public double probability(int bin) {
    return probabilities[bin];
  }

  /** The bin with outcomes that is nearest to a bin: itself, where it has some. */
  public int nearest(int bin) {
    return nearest[bin];
  }

  /** The block that a bin, or the one nearest to it with outcomes, is in; counted from 0. */
  int block(int bin) {
    return blocks[bin];
  }

  /** The variance of the probability of each block. */
  double[] blockVariances() {
    return blockVariances.clone();
  }
}
