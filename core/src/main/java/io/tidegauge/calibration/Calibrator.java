package io.tidegauge.calibration;

import io.tidegauge.calibration.Calibration.CalibratedFeature;
import io.tidegauge.calibration.Calibration.Pending;
import io.tidegauge.calibration.Calibration.TradeOff;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.Quantiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Proposes the limits of a model's drift alert, and its {@code for}, that keep to a budget of false
 * alarms, by a history in which nothing was wrong.
 *
 * <p>All features have the same level, in units of how their own scores vary ({@link
 * HeldOutScores}): so each has about the same share of the budget. That scores must be over their
 * noise as well is not counted on where false alarms are: it can only make them fewer. Where shifts
 * are to be found it is.
 */
public final class Calibrator {
  /** The sizes of shifts that are tried, in standard deviations of the feature. */
  public static final List<Double> SHIFTS = List.of(0.25, 0.5, 1.0);

  /** The size that decides on {@code for}. */
  public static final int DECIDING = 1;

  private static final List<Duration> PENDING =
      Stream.of(1, 2, 3, 6, 12).map(Duration::ofHours).toList();

  /** Another {@code for} than the spec's must find shifts in so much less time. */
  private static final double WORTH_IT = 0.9;

  private static final List<Double> BUDGETS = List.of(4.0, 2.0, 1.0, 0.5, 0.25);

  private final Evaluations evaluations;
  private final List<ColumnHistory> histories;
  private final Settings settings;
  private final Blocks blocks;

  /**
   * What is asked for, and what the spec says until now.
   *
   * @param budget false alarms a month that all features together may come to; positive
   * @param pending the alert's {@code for}
   * @param limit the limit of a feature
   */
  public record Settings(
      double budget, DriftDistance distance, Duration pending, ToDoubleFunction<String> limit) {
    /** Refuses what is no budget. */
    public Settings {
      if (!(budget > 0 && budget < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a budget of " + budget + " alarms a month");
      }
    }
  }

  private Calibrator(
      Evaluations evaluations, List<ColumnHistory> histories, Settings settings, Blocks blocks) {
    this.evaluations = evaluations;
    this.histories = List.copyOf(histories);
    this.settings = settings;
    this.blocks = blocks;
  }

  /**
   * The proposal; none where no feature has scores enough.
   *
   * @param blocks of the evaluations
   */
  public static Optional<Calibration> calibrate(
      Evaluations evaluations, Blocks blocks, List<ColumnHistory> histories, Settings settings) {
    return new Calibrator(evaluations, histories, settings, blocks).calibrate();
  }

  /** What the limits that go with a {@code for} find at the budget, by size of a shift. */
  private record Tried(PendingLimits limits, List<Detection> found) {
    double hours() {
      return found.get(DECIDING).meanHours();
    }
  }

  private Optional<Calibration> calibrate() {
    List<Tried> tried = candidates().stream().flatMap(pending -> tried(pending).stream()).toList();
    if (tried.isEmpty()) {
      return Optional.empty();
    }
    Tried own = tried.get(0);
    PendingLimits best =
        tried.stream()
            .filter(one -> one.hours() < WORTH_IT * own.hours())
            .min(Comparator.comparingDouble(Tried::hours))
            .orElse(own)
            .limits();
    List<CalibratedFeature> features = best.features(settings);
    Map<String, Double> proposed = new TreeMap<>();
    features.forEach(feature -> proposed.put(feature.feature(), feature.proposed()));
    return Optional.of(
        new Calibration(
            evaluations,
            blocks,
            best.pending(),
            best.alarms(settings, settings.limit()),
            best.alarms(settings, feature -> proposed.getOrDefault(feature, Double.NaN)),
            features,
            tried.stream().map(one -> new Pending(one.limits().pending(), one.found())).toList(),
            BUDGETS.stream().map(factor -> tradeOff(best, factor * settings.budget())).toList()));
  }

  private Optional<Tried> tried(Duration pending) {
    return PendingLimits.of(histories, settings.distance(), pending, blocks, evaluations)
        .map(limits -> new Tried(limits, found(limits.features(settings))));
  }

  private List<Duration> candidates() {
    Set<Duration> candidates = new LinkedHashSet<>();
    candidates.add(settings.pending());
    int own = evaluations.steps(settings.pending());
    PENDING.stream()
        .filter(pending -> pending.multipliedBy(2).compareTo(evaluations.window()) <= 0)
        .filter(pending -> pending.compareTo(evaluations.step()) >= 0)
        .filter(pending -> evaluations.steps(pending) != own)
        .forEach(candidates::add);
    return List.copyOf(candidates);
  }

  private static List<Detection> found(List<CalibratedFeature> features) {
    List<Detection> bySize = new ArrayList<>();
    for (int i = 0; i < SHIFTS.size(); i++) {
      int size = i;
      bySize.add(
          features.stream()
              .map(feature -> feature.found().get(size))
              .reduce(Detection.NONE, Detection::plus));
    }
    return List.copyOf(bySize);
  }

  private TradeOff tradeOff(PendingLimits limits, double budget) {
    List<CalibratedFeature> features = limits.features(settings, budget);
    double[] sorted = features.stream().mapToDouble(CalibratedFeature::proposed).sorted().toArray();
    return new TradeOff(budget, Quantiles.ofSorted(sorted, 0.5), found(features));
  }
}
