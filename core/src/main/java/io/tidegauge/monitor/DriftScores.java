package io.tidegauge.monitor;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.spec.DriftReference;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.NoiseGrid;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.PeerScore;
import io.tidegauge.statistics.Reason;
import io.tidegauge.statistics.WindowNoise;
import java.util.Arrays;
import java.util.Optional;

/**
 * How far the current rows of one column are from the reference of the same version and slice.
 *
 * @param profile the column's frozen reference
 * @param reference the counts of the same slice in the reference, or in an earlier window
 * @param current the counts of the window
 * @param frozen whether the reference is the profile's own
 */
public record DriftScores(
    ColumnProfile profile, Distribution reference, Distribution current, boolean frozen) {
  private static final double[] NO_LEVELS = {};

  /** The scores of a column, or why there are none. */
  static Found of(Observation observation, WatchedColumn column, WindowCounts window) {
    Optional<ColumnProfile> known =
        observation.profile(window.cell().version()).flatMap(version -> version.column(column));
    if (known.isEmpty()) {
      return Found.nothing(Reason.NO_REFERENCE);
    }
    Optional<Distribution> current = counted(observation.columns(), column, window.counts());
    if (current.isEmpty()) {
      return Found.nothing(known.get().personal() ? Reason.PERSONAL : Reason.NO_REFERENCE);
    }
    boolean frozen = observation.spec().drift().reference() == DriftReference.PROFILE;
    return reference(observation, column, known.get(), window)
        .map(reference -> new DriftScores(known.get(), reference, current.get(), frozen))
        .map(Found::of)
        .orElse(Found.nothing(Reason.NO_REFERENCE));
  }

  /** What the rows of a window are compared with, if it is known. */
  public static Optional<Distribution> reference(
      Observation observation, WatchedColumn column, ColumnProfile profile, WindowCounts window) {
    return observation.spec().drift().reference() == DriftReference.PROFILE
        ? profile.counts(window.cell().slice()).map(ReferenceCounts::present)
        : window.earlier().flatMap(rows -> counted(observation.columns(), column, rows.counts()));
  }

  /**
   * Scores, or none.
   *
   * @param reason why there are none, where there are none
   */
  record Found(Optional<DriftScores> scores, Reason reason) {
    private static Found of(DriftScores scores) {
      return new Found(Optional.of(scores), Reason.UNDEFINED);
    }

    private static Found nothing(Reason reason) {
      return new Found(Optional.empty(), reason);
    }
  }

  private static Optional<Distribution> counted(
      WatchedColumns columns, WatchedColumn column, Counts counts) {
    if (column.type() == FeatureType.NUMERIC) {
      return columns
          .numberIndex(column.role(), column.name())
          .filter(index -> counts.number(index).hasBins())
          .map(counts::numberDistribution);
    }
    return columns
        .textIndex(column.role(), column.name())
        .filter(index -> counts.text(index).hasBins())
        .map(counts::textDistribution);
  }

  /** The same with other rows in the window. */
  DriftScores ofCurrent(Distribution other) {
    return new DriftScores(profile, reference, other, frozen);
  }

  /** Rows with a value in the window; of weighted ones, as many as they are worth. */
  public double rows() {
    return current.effectiveTotal();
  }

  /** Whether a distance means something for this column. */
  boolean fits(DriftDistance distance) {
    return !distance.needsOrder() || profile.type() == FeatureType.NUMERIC;
  }

  /** Whether another tool's score means something for this column. */
  boolean fits(PeerScore score) {
    return !score.needsOrder() || profile.type() == FeatureType.NUMERIC;
  }

  /** What another tool would say of the window's rows and the reference. */
  Outcome score(PeerScore score) {
    return score.between(reference, current);
  }

  /** The distance of the window's rows from the reference. */
  public Outcome score(DriftDistance distance) {
    if (distance.needsMeans() && !(reference.hasMeans() && current.hasMeans())) {
      return Outcome.absent(profile.personal() ? Reason.PERSONAL : Reason.NO_REFERENCE);
    }
    double deviation =
        profile.moments().map(ColumnProfile.Moments::standardDeviation).orElse(Double.NaN);
    // Some distances depend on the rows beyond their shares, as their noise does.
    return distance.between(reference.effective(), current.effective(), deviation);
  }

  /**
   * The probability with which sampling alone gives such a score, or more: the least of those that
   * the noise was made for, hence no less than it is; 1 where there is no noise that is exceeded.
   */
  double chance(DriftDistance distance, double score) {
    NoiseGrid grid = profile.noise().get(distance);
    double chance = 1;
    // The noise grows with the level: of nearly all features the first is as far as it goes.
    for (double level :
        Arrays.stream(grid == null ? NO_LEVELS : grid.levels()).sorted().toArray()) {
      if (!noise(distance, level).fold(noise -> score > noise, reason -> false)) {
        break;
      }
      chance = 1 - level;
    }
    return chance;
  }

  /**
   * The score that sampling alone would exceed with probability {@code 1 - level} at these row
   * counts.
   */
  public Outcome noise(DriftDistance distance, double level) {
    NoiseGrid grid = profile.noise().get(distance);
    if (grid == null || reference.total() == 0 || !grid.hasLevel(level)) {
      return Outcome.absent(Reason.NO_REFERENCE);
    }
    if (rows() == 0) {
      return Outcome.absent(Reason.NO_DATA);
    }
    double now = current.effectiveTotal(level);
    double before = reference.effectiveTotal(level);
    double gridRows = profile.counts(Cell.ALL).orElseThrow().present().total();
    if (!frozen) {
      return WindowNoise.between(distance, grid, level, before, now, gridRows);
    }
    return grid.at(level, NoiseGrid.effectiveRows(now, before, gridRows));
  }
}
