package io.tidegauge.exporter.health;

import io.tidegauge.exporter.health.Finding.Kind;
import io.tidegauge.spec.DriftAlert;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Drift that is large and real: over the threshold and over the noise, with enough rows. */
final class DriftFindings {
  private final ModelSpec spec;
  private final ReadingTable table;
  private final JudgedWindows windows;

  DriftFindings(ModelSpec spec, ReadingTable table, JudgedWindows windows) {
    this.spec = spec;
    this.table = table;
    this.windows = windows;
  }

  List<Finding> of(String version) {
    List<Finding> found = new ArrayList<>();
    DriftAlert features = spec.alerts().drift();
    windows
        .window(version, features.alert())
        .ifPresent(
            window ->
                spec.features()
                    .forEach(
                        feature ->
                            drift(
                                    Kind.DRIFT,
                                    features,
                                    limit(feature),
                                    version,
                                    feature.name(),
                                    window)
                                .ifPresent(found::add)));
    DriftAlert predictions = spec.alerts().predictionDrift();
    windows
        .window(version, predictions.alert())
        .ifPresent(
            window ->
                List.of("score", "output")
                    .forEach(
                        column ->
                            drift(
                                    Kind.PREDICTION_DRIFT,
                                    predictions,
                                    predictions.alert().above(),
                                    version,
                                    column,
                                    window)
                                .ifPresent(found::add)));
    return found;
  }

  private double limit(FeatureSpec feature) {
    return feature.driftThreshold().orElse(spec.alerts().drift().alert().above());
  }

  private Optional<Finding> drift(
      Kind kind, DriftAlert alert, double limit, String version, String column, String window) {
    String family = kind == Kind.DRIFT ? Names.FEATURE_DRIFT : Names.PREDICTION_DRIFT;
    String distance = alert.distance().label();
    String[] labels = {version, column, window, JudgedWindows.SLICE};
    OptionalDouble score = table.value(Names.score(family, distance), labels);
    OptionalDouble noise = table.value(Names.noise(family, distance), labels);
    if (score.isEmpty() || noise.isEmpty()) {
      return Optional.empty();
    }
    double value = score.getAsDouble();
    if (value <= limit || value <= noise.getAsDouble()) {
      return Optional.empty();
    }
    String text =
        column
            + " drifted: "
            + Wording.distance(alert.distance())
            + " "
            + Wording.number(value)
            + " (limit "
            + Wording.number(limit)
            + ", noise "
            + Wording.number(noise.getAsDouble())
            + ")"
            + JudgedWindows.in(window, version);
    return Optional.of(
        new Finding(
            kind,
            alert.alert().severity(),
            Optional.of(version),
            Optional.of(column),
            Finding.timesLimit(value, limit),
            text));
  }
}
