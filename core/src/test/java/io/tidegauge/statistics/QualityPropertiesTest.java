package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.statistics.GroupFairness.Group;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the outcomes of any predictions; each case is drawn from its seed. */
class QualityPropertiesTest {
  private static final int BINS = 12;

  static Stream<Random> seeds() {
    return IntStream.range(0, 200).mapToObj(Random::new);
  }

  private static long count(Random random) {
    return random.nextInt(4) == 0 ? 0 : (long) Math.pow(10, 6 * random.nextDouble());
  }

  private static Confusion confusion(Random random) {
    return new Confusion(count(random), count(random), count(random), count(random));
  }

  private static long[] counts(Random random) {
    return IntStream.range(0, BINS).mapToLong(bin -> count(random)).toArray();
  }

  private static ScoredOutcomes scored(Random random) {
    double[] means = random.doubles(BINS).sorted().toArray();
    return ScoredOutcomes.of(counts(random), counts(random)).withMeanScores(means);
  }

  private static void assertSame(Estimate actual, Estimate expected) {
    assertSame(actual.value(), expected.value());
    assertSame(actual.standardError(), expected.standardError());
  }

  private static void assertSame(Outcome actual, Outcome expected) {
    assertThat(actual.isPresent()).isEqualTo(expected.isPresent());
    double value = expected.asOptional().orElse(0);
    assertThat(actual.asOptional().orElse(0))
        .isCloseTo(value, within(1e-9 * Math.abs(value) + 1e-12));
  }

  private static void assertBetween(Estimate estimate, double low, double high) {
    double slack = 1e-12;
    estimate
        .value()
        .asOptional()
        .ifPresent(value -> assertThat(value).isBetween(low - slack, high + slack));
    estimate.standardError().asOptional().ifPresent(error -> assertThat(error).isNotNegative());
    assertThat(estimate.value().isPresent() || !estimate.standardError().isPresent()).isTrue();
  }

  private static Estimate negated(Estimate estimate) {
    return new Estimate(
        estimate.value().fold(value -> Outcome.of(-value), Outcome::absent),
        estimate.standardError());
  }

