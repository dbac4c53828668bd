package io.tidegauge.profile;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.profile.ColumnDiff.Finding;
import io.tidegauge.profile.ColumnProfile.Moments;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.AlertsSpec;
import io.tidegauge.spec.DriftAlert;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.NoiseGrid;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Compares one column of two profiles, as a window is compared with its reference. */
final class ColumnComparison {
  private final ModelSpec spec;

  ColumnComparison(ModelSpec spec) {
    this.spec = spec;
  }

  ColumnDiff of(ColumnProfile old, ColumnProfile now) {
    Optional<FeatureSpec> feature =
        old.role() == Role.FEATURE ? spec.feature(old.name()) : Optional.empty();
    DriftAlert alert =
        old.role() == Role.FEATURE ? spec.alerts().drift() : spec.alerts().predictionDrift();
    double threshold = own(feature.map(FeatureSpec::driftThreshold), alert.alert());
    Rebinning rebinning = Rebinning.of(now);
    Optional<Distribution> current = rebinning.into(old);
    Outcome score =
        current
            .map(counts -> score(old, alert.distance(), counts))
            .orElse(Outcome.absent(old.personal() ? Reason.PERSONAL : Reason.NO_REFERENCE));
    Outcome noise = score.isPresent() ? noise(old, alert, current.orElseThrow()) : score;
    Set<Finding> findings = EnumSet.noneOf(Finding.class);
    boolean known = alert.alert().enabled() && all(now).rows() >= alert.alert().minRows();
    if (known && exceeds(score, noise, threshold)) {
      findings.add(Finding.DRIFT);
    }
    findings.addAll(invariants(feature, old, now, current));
    return new ColumnDiff(
        old.role(),
        old.name(),
        score,
        threshold,
        noise,
        current.isPresent() && old.type() == FeatureType.NUMERIC && !rebinning.isExact(old),
        missing(old),
        missing(now),
        newCategories(old, now),
        range(old, now),
        findings);
  }

  private static ReferenceCounts all(ColumnProfile column) {
    return column.counts(Cell.ALL).orElseThrow();
  }

  private static double own(Optional<OptionalDouble> ofFeature, Alert alert) {
    return ofFeature.orElse(OptionalDouble.empty()).orElse(alert.above());
  }

  private static Outcome score(ColumnProfile old, DriftDistance distance, Distribution current) {
    Distribution reference = all(old).present();
    if (distance.needsOrder() && old.type() != FeatureType.NUMERIC) {
      return Outcome.absent(Reason.UNDEFINED);
    }
    if (distance.needsMeans() && !(reference.hasMeans() && current.hasMeans())) {
      return Outcome.absent(old.personal() ? Reason.PERSONAL : Reason.UNDEFINED);
    }
    double deviation = old.moments().map(Moments::standardDeviation).orElse(Double.NaN);
    return distance.between(reference, current, deviation);
  }

  private static Outcome noise(ColumnProfile old, DriftAlert alert, Distribution current) {
    NoiseGrid grid = old.noise().get(alert.distance());
    return grid == null || !grid.hasLevel(alert.noise())
        ? Outcome.absent(Reason.NO_REFERENCE)
        : grid.at(alert.noise(), current.total());
  }

  private static boolean exceeds(Outcome score, Outcome noise, double threshold) {
    double found = score.asOptional().orElse(0);
    return found > threshold && found > noise.asOptional().orElse(Double.POSITIVE_INFINITY);
  }

  private Set<Finding> invariants(
      Optional<FeatureSpec> feature,
      ColumnProfile old,
      ColumnProfile now,
      Optional<Distribution> current) {
    AlertsSpec alerts = spec.alerts();
    Set<Finding> findings = EnumSet.noneOf(Finding.class);
    double rows = all(now).rows();
    if (feature.isEmpty()) {
      return findings;
    }
    double mostMissing = own(feature.map(FeatureSpec::missing), alerts.missing());
    if (over(alerts.missing(), rows, missing(now), mostMissing)) {
      findings.add(Finding.MISSING);
    }
    double invalid = share((double) all(now).nan() + all(now).infinite(), rows);
    if (over(alerts.invalid(), rows, invalid, alerts.invalid().above())) {
      findings.add(Finding.INVALID);
    }
    double unseen =
        old.type() == FeatureType.CATEGORY
            ? current.map(ColumnComparison::lastShare).orElse(0.0)
            : 0;
    if (over(alerts.unseen(), rows, unseen, alerts.unseen().above())) {
      findings.add(Finding.UNSEEN);
    }
    double outside =
        feature.flatMap(FeatureSpec::range).map(range -> outside(now, range)).orElse(0.0);
    if (over(alerts.range(), rows, outside, alerts.range().above())) {
      findings.add(Finding.RANGE);
    }
    return findings;
  }

  private static boolean over(Alert alert, double rows, double value, double threshold) {
    return alert.enabled() && rows >= alert.minRows() && value > threshold;
  }

  private static double missing(ColumnProfile column) {
    return share((double) all(column).missing(), all(column).rows());
  }

  private static double lastShare(Distribution counts) {
    return share(counts.count(counts.size() - 1), counts.total());
  }

  /** About the share of the values outside a range; none where their own range is not stored. */
  private static double outside(ColumnProfile column, FeatureSpec.Range range) {
    if (column.moments().isEmpty() || column.bins().isEmpty()) {
      return 0;
    }
    double total = all(column).present().total();
    Rebinning rebinning = Rebinning.of(column);
    double below = rebinning.rowsBelow(range.lowest());
    double above = total - rebinning.rowsBelow(Math.nextUp(range.highest()));
    return share(below + above, total);
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  private static List<String> newCategories(ColumnProfile old, ColumnProfile now) {
    if (now.personal()) {
      return List.of();
    }
    Set<String> known = new HashSet<>(old.categories());
    return now.categories().stream().filter(category -> !known.contains(category)).toList();
  }

  private static Optional<String> range(ColumnProfile old, ColumnProfile now) {
    return old.moments()
        .flatMap(
            before ->
                now.moments()
                    .filter(after -> after.min() != before.min() || after.max() != before.max())
                    .map(after -> text(before) + " -> " + text(after)));
  }

  private static String text(Moments moments) {
    return String.format(Locale.ROOT, "%.6g..%.6g", moments.min(), moments.max());
  }
}
