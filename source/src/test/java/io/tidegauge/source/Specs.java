package io.tidegauge.source;

import io.tidegauge.spec.Alert;
import io.tidegauge.spec.AlertsSpec;
import io.tidegauge.spec.ComparisonSpec;
import io.tidegauge.spec.DriftAlert;
import io.tidegauge.spec.DriftSpec;
import io.tidegauge.spec.EarlierRows;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.FeatureTableSpec;
import io.tidegauge.spec.LatencyAlert;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.QualityAlert;
import io.tidegauge.spec.SliceSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import io.tidegauge.spec.TrafficSpec;
import io.tidegauge.spec.TrainingSpec;
import io.tidegauge.spec.ValueAlert;
import io.tidegauge.statistics.DriftDistance;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Model specs, put together piece by piece. */
final class Specs {
  private Specs() {}

  static TimeColumn time(String column) {
    return new TimeColumn(column, TimeUnit.TIMESTAMP, ZoneOffset.UTC, Optional.empty());
  }

  static TimeColumn time(String column, ZoneId zone) {
    return new TimeColumn(column, TimeUnit.TIMESTAMP, zone, Optional.empty());
  }

  static TimeColumn time(String column, TimeUnit unit) {
    return new TimeColumn(column, unit, ZoneOffset.UTC, Optional.empty());
  }

  static FeatureSpec number(String name) {
    return feature(name, FeatureType.NUMERIC, new Operand.Column(name));
  }

  static FeatureSpec category(String name) {
    return feature(name, FeatureType.CATEGORY, new Operand.Column(name));
  }

  static FeatureSpec feature(
      String name, FeatureType type, Operand operand, String... missingValues) {
    return new FeatureSpec(
        name,
        type,
        operand,
        Optional.empty(),
        OptionalDouble.empty(),
        List.of(missingValues),
        10,
        50,
        List.of(),
        Optional.empty(),
        true,
        false,
        List.of(),
        false,
        false,
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  static PredictionsSpec predictions(String table, TimeColumn time) {
    return new PredictionsSpec(
        new TableName(List.of(table)),
        Optional.empty(),
        time,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        PredictionKind.BINARY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0.5,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false,
        List.of());
  }

  /** A log with a version, a flag for failures, a slice and a condition. */
  static PredictionsSpec predictions(
      String table, TimeColumn time, String id, String version, String failed, String slice) {
    return new PredictionsSpec(
        new TableName(List.of(table)),
        Optional.empty(),
        time,
        Optional.of(id),
        Optional.of(version),
        Map.of(),
        PredictionKind.BINARY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0.5,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.of(failed),
        Optional.empty(),
        false,
        false,
        false,
        List.of(new SliceSpec(slice, List.of(), 3)));
  }

  static PredictionsSpec where(PredictionsSpec log, String where) {
    return new PredictionsSpec(
        log.table(),
        Optional.of(where),
        log.time(),
        log.id(),
        log.version(),
        log.versions(),
        log.kind(),
        log.score(),
        log.output(),
        log.positive(),
        log.threshold(),
        log.saturation(),
        log.latency(),
        log.measures(),
        log.weight(),
        log.failed(),
        log.ranking(),
        log.unique(),
        log.repeated(),
        log.identical(),
        log.slices());
  }

  static ModelSpec model(PredictionsSpec predictions, FeatureSpec... features) {
    return model(predictions, Optional.empty(), Optional.empty(), features);
  }

  static ModelSpec model(
      PredictionsSpec predictions,
      Optional<FeatureTableSpec> table,
      Optional<TrainingSpec> training,
      FeatureSpec... features) {
    return new ModelSpec(
        "credit",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "warehouse",
        predictions,
        table,
        List.of(features),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        training,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        new TrafficSpec(Optional.empty(), Optional.empty()),
        new DriftSpec(List.of(DriftDistance.PSI), List.of(), EarlierRows.NONE, 3),
        new ComparisonSpec(0.01, 0.8, 0.05),
        List.of(),
        Optional.empty(),
        List.of(Duration.ofHours(1)),
        Duration.ofMinutes(5),
        Duration.ofMinutes(2),
        5,
        5000,
        alerts(),
        Optional.empty(),
        Optional.empty());
  }

  private static AlertsSpec alerts() {
    Alert alert =
        new Alert(
            true,
            0.1,
            100,
            Optional.empty(),
            Duration.ZERO,
            Duration.ZERO,
            Alert.Severity.WARNING,
            false);
    DriftAlert drift = new DriftAlert(DriftDistance.PSI, 0.999, alert);
    return new AlertsSpec(
        drift,
        drift,
        alert,
        alert,
        alert,
        alert,
        alert,
        alert,
        alert,
        alert,
        alert,
        alert,
        alert,
        alert,
        new QualityAlert(new TreeMap<>(), alert),
        alert,
        alert,
        alert,
        new ValueAlert(OptionalDouble.empty(), alert),
        new LatencyAlert(0.99, OptionalDouble.empty(), OptionalDouble.empty(), alert),
        alert,
        alert,
        alert,
        alert,
        alert,
        alert,
        alert);
  }
}
