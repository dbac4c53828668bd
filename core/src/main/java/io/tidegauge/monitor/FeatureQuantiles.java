package io.tidegauge.monitor;

import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.profile.ColumnProfile.Moments;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.List;
import java.util.Optional;

/**
 * Quantiles of a feature, and how far they are from the reference's: whether a tail has moved,
 * which a mean does not tell.
 */
final class FeatureQuantiles {
  private static final MetricDefinition QUANTILE =
      MetricDefinition.gauge(
          "ml_feature_quantile_value",
          "Value up to which that share of the feature's finite values in the window is, to 1 percent"
              + " of the value.",
          "version",
          "feature",
          "window",
          "slice",
          "share");

  private static final MetricDefinition SHIFT =
      MetricDefinition.gauge(
          "ml_feature_quantile_shift",
          "The quantile in the window less that of the reference, in the reference's standard"
              + " deviations.",
          "version",
          "feature",
          "window",
          "share");

  static final List<MetricDefinition> METRICS = List.of(QUANTILE, SHIFT);

  private FeatureQuantiles() {}

  /** The series of so many quantiles. */
  static long series(long quantiles, boolean compared, SeriesScope scope) {
    return quantiles * (scope.cells() + (compared ? scope.versions() * scope.windows() : 0));
  }

  static void read(
      NumericCounts counts,
      Optional<ColumnProfile> profile,
      boolean compared,
      WindowCounts window,
      WatchedColumn column,
      Readings readings) {
    String version = window.cell().version();
    for (double share : column.quantiles()) {
      Outcome quantile = counts.outcome(counts.quantile(share), Reason.NOT_COUNTED);
      String label = Double.toString(share);
      readings.add(
          QUANTILE,
          quantile,
          version,
          column.name(),
          window.window(),
          window.cell().slice(),
          label);
      if (compared && window.cell().isAll()) {
        Outcome shift =
            profile
                .flatMap(ColumnProfile::moments)
                .filter(known -> known.quantiles().containsKey(share))
                .map(known -> shift(quantile, known, share))
                .orElse(Outcome.absent(Reason.NO_REFERENCE));
        readings.add(SHIFT, shift, version, column.name(), window.window(), label);
      }
    }
  }

  private static Outcome shift(Outcome quantile, Moments reference, double share) {
    Outcome before = Outcome.of(reference.quantiles().getOrDefault(share, Double.NaN));
    return quantile
        .with(before, (now, then) -> now - then)
        .with(Outcome.of(reference.standardDeviation()), (shift, unit) -> shift / unit);
  }
}
