package io.tidegauge.statistics;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * The scores that sampling alone exceeds with probability 1 - level, on a grid of current row
 * counts, for one feature and one distance. Immutable.
 */
public final class NoiseGrid {
  private final long[] rows;
  private final double[] levels;
  private final double[][] scores;

  private NoiseGrid(long[] rows, double[] levels, double[][] scores) {
    this.rows = rows;
    this.levels = levels;
    this.scores = scores;
  }

  /**
   * A grid.
   *
   * @param rows current row counts, positive and increasing
   * @param levels between 0 and 1, each once
   * @param scores for each level a score for each row count, finite and not negative
   */
  public static NoiseGrid of(long[] rows, double[] levels, double[][] scores) {
    for (int i = 0; i < rows.length; i++) {
      require(rows[i] > (i == 0 ? 0 : rows[i - 1]), "row counts must increase from above 0");
    }
    require(scores.length == levels.length, "one line of scores is needed for each level");
    require(Arrays.stream(levels).distinct().count() == levels.length, "a level is there twice");
    for (int level = 0; level < levels.length; level++) {
      require(levels[level] > 0 && levels[level] < 1, "levels must be between 0 and 1");
      require(scores[level].length == rows.length, "one score is needed for each row count");
      for (double score : scores[level]) {
        require(score >= 0 && Double.isFinite(score), "scores must be finite and not negative");
      }
    }
    return new NoiseGrid(rows.clone(), levels.clone(), copy(scores));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  private static double[][] copy(double[][] scores) {
    return Arrays.stream(scores).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * The current row count to look up for a slice, whose reference has fewer rows than the one the
   * grid was made with: {@code 1 / (1/n + 1/m_slice - 1/m)}.
   *
   * <p>Noise is a function of {@code 1/n + 1/m}, the variance of the difference of two shares up to
   * a factor, so the row count to look up is the one that makes up this sum together with the
   * grid's {@code m}. Infinite where a larger reference makes up for all of {@code 1/n}.
   */
  public static double effectiveRows(
      double currentRows, double sliceReferenceRows, double gridReferenceRows) {
    require(
        currentRows > 0 && sliceReferenceRows > 0 && gridReferenceRows > 0,
        "row counts must be positive");
    double inverse = 1 / currentRows + 1 / sliceReferenceRows - 1 / gridReferenceRows;
    return inverse > 0 ? 1 / inverse : Double.POSITIVE_INFINITY;
  }

  /**
   * The score that sampling alone exceeds with probability 1 - level at this many current rows.
   *
   * <p>Between points of the grid it is interpolated in the logarithms of rows and score, since
   * scores fall like a power of the rows; beyond the last point it is the last one's, the rest
   * being the reference's own noise; before the first one there is none.
   *
   * @param level one of the grid's
   */
  public Outcome at(double level, double currentRows) {
    double[] line = scores[indexOfLevel(level)];
    if (rows.length == 0) {
      return Outcome.absent(Reason.UNDEFINED);
    }
    if (!(currentRows >= rows[0])) {
      return Outcome.absent(Reason.TOO_FEW_ROWS);
    }
    int below = rows.length - 1;
    while (rows[below] > currentRows) {
      below--;
    }
    if (below == rows.length - 1) {
      return Outcome.of(line[below]);
    }
    double part =
        FastMath.log(currentRows / rows[below])
            / FastMath.log((double) rows[below + 1] / rows[below]);
    return Outcome.of(interpolate(line[below], line[below + 1], part));
  }

  private static double interpolate(double from, double to, double part) {
    if (from == 0 || to == 0) {
      return from + part * (to - from);
    }
    return from * FastMath.exp(part * FastMath.log(to / from));
  }

  private int indexOfLevel(double level) {
    for (int i = 0; i < levels.length; i++) {
      if (levels[i] == level) {
        return i;
      }
    }
    throw new IllegalArgumentException("no level " + level + " among " + Arrays.toString(levels));
  }

  /** The current row counts of the grid. */
  public long[] rows() {
    return rows.clone();
  }

  /** The levels of the grid. */
  public double[] levels() {
    return levels.clone();
  }

  /** Whether the grid has a level. */
  public boolean hasLevel(double level) {
    return Arrays.stream(levels).anyMatch(known -> known == level);
  }

  /** The scores at a level, one for each of {@link #rows()}. */
  public double[] scores(double level) {
    return scores[indexOfLevel(level)].clone();
  }
}
