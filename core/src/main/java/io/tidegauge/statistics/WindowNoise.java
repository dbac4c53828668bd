package io.tidegauge.statistics;

/**
 * The noise of a score between two windows, neither of which is the reference that the noise was
 * made with.
 *
 * <p>The grid knows how far a window of some rows strays from the reference. Two windows stray
 * independently of each other, so that the variances of the difference of shares add up. Each
 * contains the reference's own part, which belongs to neither: of {@code (1/n + 1/m) + (1/k + 1/m)}
 * only {@code 1/n + 1/k} is left. Taken that way, rather than as the noise of fewer rows, what rows
 * near each other in time have in common is counted for both windows.
 */
public final class WindowNoise {
  private WindowNoise() {}

  /**
   * The score that sampling alone exceeds with probability 1 - level; absent where a window has
   * fewer rows than the grid.
   *
   * @param earlierRows of the window that is compared with
   * @param gridRows of the reference that the grid was made with
   */
  public static Outcome between(
      DriftDistance distance,
      NoiseGrid grid,
      double level,
      double earlierRows,
      double currentRows,
      double gridRows) {
    double apart = 1 / earlierRows + 1 / currentRows;
    double both = apart + 2 / gridRows;
    return spread(distance, grid, level, earlierRows, gridRows)
        .with(spread(distance, grid, level, currentRows, gridRows), Double::sum)
        .with(Outcome.of(apart), (spread, rows) -> distance.ofSquare(spread * rows / both, rows));
  }

  private static Outcome spread(
      DriftDistance distance, NoiseGrid grid, double level, double rows, double gridRows) {
    return grid.at(level, rows).with(Outcome.of(1 / rows + 1 / gridRows), distance::square);
  }
}
