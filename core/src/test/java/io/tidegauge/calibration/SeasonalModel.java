package io.tidegauge.calibration;

import io.tidegauge.alert.AlertTimeline;
import io.tidegauge.alert.DueAlert;
import io.tidegauge.alert.Firing;
import io.tidegauge.calibration.Calibration.CalibratedFeature;
import io.tidegauge.calibration.ColumnHistory.Judged;
import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.FeatureDrift;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.spec.yaml.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** A model of several {@link SeasonalFeature}s: the first half of its days, and the second. */
final class SeasonalModel {
  /** The first hour at whose end a window is full. */
  private static final int FIRST = SeasonalFeature.DAY - 1;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  private final List<SeasonalFeature> features = new ArrayList<>();
  private final Evaluations evaluations;
  private final List<ColumnHistory> histories;
  private final int half;
  private final int end;

  SeasonalModel(SeasonalFeature.Kind kind, int features, long seed) {
    for (int i = 0; i < features; i++) {
      this.features.add(new SeasonalFeature(kind, 1000 * seed + i));
    }
    this.half = kind.days() * SeasonalFeature.DAY / 2;
    this.end = kind.days() * SeasonalFeature.DAY;
    this.evaluations = new Evaluations(half - FIRST, HOUR, HOUR.multipliedBy(24));
    this.histories = firstHalf();
  }

  /** The limits of all features, in their order, and the {@code for}. */
  record Limits(List<Double> byFeature, Duration pending) {
    static Limits fixed(double limit, int features) {
      return new Limits(java.util.Collections.nCopies(features, limit), Duration.ofMinutes(30));
    }
  }

  private List<ColumnHistory> firstHalf() {
    Onsets onsets = new Onsets(evaluations);
    List<ColumnHistory> histories = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      List<Judged> readings = new ArrayList<>();
      for (int place = 0; place < evaluations.count(); place++) {
        readings.add(features.get(i).judged(FIRST + place, place, onsets));
      }
      histories.add(new ColumnHistory(name(i), "v1", readings));
    }
    return histories;
  }

  /** What is proposed from the first half. */
  Calibration calibrated(double budget) {
    return Calibrator.calibrate(
            evaluations,
            Blocks.of(evaluations).orElseThrow(),
            histories,
            new Calibrator.Settings(
                budget, SeasonalFeature.DISTANCE, Duration.ofMinutes(30), feature -> 0.2))
        .orElseThrow();
  }

  private static String name(int feature) {
    return "f%03d".formatted(feature);
  }

  static Limits limits(Calibration calibration) {
    return new Limits(
        calibration.features().stream().map(CalibratedFeature::proposed).toList(),
        calibration.pending());
  }

  /** How often alerts fire in the second half. */
  int firings(Limits limits) {
    int firings = 0;
    for (int i = 0; i < features.size(); i++) {
      firings += firings(limits, i, half, end, features.get(i)::judged).size();
    }
    return firings;
  }

  /**
   * How long it takes until an alert fires after a feature has moved; empty where it does not
   * within a day.
   *
   * @param onset in hours from the begin of the second half
   */
  Optional<Duration> found(Limits limits, int feature, int onset) {
    int since = half + onset;
    return firings(
            limits,
            feature,
            since - SeasonalFeature.DAY,
            since + SeasonalFeature.DAY,
            hour -> features.get(feature).moved(hour, since))
        .stream()
        .filter(firing -> firing.to().isAfter(at(since - 1)))
        .map(firing -> Duration.between(at(since - 1), firing.from()))
        .map(took -> took.isNegative() ? Duration.ZERO : took)
        .findFirst();
  }

  /** A window that ends with an hour is looked at when that is over. */
  private static Instant at(int hour) {
    return START.plus(HOUR.multipliedBy(hour + 1L));
  }

  private static List<Firing> firings(
      Limits limits, int feature, int from, int to, IntFunction<Judged> judged) {
    AlertDefinition alert = alert(limits.pending());
    AlertTimeline timeline = new AlertTimeline();
    double limit = limits.byFeature().get(feature);
    for (int hour = from; hour < to; hour++) {
      Judged now = judged.apply(hour);
      boolean due = now.score() > limit && now.score() > now.noise();
      timeline.evaluate(at(hour), due ? List.of(due(alert, name(feature), now, limit)) : List.of());
    }
    return timeline.firings(at(to));
  }

  private static DueAlert due(AlertDefinition alert, String feature, Judged now, double limit) {
    TreeMap<String, String> labels = new TreeMap<>();
    labels.put("feature", feature);
    return new DueAlert(alert, labels, now.score(), limit, OptionalDouble.of(now.noise()), false);
  }

  private static AlertDefinition alert(Duration pending) {
    return new FeatureDrift()
        .alerts(
            ModelSpecReader.read(
                "seasonal.yaml",
                """
                model: seasonal
                owner: nobody
                database: none
                predictions: {table: log, time: at, kind: binary, score: score}
                features: {f: numeric}
                reference: {profile: reference.json}
                alerts: {drift: {for: %s}}
                """
                    .formatted(DurationText.of(pending))))
        .get(0);
  }
}
