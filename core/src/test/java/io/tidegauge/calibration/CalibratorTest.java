package io.tidegauge.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.calibration.Calibration.CalibratedFeature;
import io.tidegauge.calibration.Calibration.TradeOff;
import io.tidegauge.calibration.Calibrator.Settings;
import io.tidegauge.calibration.ColumnHistory.Judged;
import io.tidegauge.calibration.SeasonalModel.Limits;
import io.tidegauge.statistics.DriftDistance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * That limits keep to a budget is measured by {@link CalibrationMeasured}; here on few models, and
 * by what must hold of any.
 */
class CalibratorTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Evaluations WEEKS = new Evaluations(6 * 168, HOUR, HOUR.multipliedBy(24));
  private static final int FEATURES = 5;

  /** Five models of five features for ten weeks: six false alarms in the second five, at most. */
  @Test
  void limitsOfTheFirstHalfHoldInTheSecond() {
    SeasonalFeature.Kind kind = new SeasonalFeature.Kind(0.02, 0.1, 2_000, 70, 0.5);
    int alarms = 0;
    int found = 0;
    double expected = 0;
    for (int seed = 0; seed < 5; seed++) {
      SeasonalModel model = new SeasonalModel(kind, FEATURES, seed);
      Calibration calibration = model.calibrated(1);
      Limits limits = SeasonalModel.limits(calibration);
      expected += calibration.alarms().monthly() * 35 / 30;
      alarms += model.firings(limits);
      for (int feature = 0; feature < FEATURES; feature++) {
        found += model.found(limits, feature, 24 * feature + 7 * seed).isPresent() ? 1 : 0;
      }
    }
    double budget = 5 * 35.0 / 30;
    assertThat(expected).isBetween(0.5 * budget, budget);
    assertThat(alarms).isLessThanOrEqualTo((int) (1.5 * budget));
    assertThat(found).isGreaterThanOrEqualTo(24);
  }

  /** Scores as those of windows of a day: of an AR(1), which knows nothing of the day before. */
  private static ColumnHistory history(String feature, double scale, long seed) {
    Random random = new Random(seed);
    List<Judged> readings = new ArrayList<>();
    double mean = random.nextGaussian();
    Onsets onsets = new Onsets(WEEKS);
    for (int place = 0; place < WEEKS.count(); place++) {
      mean = 0.95 * mean + Math.sqrt(1 - 0.95 * 0.95) * random.nextGaussian();
      double root = scale * mean;
      double share = onsets.share(place) * onsets.sign(place);
      List<Double> shifted =
          Calibrator.SHIFTS.stream().map(size -> Math.pow(root + share * size, 2)).toList();
      readings.add(new Judged(root * root, 0, shifted));
    }
    return new ColumnHistory(feature, "v1", readings);
  }

  private static Optional<Calibration> calibrated(
      double budget, Duration pending, List<ColumnHistory> histories) {
    return Calibrator.calibrate(
        WEEKS,
        Blocks.of(WEEKS).orElseThrow(),
        histories,
        new Settings(budget, DriftDistance.PSI, pending, feature -> 0.2));
  }

  private static List<ColumnHistory> histories(double scale) {
    return IntStream.range(0, 8).mapToObj(i -> history("f" + i, scale * (1 + i), i)).toList();
  }

  @Test
  void eachFeatureHasItsShareOfTheBudget() {
    Calibration found = calibrated(2, Duration.ofMinutes(30), histories(0.02)).orElseThrow();
    assertThat(found.features()).hasSize(8);
    assertThat(found.features())
        .allSatisfy(
            feature -> assertThat(feature.alarms().monthly()).isBetween(0.15, 2.0 / 8 + 1e-9));
    double sum = found.features().stream().mapToDouble(feature -> feature.alarms().monthly()).sum();
    assertThat(found.alarms().monthly()).isCloseTo(sum, within(1e-9)).isLessThanOrEqualTo(2);
    assertThat(found.alarms().interval().contains(found.alarms().monthly())).isTrue();
    // a feature that varies eight times as much has 64 times the limit, where roots are squared
    List<CalibratedFeature> features = found.features();
    assertThat(features.get(7).proposed() / features.get(0).proposed()).isBetween(30.0, 130.0);
  }

  @Test
  void aLargerBudgetFindsMoreAndLimitsGrowWithTheScores() {
    Calibration found = calibrated(1, Duration.ofMinutes(30), histories(0.02)).orElseThrow();
    List<TradeOff> tradeOffs = found.tradeOffs();
    for (int i = 1; i < tradeOffs.size(); i++) {
      assertThat(tradeOffs.get(i).budget()).isLessThan(tradeOffs.get(i - 1).budget());
      assertThat(tradeOffs.get(i).limit()).isGreaterThan(tradeOffs.get(i - 1).limit());
      for (int size = 0; size < Calibrator.SHIFTS.size(); size++) {
        assertThat(tradeOffs.get(i).found().get(size).found())
            .isLessThanOrEqualTo(tradeOffs.get(i - 1).found().get(size).found());
      }
    }
    Calibration twice = calibrated(1, Duration.ofMinutes(30), histories(0.04)).orElseThrow();
    assertThat(twice.features().get(3).proposed() / found.features().get(3).proposed())
        .isCloseTo(4, within(0.4));
  }

  /** Twelve hours are more than half of what it takes; half an hour is as soon as is looked. */
  @Test
  void anotherForIsProposedWhereItFindsShiftsSooner() {
    List<ColumnHistory> histories = histories(0.01);
    assertThat(calibrated(1, Duration.ofHours(12), histories).orElseThrow().pending())
        .isEqualTo(HOUR);
    Calibration own = calibrated(1, Duration.ofMinutes(30), histories).orElseThrow();
    assertThat(own.pending()).isEqualTo(Duration.ofMinutes(30));
    assertThat(own.tried()).extracting(Calibration.Pending::pending).contains(HOUR.multipliedBy(6));
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    List<ColumnHistory> histories = new ArrayList<>(histories(0.02));
    histories.add(new ColumnHistory("constant", "v1", judged(WEEKS.count(), WEEKS.count())));
    histories.add(new ColumnHistory("young", "v1", judged(WEEKS.count(), 100)));
    Calibration found = calibrated(1, HOUR, histories).orElseThrow();
    assertThat(found.features())
        .extracting(CalibratedFeature::feature)
        .doesNotContain("constant", "young")
        .hasSize(8);
    assertThat(calibrated(1, HOUR, histories.subList(8, 10))).isEmpty();
  }

  private static List<Judged> judged(int count, int known) {
    return IntStream.range(0, count)
        .mapToObj(place -> place < known ? new Judged(0.1, 0, List.of()) : Judged.NOTHING)
        .toList();
  }

  /** Two versions one after the other: the limit is that of the one that varies more. */
  @Test
  void versionsShareALimit() {
    List<ColumnHistory> histories = new ArrayList<>(histories(0.02));
    double alone = calibrated(1, HOUR, histories).orElseThrow().features().get(0).proposed();
    histories.add(history("f0", 0.1, 99));
    Calibration both = calibrated(1, HOUR, histories).orElseThrow();
    assertThat(both.features()).hasSize(8);
    assertThat(both.features().get(0).proposed()).isGreaterThan(5 * alone);
  }

  @Test
  void blocksAreWeeksWhereThereAreEnough() {
    assertThat(Blocks.of(WEEKS)).contains(new Blocks(168, 6, Duration.ofDays(7)));
    assertThat(Blocks.of(new Evaluations(3 * 168, HOUR, Duration.ofHours(24))))
        .contains(new Blocks(48, 10, Duration.ofDays(2)));
    assertThat(Blocks.of(new Evaluations(16 * 168, HOUR, Duration.ofDays(7))))
        .contains(new Blocks(336, 8, Duration.ofDays(14)));
    assertThat(Blocks.of(new Evaluations(4 * 48 - 1, HOUR, Duration.ofHours(24)))).isEmpty();
    assertThat(Blocks.shortest(Duration.ofHours(24))).isEqualTo(Duration.ofDays(8));
    assertThat(Blocks.shortest(HOUR)).isEqualTo(Duration.ofDays(4));
  }
}
