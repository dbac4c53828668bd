package io.tidegauge.exporter.page;

import io.tidegauge.counts.CategoryCounts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.exporter.health.Bins;
import io.tidegauge.exporter.health.Finding;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.FeatureDrift;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.PredictionDrift;
import io.tidegauge.monitor.ReadingTable;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.profile.Profile;
import io.tidegauge.spec.DriftAlert;
import io.tidegauge.spec.DriftReference;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Puts together what the page shows of the columns of one window. */
final class ColumnViews {
  private final ModelSpec spec;
  private final Observation observation;
  private final ReadingTable table;
  private final List<Finding> findings;
  private final WindowCounts window;

  ColumnViews(
      Observation observation, ReadingTable table, List<Finding> findings, WindowCounts window) {
    this.spec = observation.spec();
    this.observation = observation;
    this.table = table;
    this.findings = findings;
    this.window = window;
  }

  /** The features, the worst first. */
  List<ColumnView> features() {
    return observation.columns(Role.FEATURE).stream()
        .map(this::view)
        .sorted(ColumnView.WORST_FIRST)
        .toList();
  }

  /** The score and the output. */
  List<ColumnView> predictions() {
    return Stream.of(Role.SCORE, Role.OUTPUT)
        .flatMap(role -> observation.columns(role).stream())
        .map(this::view)
        .toList();
  }

  private ColumnView view(WatchedColumn column) {
    Optional<ColumnProfile> profile = profile().flatMap(known -> known.column(column));
    Optional<ReferenceCounts> reference =
        profile.flatMap(known -> known.counts(window.cell().slice()));
    Optional<Bins> bins = Bins.of(observation, column, window);
    Optional<Score> score = score(column);
    return new ColumnView(
        column,
        window.counts().rows(),
        share(missing(column)),
        reference
            .filter(counts -> counts.rows() > 0)
            .map(counts -> OptionalDouble.of(counts.missing() / counts.rows()))
            .orElse(OptionalDouble.empty()),
        number(column)
            .map(number -> share(number.nan() + number.infinite()))
            .orElse(OptionalDouble.empty()),
        number(column)
            .filter(number -> column.range().isPresent() && number.finite() > 0)
            .map(number -> OptionalDouble.of((double) number.outOfRange() / number.finite()))
            .orElse(OptionalDouble.empty()),
        bins,
        score,
        score.isPresent() ? "" : withoutScore(column, profile, reference, bins),
        findings.stream()
            .filter(finding -> finding.isAbout(window.cell().version(), column.name()))
            .toList());
  }

  private Optional<Profile> profile() {
    return observation.profile(window.cell().version());
  }

  private Optional<NumericCounts> number(WatchedColumn column) {
    return observation
        .columns()
        .numberIndex(column.role(), column.name())
        .map(window.counts()::number);
  }

  private Optional<CategoryCounts> text(WatchedColumn column) {
    return observation.columns().textIndex(column.role(), column.name()).map(window.counts()::text);
  }

  private long missing(WatchedColumn column) {
    return number(column)
        .map(NumericCounts::missing)
        .or(() -> text(column).map(CategoryCounts::missing))
        .orElse(0L);
  }

  private OptionalDouble share(long part) {
    long all = window.counts().predictions();
    return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / all);
  }

  private Optional<Score> score(WatchedColumn column) {
    boolean feature = column.role() == Role.FEATURE;
    DriftAlert alert = feature ? spec.alerts().drift() : spec.alerts().predictionDrift();
    Condition.Past drifted = feature ? FeatureDrift.drifted(spec) : PredictionDrift.drifted(spec);
    String[] labels = {
      window.cell().version(), column.name(), window.window(), window.cell().slice()
    };
    OptionalDouble value = table.value(drifted.reading(), labels);
    OptionalDouble noise = table.value(drifted.noise().orElseThrow(), labels);
    if (value.isEmpty() || noise.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Score(
            alert.distance(),
            value.getAsDouble(),
            noise.getAsDouble(),
            drifted.limits().of(column.name()),
            window.counts().rows() >= alert.alert().minRows()));
  }

  private String withoutScore(
      WatchedColumn column,
      Optional<ColumnProfile> profile,
      Optional<ReferenceCounts> reference,
      Optional<Bins> bins) {
    if (spec.reference().isEmpty()) {
      return "No reference: the spec declares none.";
    }
    if (profile().isEmpty()) {
      return "No reference: this version has no profile.";
    }
    if (profile.isEmpty()) {
      return "No reference: the profile was made without this column.";
    }
    if (reference.isEmpty()) {
      return "No reference: the profile has no rows of this slice.";
    }
    if (spec.drift().reference() != DriftReference.PROFILE
        && bins.map(known -> known.reference().total() == 0).orElse(window.earlier().isEmpty())) {
      return "No score: nothing is known of this column in the window that it is compared with.";
    }
    if (bins.isEmpty()) {
      return column.personal() && column.type() == FeatureType.NUMERIC
          ? "No bins: a personal number needs a declared range to have any."
          : "No bins: the profile has no value of this column.";
    }
    return bins.get().current().total() == 0
        ? "No score: no row of the window has a value."
        : "No score: too few rows to tell drift from noise.";
  }
}
