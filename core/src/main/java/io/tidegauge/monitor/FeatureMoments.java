package io.tidegauge.monitor;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.List;
import java.util.Optional;

/**
 * The mean, the standard deviation, the least and the largest value of a feature, how far the first
 * two are from the reference's, and how many values are 0 or negative: whether the values are
 * larger than they were, where a distance says only that they differ.
 */
final class FeatureMoments {
  private static final MetricDefinition MEAN =
      feature("ml_feature_mean_value", "Mean of the feature's finite values in the window.");
  private static final MetricDefinition DEVIATION =
      feature(
          "ml_feature_standard_deviation",
          "Standard deviation of the feature's finite values in the window.");

  private static final MetricDefinition MIN =
      feature("ml_feature_min_value", "Least of the feature's finite values in the window.");
  private static final MetricDefinition MAX =
      feature("ml_feature_max_value", "Largest of the feature's finite values in the window.");
  private static final MetricDefinition ZERO =
      feature("ml_feature_zero_ratio", "Share of the feature's finite values that are 0.");
  private static final MetricDefinition NEGATIVE =
      feature("ml_feature_negative_ratio", "Share of the feature's finite values below 0.");

  /** How far the mean is from the reference's. */
  static final MetricDefinition SHIFT =
      change(
          "ml_feature_mean_shift",
          "The mean in the window less that of the reference, in the reference's standard"
              + " deviations.");

  private static final MetricDefinition SHIFT_Z =
      change(
          "ml_feature_mean_change_z",
          "The mean in the window less that of the reference, in standard errors: of two samples of"
              + " independent rows with the same mean, one in a thousand is beyond 3.3.");
  private static final MetricDefinition SPREAD =
      change(
          "ml_feature_spread_ratio",
          "Standard deviation in the window over that of the reference.");

  static final List<MetricDefinition> METRICS =
      List.of(MEAN, DEVIATION, MIN, MAX, ZERO, NEGATIVE, SHIFT, SHIFT_Z, SPREAD);

  private FeatureMoments() {}

  private static MetricDefinition feature(String name, String help) {
    return MetricDefinition.gauge(name, help, "version", "feature", "window", "slice");
  }

  /** A reference keeps the moments of all its rows only. */
  private static MetricDefinition change(String name, String help) {
    return MetricDefinition.gauge(name, help, "version", "feature", "window");
  }

  /** The series of one feature. */
  static long series(boolean compared, SeriesScope scope) {
    return 6 * scope.cells() + (compared ? 3 * scope.versions() * scope.windows() : 0);
  }

  static void read(
      int index,
      Optional<ColumnProfile> profile,
      boolean compared,
      WindowCounts window,
      String feature,
      Readings readings) {
    NumericCounts counts = window.counts().number(index);
    String version = window.cell().version();
    Outcome mean = counts.outcome(counts.mean(), Reason.UNDEFINED);
    Outcome deviation = counts.outcome(counts.standardDeviation(), Reason.UNDEFINED);
    String[] cell = {version, feature, window.window(), window.cell().slice()};
    readings.add(MEAN, mean, cell);
    readings.add(DEVIATION, deviation, cell);
    readings.add(MIN, counts.outcome(counts.min(), Reason.UNDEFINED), cell);
    readings.add(MAX, counts.outcome(counts.max(), Reason.UNDEFINED), cell);
    readings.add(ZERO, Outcome.share(counts.zeros(), counts.finite()), cell);
    readings.add(NEGATIVE, Outcome.share(counts.negatives(), counts.finite()), cell);
    if (!compared || !window.cell().isAll()) {
      return;
    }
    Estimate reference = profile.map(FeatureMoments::mean).orElseGet(FeatureMoments::unknown);
    Outcome spread =
        profile
            .flatMap(ColumnProfile::moments)
            .map(known -> Outcome.of(known.standardDeviation()))
            .orElse(Outcome.absent(Reason.NO_REFERENCE));
    Estimate change =
        new Estimate(mean, error(mean, deviation, effectiveRows(index, window) - 1.0))
            .minus(reference);
    String[] labels = {version, feature, window.window()};
    readings.add(SHIFT, change.value().with(spread, (shift, unit) -> shift / unit), labels);
    readings.add(
        SHIFT_Z, change.value().with(change.standardError(), (z, error) -> z / error), labels);
    readings.add(SPREAD, deviation.with(spread, (now, then) -> now / then), labels);
  }

  private static long effectiveRows(int index, WindowCounts window) {
    return window.counts().effectiveMoments(index).rows();
  }

  private static Estimate mean(ColumnProfile profile) {
    Optional<ColumnProfile.Moments> moments = profile.moments();
    Optional<ReferenceCounts> rows = profile.counts(Cell.ALL);
    if (moments.isEmpty() || rows.isEmpty()) {
      return unknown();
    }
    Outcome mean = Outcome.of(moments.get().mean());
    Outcome deviation = Outcome.of(moments.get().standardDeviation());
    return new Estimate(mean, error(mean, deviation, rows.get().present().total() - 1));
  }

  private static Estimate unknown() {
    Outcome absent = Outcome.absent(Reason.NO_REFERENCE);
    return new Estimate(absent, absent);
  }

  /** Of a population's deviation, which divides by all rows, the error of a sample's mean. */
  private static Outcome error(Outcome mean, Outcome deviation, double rowsLessOne) {
    return rowsLessOne < 1
        ? Outcome.absent(Reason.TOO_FEW_ROWS)
        : mean.with(deviation, (value, spread) -> spread / Math.sqrt(rowsLessOne));
  }
}
