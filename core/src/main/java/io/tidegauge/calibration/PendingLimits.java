package io.tidegauge.calibration;

import io.tidegauge.calibration.Calibration.CalibratedFeature;
import io.tidegauge.calibration.Calibrator.Settings;
import io.tidegauge.calibration.FalseAlarmRate.Part;
import io.tidegauge.statistics.DriftDistance;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The limits that go with one {@code for}.
 *
 * @param pending the {@code for}
 * @param lag how many evaluations that is
 * @param features by name, the histories of those that have scores enough
 */
record PendingLimits(
    Duration pending,
    int lag,
    Map<String, List<Scored>> features,
    Evaluations evaluations,
    FalseAlarmRate rate) {
  private static final MathContext DIGITS = new MathContext(2, RoundingMode.CEILING);

  /** The history of a feature of a version, and its scores in units of their own. */
  private record Scored(ColumnHistory history, HeldOutScores scores) {}

  /** The limits; nothing where no feature has scores enough. */
  static Optional<PendingLimits> of(
      List<ColumnHistory> histories,
      DriftDistance distance,
      Duration pending,
      Blocks blocks,
      Evaluations evaluations) {
    int lag = evaluations.steps(pending);
    Map<String, List<Scored>> features = new TreeMap<>();
    List<HeldOutScores> all = new ArrayList<>();
    for (ColumnHistory history : histories) {
      HeldOutScores.of(history, distance, lag, blocks)
          .ifPresent(
              scores -> {
                all.add(scores);
                features
                    .computeIfAbsent(history.feature(), name -> new ArrayList<>())
                    .add(new Scored(history, scores));
              });
    }
    if (all.isEmpty()) {
      return Optional.empty();
    }
    FalseAlarmRate rate = new FalseAlarmRate(all, features.size(), blocks, evaluations);
    return Optional.of(new PendingLimits(pending, lag, features, evaluations, rate));
  }

  /** The features at the budget that is asked for, in the order of their names. */
  List<CalibratedFeature> features(Settings settings) {
    return features(settings, settings.budget());
  }

  /** The features at another budget. */
  List<CalibratedFeature> features(Settings settings, double budget) {
    double level = rate.level(budget);
    List<CalibratedFeature> calibrated = new ArrayList<>();
    features.forEach((name, versions) -> calibrated.add(feature(name, versions, level, settings)));
    return List.copyOf(calibrated);
  }

  private CalibratedFeature feature(
      String name, List<Scored> versions, double level, Settings settings) {
    DriftDistance distance = settings.distance();
    double exact =
        versions.stream()
            .mapToDouble(one -> distance.ofRoot(one.scores().root(level)))
            .max()
            .orElseThrow();
    double proposed = new BigDecimal(exact).round(DIGITS).doubleValue();
    double now = settings.limit().applyAsDouble(name);
    return new CalibratedFeature(
        name,
        now,
        proposed,
        alarms(versions, distance.root(now)),
        alarms(versions, distance.root(proposed)),
        found(versions, proposed),
        versions.stream().mapToLong(one -> one.history().known()).sum());
  }

  /** The false alarms of all features together, if each has that limit. */
  FalseAlarms alarms(Settings settings, ToDoubleFunction<String> limit) {
    return rate.at(
        features.entrySet().stream()
            .flatMap(
                one ->
                    parts(
                        one.getValue(),
                        settings.distance().root(limit.applyAsDouble(one.getKey()))))
            .toList());
  }

  private FalseAlarms alarms(List<Scored> versions, double root) {
    return rate.at(parts(versions, root).toList());
  }

  /** The versions of a feature share its part: there is one at most times. */
  private Stream<Part> parts(List<Scored> versions, double root) {
    double share = 1.0 / features.size() / versions.size();
    return versions.stream().map(one -> new Part(one.scores().level(root), share));
  }

  private List<Detection> found(List<Scored> versions, double limit) {
    List<Detection> bySize = new ArrayList<>();
    for (int size = 0; size < Calibrator.SHIFTS.size(); size++) {
      Detection all = Detection.NONE;
      for (Scored one : versions) {
        all = all.plus(Detection.in(one.history(), evaluations, size, limit, lag));
      }
      bySize.add(all);
    }
    return List.copyOf(bySize);
  }
}