  private static Estimate complement(Estimate estimate) {
    return new Estimate(
        estimate.value().fold(value -> Outcome.of(1 - value), Outcome::absent),
        estimate.standardError());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void valuesOfTwoClassesAreInTheirRange(Random random) {
    Confusion confusion = confusion(random);
    for (Estimate share :
        List.of(
            confusion.accuracy(),
            confusion.precision(),
            confusion.recall(),
            confusion.specificity(),
            confusion.falsePositiveRate(),
            confusion.negativePredictiveValue(),
            confusion.positiveRate(),
            confusion.prevalence(),
            confusion.f1(),
            confusion.balancedAccuracy())) {
      assertBetween(share, 0, 1);
    }
    assertBetween(confusion.matthewsCorrelation(), -1, 1);
    assertBetween(confusion.lift(), 0, Double.MAX_VALUE);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void predictedAndActualCanBeSwapped(Random random) {
    Confusion there = confusion(random);
    Confusion back =
        new Confusion(
            there.truePositives(),
            there.falseNegatives(),
            there.falsePositives(),
            there.trueNegatives());
    assertSame(back.precision(), there.recall());
    assertSame(back.f1(), there.f1());
    assertSame(back.matthewsCorrelation(), there.matthewsCorrelation());
    assertSame(back.lift(), there.lift());
    assertSame(back.prevalence(), there.positiveRate());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void classesCanBeSwapped(Random random) {
    Confusion there = confusion(random);
    Confusion back =
        new Confusion(
            there.trueNegatives(),
            there.falseNegatives(),
            there.falsePositives(),
            there.truePositives());
    assertSame(back.accuracy(), there.accuracy());
    assertSame(back.recall(), there.specificity());
    assertSame(back.recall(), complement(there.falsePositiveRate()));
    assertSame(back.precision(), there.negativePredictiveValue());
    assertSame(back.balancedAccuracy(), there.balancedAccuracy());
    assertSame(back.matthewsCorrelation(), there.matthewsCorrelation());
    assertSame(back.prevalence(), complement(there.prevalence()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oppositePredictionsHaveTheOppositeCorrelation(Random random) {
    Confusion there = confusion(random);
    Confusion opposite =
        new Confusion(
            there.falseNegatives(),
            there.trueNegatives(),
            there.truePositives(),
            there.falsePositives());
    assertSame(opposite.matthewsCorrelation(), negated(there.matthewsCorrelation()));
    assertSame(opposite.balancedAccuracy(), complement(there.balancedAccuracy()));
    assertSame(opposite.accuracy(), complement(there.accuracy()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void manyTimesTheRowsHaveTheSameValuesAndLessError(Random random) {
    Confusion once = confusion(random);
    Confusion fourTimes = once.plus(once).plus(once.plus(once));
    for (boolean correlation : new boolean[] {true, false}) {
      Estimate small = correlation ? once.matthewsCorrelation() : once.lift();
      Estimate large = correlation ? fourTimes.matthewsCorrelation() : fourTimes.lift();
      assertSame(large.value(), small.value());
      assertSame(
          large.standardError(),
          small.standardError().fold(error -> Outcome.of(error / 2), Outcome::absent));
    }
  }

  @Test
  void nothingToJudgeIsNotABadModel() {
    Confusion none = new Confusion(0, 0, 0, 0);
    Confusion negatives = new Confusion(0, 0, 0, 9);
    Estimate noData = Estimate.absent(Reason.NO_DATA);
    Estimate undefined = Estimate.absent(Reason.UNDEFINED);
    assertThat(none.accuracy()).isEqualTo(noData);
    assertThat(none.precision()).isEqualTo(noData);
    assertThat(none.f1()).isEqualTo(noData);
    assertThat(none.balancedAccuracy()).isEqualTo(noData);
    assertThat(none.lift()).isEqualTo(noData);
    assertThat(negatives.accuracy()).isEqualTo(new Estimate(Outcome.of(1), Outcome.of(0)));
    assertThat(negatives.precision()).isEqualTo(undefined);
    assertThat(negatives.f1()).isEqualTo(undefined);
    assertThat(negatives.balancedAccuracy()).isEqualTo(undefined);
    assertThat(negatives.matthewsCorrelation()).isEqualTo(undefined);
    assertThat(negatives.lift()).isEqualTo(undefined);
    assertThatThrownBy(() -> new Confusion(1, -1, 0, 0)).hasMessageContaining("1, -1, 0, 0");
  }

  @Test
  void hugeCountsHaveFiniteValues() {
    long huge = 1_000_000_000_000_000L;
    Confusion confusion = new Confusion(huge, huge, huge, 3 * huge);
    assertBetween(confusion.matthewsCorrelation(), 0.25, 0.25);
    assertBetween(confusion.lift(), 1.49999, 1.50001);
    ScoredOutcomes scored =
        ScoredOutcomes.of(new long[] {huge, huge, 3 * huge}, new long[] {3 * huge, huge, huge});
    assertBetween(scored.rocAuc(), 0.74, 0.74);
    ClassConfusion classes =
        ClassConfusion.of(List.of("a", "b"), new long[][] {{huge, huge}, {huge, 3 * huge}});
    assertBetween(classes.matthewsCorrelation(), 0.25, 0.25);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void valuesOfScoresAreInTheirRange(Random random) {
    ScoredOutcomes scored = scored(random);
    for (Estimate value :
        List.of(
            scored.rocAuc(),
            scored.averagePrecision(),
            scored.kolmogorovSmirnov(),
            scored.calibrationError())) {
      assertBetween(value, 0, 1);
    }
    double auc = scored.rocAuc().value().asOptional().orElseThrow();
    double ks = scored.kolmogorovSmirnov().value().asOptional().orElseThrow();
    // the area between the curve and the diagonal, and the farthest point of the curve from it
    assertThat(Math.abs(auc - 0.5)).isLessThanOrEqualTo(ks - ks * ks / 2 + 1e-12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void scoresOfTheOtherClassAreTheSameTheOtherWayRound(Random random) {
    long[] positives = counts(random);
    long[] negatives = counts(random);
    ScoredOutcomes there = ScoredOutcomes.of(positives, negatives);
    ScoredOutcomes swapped = ScoredOutcomes.of(negatives, positives);
    ScoredOutcomes reversed = ScoredOutcomes.of(reversed(negatives), reversed(positives));
    assertSame(swapped.rocAuc(), complement(there.rocAuc()));
    assertSame(reversed.rocAuc(), there.rocAuc());
    assertSame(swapped.kolmogorovSmirnov(), there.kolmogorovSmirnov());
  }

  private static long[] reversed(long[] counts) {
    return IntStream.range(0, counts.length)
        .mapToLong(i -> counts[counts.length - 1 - i])
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void coarserBinsLoseNoMoreThanTheirTies(Random random) {
    long[] positives = counts(random);
    long[] negatives = counts(random);
    ScoredOutcomes fine = ScoredOutcomes.of(positives, negatives);
    long[] fewerPositives = joined(positives);
    long[] fewerNegatives = joined(negatives);
    ScoredOutcomes coarse = ScoredOutcomes.of(fewerPositives, fewerNegatives);
    double pairs = (double) Arrays.stream(positives).sum() * Arrays.stream(negatives).sum();
    double ties = 0;
    for (int bin = 0; bin < fewerPositives.length; bin++) {
      ties += (double) fewerPositives[bin] * fewerNegatives[bin] / pairs;
    }
    assertThat(coarse.rocAuc().value().asOptional().orElseThrow())
        .isCloseTo(fine.rocAuc().value().asOptional().orElseThrow(), within(ties / 2 + 1e-12));
    assertThat(coarse.kolmogorovSmirnov().value().asOptional().orElseThrow())
        .isLessThanOrEqualTo(fine.kolmogorovSmirnov().value().asOptional().orElseThrow() + 1e-12);
  }

  private static long[] joined(long[] counts) {
    return IntStream.range(0, counts.length / 2)
        .mapToLong(bin -> counts[2 * bin] + counts[2 * bin + 1])
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void scoresOfTwoHalvesTogetherAreThoseOfTheWhole(Random random) {
    double[] sums = new double[BINS];
    long[][][] counts = new long[2][2][BINS];
    double[][] sumsOfHalf = new double[2][BINS];
    for (int row = 0; row < 300; row++) {
      double score = random.nextDouble();
      int bin = (int) (score * BINS);
      int half = random.nextInt(2);
      counts[half][random.nextInt(2)][bin]++;
      sumsOfHalf[half][bin] += score;
      sums[bin] += score;
    }
    ScoredOutcomes[] halves = new ScoredOutcomes[2];
    for (int half = 0; half < 2; half++) {
      halves[half] = scored(counts[half][0], counts[half][1], sumsOfHalf[half]);
    }
    long[] positives = sum(counts[0][0], counts[1][0]);
    long[] negatives = sum(counts[0][1], counts[1][1]);
    ScoredOutcomes whole = scored(positives, negatives, sums);
    ScoredOutcomes together = halves[0].plus(halves[1]);
    assertThat(together.rows()).isEqualTo(300);
    assertSame(together.rocAuc(), whole.rocAuc());
    assertSame(together.averagePrecision(), whole.averagePrecision());
    assertSame(together.calibrationError(), whole.calibrationError());
    assertSame(together.calibrationErrorByChance(), whole.calibrationErrorByChance());
  }

  private static ScoredOutcomes scored(long[] positives, long[] negatives, double[] sums) {
    long[] rows = sum(positives, negatives);
    double[] means =
        IntStream.range(0, BINS).mapToDouble(i -> sums[i] / Math.max(1, rows[i])).toArray();
    return ScoredOutcomes.of(positives, negatives).withMeanScores(means);
  }

  private static long[] sum(long[] left, long[] right) {
    return IntStream.range(0, left.length).mapToLong(i -> left[i] + right[i]).toArray();
  }

  @Test
  void oneClassHasNoCurve() {
    ScoredOutcomes positives = ScoredOutcomes.of(new long[] {1, 2}, new long[] {0, 0});
    ScoredOutcomes none = ScoredOutcomes.of(new long[] {0}, new long[] {0}).withMeanScores(0);
    ScoredOutcomes pair = ScoredOutcomes.of(new long[] {1, 0}, new long[] {0, 2});
    assertThat(positives.rocAuc()).isEqualTo(Estimate.absent(Reason.UNDEFINED));
    assertThat(positives.kolmogorovSmirnov()).isEqualTo(Estimate.absent(Reason.UNDEFINED));
    assertThat(positives.averagePrecision().value()).isEqualTo(Outcome.of(1));
    assertThat(none.rocAuc()).isEqualTo(Estimate.absent(Reason.NO_DATA));
    assertThat(none.averagePrecision()).isEqualTo(Estimate.absent(Reason.NO_DATA));
    assertThat(none.calibrationError()).isEqualTo(Estimate.absent(Reason.NO_DATA));
    assertThat(none.calibrationErrorByChance()).isEqualTo(Outcome.absent(Reason.NO_DATA));
    assertThat(pair.rocAuc())
        .isEqualTo(new Estimate(Outcome.of(0), Outcome.absent(Reason.TOO_FEW_ROWS)));
    assertThatThrownBy(pair::calibrationError).hasMessageContaining("mean scores");
  }

  @Test
  void binsMustAgree() {
    ScoredOutcomes two = ScoredOutcomes.of(new long[] {1, 2}, new long[] {3, 4});
    ScoredOutcomes one = ScoredOutcomes.of(new long[] {1}, new long[] {3});
    assertThatThrownBy(() -> ScoredOutcomes.of(new long[] {1}, new long[] {}))
        .hasMessage("1 bins of positives, 0 of negatives");
    assertThatThrownBy(() -> ScoredOutcomes.of(new long[] {-1}, new long[] {1}))
        .hasMessageContaining("negative");
    assertThatThrownBy(() -> two.withMeanScores(1)).hasMessage("1 mean scores for 2 bins");
    assertThatThrownBy(() -> two.plus(one)).hasMessage("2 bins and 1 bins");
    assertThat(two.plus(two.withMeanScores(0, 1))).hasToString("[2, 4] [6, 8]");
  }

  private static ClassConfusion classes(Random random, int size) {
    List<String> names = IntStream.range(0, size).mapToObj(i -> "class " + i).toList();
    long[][] counts = new long[size][size];
    for (long[] row : counts) {
      Arrays.setAll(row, column -> count(random));
    }
    return ClassConfusion.of(names, counts);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void twoOfManyClassesAreTwoClasses(Random random) {
    ClassConfusion many = classes(random, 2);
    Confusion two = many.against(1);
    assertSame(many.accuracy(), two.accuracy());
    assertSame(many.matthewsCorrelation(), two.matthewsCorrelation());
    if (two.balancedAccuracy().value().isPresent()) {
      assertSame(many.balancedAccuracy(), two.balancedAccuracy());
    }
    assertThat(many.against(0).f1().value()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void valuesOfManyClassesAreInTheirRangeAndAddUp(Random random) {
    ClassConfusion left = classes(random, 4);
    ClassConfusion right = classes(random, 4);
    ClassConfusion whole = left.plus(right);
    assertBetween(whole.macroF1(), 0, 1);
    assertBetween(whole.weightedF1(), 0, 1);
    assertBetween(whole.balancedAccuracy(), 0, 1);
    assertBetween(whole.matthewsCorrelation(), -1, 1);
    assertThat(whole.rows()).isEqualTo(left.rows() + right.rows());
    for (int klass = 0; klass < 4; klass++) {
      assertThat(whole.against(klass)).isEqualTo(left.against(klass).plus(right.against(klass)));
    }
  }

  @Test
  void countsOfManyClassesAreSquareAndOfTheSameClasses() {
    List<String> names = List.of("a", "b");
    ClassConfusion some = ClassConfusion.of(names, new long[][] {{1, 2}, {3, 4}});
    ClassConfusion none = ClassConfusion.of(names, new long[][] {{0, 0}, {0, 0}});
    ClassConfusion others = ClassConfusion.of(List.of("a", "c"), new long[][] {{1, 2}, {3, 4}});
    assertThat(some).hasToString("[a, b] [[1, 2], [3, 4]]");
    assertThat(none.macroF1()).isEqualTo(Estimate.absent(Reason.NO_DATA));
    assertThat(none.balancedAccuracy()).isEqualTo(Estimate.absent(Reason.NO_DATA));
    assertThatThrownBy(() -> some.plus(others)).hasMessage("classes [a, b] and [a, c]");
    assertThatThrownBy(() -> ClassConfusion.of(names, new long[][] {{1, 2}}))
        .hasMessage("the counts are not 2 by 2");
    assertThatThrownBy(() -> ClassConfusion.of(names, new long[][] {{1, 2}, {3}}))
        .hasMessage("the counts are not 2 by 2");
    assertThatThrownBy(() -> ClassConfusion.of(names, new long[][] {{1, 2}, {3, -4}}))
        .hasMessageContaining("negative");
  }

  private static RegressionErrors errors(double[] labels, double[] predictions) {
    Moments relative = new Moments(0, 0, 0);
    RegressionErrors sums = new RegressionErrors(0, 0, 0, 0, 0, 0, 0, relative, relative);
    for (int i = 0; i < labels.length; i++) {
      double y = labels[i];
      double e = predictions[i] - y;
      double share = Math.abs(e / y);
      double symmetric = 2 * Math.abs(e) / (Math.abs(y) + Math.abs(predictions[i]));
      sums =
          sums.plus(
              new RegressionErrors(
                  1,
                  e,
                  Math.abs(e),
                  e * e,
                  e * e * e * e,
                  y,
                  y * y,
                  new Moments(1, share, share * share),
                  new Moments(1, symmetric, symmetric * symmetric)));
    }
    return sums;
  }

  private static double value(Estimate estimate) {
    return estimate.value().asOptional().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void errorsBoundEachOther(Random random) {
    double[] labels = random.doubles(50, 1, 3).toArray();
    double[] predictions = random.doubles(50, 1, 3).toArray();
    RegressionErrors errors = errors(labels, predictions);
    double mae = value(errors.meanAbsoluteError());
    assertThat(Math.abs(value(errors.bias()))).isLessThanOrEqualTo(mae + 1e-12);
    assertThat(mae).isLessThanOrEqualTo(value(errors.rootMeanSquaredError()) + 1e-12);
    assertBetween(errors.symmetricMeanAbsolutePercentageError(), 0, 2);
    assertBetween(errors.meanAbsolutePercentageError(), mae / 3, mae);
    assertThat(errors.r2().asOptional().orElseThrow()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void errorsInAnotherUnitAreTheSame(Random random) {
    double[] labels = random.doubles(50, 1, 3).toArray();
    double[] predictions = random.doubles(50, 1, 3).toArray();
    RegressionErrors metres = errors(labels, predictions);
    RegressionErrors millimetres =
        errors(
            Arrays.stream(labels).map(x -> x * 1000).toArray(),
            Arrays.stream(predictions).map(x -> x * 1000).toArray());
    assertSame(millimetres.r2(), metres.r2());
    assertSame(millimetres.meanAbsolutePercentageError(), metres.meanAbsolutePercentageError());
    Outcome error = metres.rootMeanSquaredError().standardError();
    assertSame(
        millimetres.rootMeanSquaredError().standardError(),
        error.fold(value -> Outcome.of(value * 1000), Outcome::absent));
  }

  @Test
  void errorsThatDoNotVarySayWhy() {
    Moments none = new Moments(0, 0, 0);
    RegressionErrors nothing = new RegressionErrors(0, 0, 0, 0, 0, 0, 0, none, none);
    assertThat(nothing.bias()).isEqualTo(Estimate.absent(Reason.NO_DATA));
    assertThat(nothing.meanAbsolutePercentageError()).isEqualTo(Estimate.absent(Reason.NO_DATA));
    assertThat(nothing.r2()).isEqualTo(Outcome.absent(Reason.NO_DATA));
    RegressionErrors one = new RegressionErrors(1, 2, 2, 4, 16, 0, 0, none, none);
    assertThat(one.bias())
        .isEqualTo(new Estimate(Outcome.of(2), Outcome.absent(Reason.TOO_FEW_ROWS)));
    assertThat(one.meanAbsolutePercentageError()).isEqualTo(Estimate.absent(Reason.UNDEFINED));
    assertThat(one.r2()).isEqualTo(Outcome.absent(Reason.TOO_FEW_ROWS));
    RegressionErrors overflown =
        new RegressionErrors(2, 2e200, 2e200, 1 / 0.0, 1 / 0.0, 3, 5, none, none);
    assertThat(overflown.bias().value()).isEqualTo(Outcome.of(1e200));
    assertThat(overflown.bias().standardError()).isEqualTo(Outcome.absent(Reason.UNDEFINED));
    assertThat(overflown.rootMeanSquaredError()).isEqualTo(Estimate.absent(Reason.UNDEFINED));
    assertThatThrownBy(() -> new RegressionErrors(1, 0, 0, 0, 0, 0, 0, new Moments(2, 0, 0), none))
        .hasMessage("1 rows, 2 of them with a relative error, 0 with a symmetric one");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1e-9, 123456.789, 1e9})
  void valuesThatDoNotVaryHaveNoVariance(double value) {
    Moments moments = new Moments(0, 0, 0);
    for (int row = 0; row < 1000; row++) {
      moments = moments.plus(new Moments(1, value, value * value));
    }
    assertThat(moments.variance()).isEqualTo(Outcome.of(0));
    assertThatThrownBy(() -> new Moments(-1, 0, 0)).hasMessage("-1 rows");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void betterOrdersHaveMoreGain(Random random) {
    double[] relevances = random.ints(10, 0, 4).asDoubleStream().toArray();
    relevances[random.nextInt(10)] = 2;
    double[] best = relevances.clone();
    Arrays.sort(best);
    double[] worst = best.clone();
    for (int i = 0; i < best.length; i++) {
      best[i] = worst[best.length - 1 - i];
    }
    for (int k = 1; k <= 12; k++) {
      double gain = Ranking.ndcg(relevances, k).asOptional().orElseThrow();
      assertThat(Ranking.ndcg(best, k)).isEqualTo(Outcome.of(1));
      assertThat(gain)
          .isBetween(Ranking.ndcg(worst, k).asOptional().orElseThrow() - 1e-12, 1 + 1e-12);
      assertThat(Ranking.hit(relevances, k))
          .isEqualTo(Ranking.reciprocalRank(relevances) >= 1.0 / k);
    }
  }

  @Test
  void thereMustBeAnOrderToJudge() {
    assertThat(Ranking.ndcg(new double[] {}, 3)).isEqualTo(Outcome.absent(Reason.NO_DATA));
    assertThat(Ranking.ndcg(new double[] {1}, 3)).isEqualTo(Outcome.absent(Reason.UNDEFINED));
    assertThat(Ranking.ndcg(new double[] {0, 0}, 3)).isEqualTo(Outcome.absent(Reason.UNDEFINED));
    assertThatThrownBy(() -> Ranking.ndcg(new double[] {1, -1}, 3))
        .hasMessage("a relevance must not be negative");
    assertThatThrownBy(() -> Ranking.hit(new double[] {1}, 0)).hasMessage("k was 0");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void groupsCanBeSwapped(Random random) {
    GroupFairness there =
        new GroupFairness(Group.of(confusion(random)), Group.of(confusion(random)));
    GroupFairness back = new GroupFairness(there.others(), there.group());
    assertSame(back.statisticalParityDifference(), negated(there.statisticalParityDifference()));
    assertSame(back.equalOpportunityDifference(), negated(there.equalOpportunityDifference()));
    there
        .disparateImpactRatio()
        .value()
        .asOptional()
        .ifPresent(
            ratio -> {
              Estimate inverse = back.disparateImpactRatio();
              assertThat(inverse.value().isPresent()).isEqualTo(ratio > 0);
              if (ratio > 0) {
                double error =
                    there.disparateImpactRatio().standardError().asOptional().orElseThrow();
                assertSame(inverse.value(), Outcome.of(1 / ratio));
                assertSame(inverse.standardError(), Outcome.of(error / ratio / ratio));
              }
            });
    Estimate toItself =
        new GroupFairness(there.group(), there.group()).statisticalParityDifference();
    assertBetween(toItself, 0, 0);
  }

  @Test
  void aGroupWithoutRowsHasNoFairness() {
    Group some = Group.of(new Confusion(1, 2, 3, 4));
    GroupFairness fairness = new GroupFairness(some, Group.of(new Confusion(0, 0, 0, 0)));
    assertThat(fairness.statisticalParityDifference()).isEqualTo(Estimate.absent(Reason.NO_DATA));
    assertThat(fairness.disparateImpactRatio()).isEqualTo(Estimate.absent(Reason.NO_DATA));
    GroupFairness nobody = new GroupFairness(some, Group.of(new Confusion(0, 0, 3, 4)));
    assertThat(nobody.disparateImpactRatio().value()).isEqualTo(Outcome.absent(Reason.UNDEFINED));
  }
}
