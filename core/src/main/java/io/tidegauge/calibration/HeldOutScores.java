package io.tidegauge.calibration;

import io.tidegauge.statistics.DriftDistance;
import java.util.Optional;

/**
 * The scores of one feature in units of how they usually vary, so that those of all features of a
 * model can be looked at together: {@code z = (root - mean) / deviation}, each block by the mean
 * and the deviation of the <em>other</em> blocks.
 *
 * <p>A limit is made of one time and holds in another. Scores that are near each other in time are
 * alike, so that the deviation of six weeks is known to a tenth or two, and held against a
 * deviation of the same weeks the largest scores look smaller than those of the next six will: two
 * to four times as many false alarms came of it as were meant (docs/calibration.md). Held out, each
 * block is to the others what the future is to all of them.
 */
final class HeldOutScores {
  private final double mean;
  private final double deviation;
  private final double[] levels;

  /**
   * Scores.
   *
   * @param mean of all blocks, in roots of scores
   * @param deviation the standard deviation of all blocks
   */
  private HeldOutScores(double mean, double deviation, double[] levels) {
    this.mean = mean;
    this.deviation = deviation;
    this.levels = levels;
  }

  /**
   * The scores of a feature.
   *
   * @param pending how many evaluations after the first one an alert fires: it does so where the
   *     least score of all of them is over the limit
   * @return nothing where there are too few scores, or where they do not vary
   */
  static Optional<HeldOutScores> of(
      ColumnHistory history, DriftDistance distance, int pending, Blocks blocks) {
    double[] roots = sustainedRoots(history, distance, pending);
    double[] counts = new double[blocks.count() + 1];
    double[] sums = new double[blocks.count() + 1];
    double[] squares = new double[blocks.count() + 1];
    for (int place = 0; place < roots.length; place++) {
      double root = roots[place];
      if (!Double.isNaN(root)) {
        for (int cell : new int[] {blocks.of(place), blocks.count()}) {
          counts[cell]++;
          sums[cell] += root;
          squares[cell] += root * root;
        }
      }
    }
    int all = blocks.count();
    if (counts[all] < (double) Blocks.FEWEST * blocks.evaluations() / 2) {
      return Optional.empty();
    }
    double[] means = new double[all + 1];
    double[] deviations = new double[all + 1];
    for (int cell = 0; cell <= all; cell++) {
      boolean without = cell < all;
      double n = counts[all] - (without ? counts[cell] : 0);
      means[cell] = (sums[all] - (without ? sums[cell] : 0)) / n;
      double square = (squares[all] - (without ? squares[cell] : 0)) / n;
      deviations[cell] = Math.sqrt(square - means[cell] * means[cell]);
      if (!(deviations[cell] > 1e-9 * means[cell])) {
        return Optional.empty();
      }
    }
    double[] levels = new double[roots.length];
    for (int place = 0; place < levels.length; place++) {
      int block = blocks.of(place);
      levels[place] = (roots[place] - means[block]) / deviations[block];
    }
    return Optional.of(new HeldOutScores(means[all], deviations[all], levels));
  }

  private static double[] sustainedRoots(
      ColumnHistory history, DriftDistance distance, int pending) {
    double[] roots = new double[history.size()];
    for (int place = 0; place < roots.length; place++) {
      double least = place < pending ? Double.NaN : Double.POSITIVE_INFINITY;
      for (int back = 0; back <= pending && !Double.isNaN(least); back++) {
        least = Math.min(least, history.score(place - back));
      }
      roots[place] = distance.root(least);
    }
    return roots;
  }

  /** At how many evaluations it was looked. */
  int size() {
    return levels.length;
  }

  /**
   * The least score of an evaluation and of those before it in which an alert would be pending, in
   * units of how the others vary; NaN where one of them is unknown.
   */
  double at(int place) {
    return levels[place];
  }

  /** How far a root is from the mean, in deviations. */
  double level(double root) {
    return (root - mean) / deviation;
  }

  /** The root that is so many deviations from the mean. */
  double root(double level) {
    return mean + level * deviation;
  }
}
