package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the comparison of any two groups; each case is drawn from its seed. */
class ComparisonPropertiesTest {
  private static final double LEVEL = 0.95;

  static Stream<Random> seeds() {
    return IntStream.range(0, 200).mapToObj(Random::new);
  }

  private static Proportion proportion(Random random) {
    int trials = 1 + (int) Math.pow(10, 5 * random.nextDouble());
    return new Proportion(random.nextInt(trials + 1), trials);
  }

  private static Moments moments(Random random) {
    Moments moments = new Moments(0, 0, 0);
    int rows = 2 + random.nextInt(100);
    for (int row = 0; row < rows; row++) {
      double x = 1 + random.nextGaussian();
      moments = moments.plus(new Moments(1, x, x * x));
    }
    return moments;
  }

  private static double number(Outcome outcome) {
    return outcome.asOptional().orElseThrow();
  }

  private static void assertMirrored(Interval actual, Interval expected) {
    assertThat(actual.low()).isCloseTo(-expected.high(), within(1e-9));
    assertThat(actual.high()).isCloseTo(-expected.low(), within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void intervalsOfSharesContainThemAndAreMirrored(Random random) {
    Proportion share = proportion(random);
    Proportion failures = new Proportion(share.trials() - share.successes(), share.trials());
    double value = number(share.estimate().value());
    for (double level : new double[] {0.5, LEVEL, 0.999}) {
      Interval interval = share.interval(level).orElseThrow();
      assertThat(interval.contains(value)).isTrue();
      assertThat(interval.low()).isNotNegative();
      assertThat(interval.high()).isLessThanOrEqualTo(1);
      assertThat(failures.interval(level).orElseThrow().low())
          .isCloseTo(1 - interval.high(), within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void groupsOfSharesCanBeSwapped(Random random) {
    TwoProportions there = new TwoProportions(proportion(random), proportion(random));
    TwoProportions back = new TwoProportions(there.treatment(), there.control());
    assertThat(back.pValue()).isEqualTo(there.pValue());
    assertMirrored(back.interval(LEVEL).orElseThrow(), there.interval(LEVEL).orElseThrow());
    Interval interval = there.interval(LEVEL).orElseThrow();
    assertThat(interval.contains(number(there.difference().value()))).isTrue();
    assertThat(interval.low()).isGreaterThanOrEqualTo(-1);
    assertThat(interval.high()).isLessThanOrEqualTo(1);
    there.pValue().asOptional().ifPresent(p -> assertThat(p).isBetween(0.0, 1.0));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void groupsOfMeansCanBeSwapped(Random random) {
    WelchTest there = new WelchTest(moments(random), moments(random));
    WelchTest back = new WelchTest(there.treatment(), there.control());
    assertThat(number(back.pValue())).isCloseTo(number(there.pValue()), within(1e-12));
    assertMirrored(back.interval(LEVEL).orElseThrow(), there.interval(LEVEL).orElseThrow());
    double smaller = Math.min(there.control().rows(), there.treatment().rows()) - 1;
    double both = there.control().rows() + there.treatment().rows() - 2;
    assertThat(number(there.degreesOfFreedom())).isBetween(smaller - 1e-9, both + 1e-9);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aMeanIsDifferentWhereTheIntervalLeavesZeroOut(Random random) {
    WelchTest test = new WelchTest(moments(random), moments(random));
    for (double level : new double[] {0.5, 0.9, LEVEL}) {
      assertThat(test.interval(level).orElseThrow().contains(0))
          .isEqualTo(number(test.pValue()) >= 1 - level);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anAlwaysValidTestIsStricterAndAgreesWithItsInterval(Random random) {
    WelchTest welch = new WelchTest(moments(random), moments(random));
    MixtureSequentialTest test = new MixtureSequentialTest(0.01 + random.nextDouble());
    Estimate difference = welch.difference();
    double p = number(test.pValue(difference));
    double z = number(difference.value()) / number(difference.standardError());
    assertThat(p).isBetween(Normal.outside(z), 1.0);
    for (double level : new double[] {0.5, 0.9, LEVEL}) {
      assertThat(test.interval(difference, level).orElseThrow().contains(0))
          .isEqualTo(p >= 1 - level);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void modelsOnTheSameRowsCanBeSwapped(Random random) {
    int rows = 1 + random.nextInt(1000);
    int first = random.nextInt(rows + 1);
    int second = random.nextInt(rows - first + 1);
    McNemar there = new McNemar(rows, first, second);
    McNemar back = new McNemar(rows, second, first);
    assertThat(back.pValue()).isEqualTo(there.pValue());
    assertThat(back.exactPValue()).isEqualTo(there.exactPValue());
    assertThat(number(back.difference().value())).isEqualTo(-number(there.difference().value()));
    assertThat(number(there.exactPValue())).isBetween(0.0, 1.0);
    McNemar twice = there.plus(back);
    assertThat(number(twice.difference().value())).isZero();
    assertThat(twice.rows()).isEqualTo(2L * rows);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_000, 1_000_000_000, 1_000_000_000_000L})
  void exactAndAsymptoticTestsMeetForManyRows(long differ) {
    long excess = Math.round(Math.sqrt((double) differ));
    McNemar test = new McNemar(differ, (differ - excess) / 2, (differ + excess) / 2);
    assertThat(number(test.exactPValue())).isCloseTo(number(test.pValue()), within(1e-3));
  }

  @Test
  void whatCannotBeComparedSaysWhy() {
    Proportion none = new Proportion(0, 0);
    Proportion some = new Proportion(1, 4);
    TwoProportions empty = new TwoProportions(none, some);
    assertThat(empty.pValue()).isEqualTo(Outcome.absent(Reason.NO_DATA));
    assertThat(empty.difference()).isEqualTo(Estimate.absent(Reason.NO_DATA));
    assertThat(empty.interval(LEVEL)).isEmpty();
    assertThat(new TwoProportions(some, none).interval(LEVEL)).isEmpty();
    TwoProportions certain = new TwoProportions(new Proportion(0, 9), new Proportion(0, 5));
    assertThat(certain.pValue()).isEqualTo(Outcome.absent(Reason.UNDEFINED));
    assertThat(new MixtureSequentialTest(1).pValue(certain.difference()))
        .isEqualTo(Outcome.absent(Reason.UNDEFINED));
    WelchTest single = new WelchTest(new Moments(1, 2, 4), new Moments(2, 2, 4));
    assertThat(single.pValue()).isEqualTo(Outcome.absent(Reason.TOO_FEW_ROWS));
    assertThat(new McNemar(0, 0, 0).pValue()).isEqualTo(Outcome.absent(Reason.NO_DATA));
    assertThat(new McNemar(0, 0, 0).exactPValue()).isEqualTo(Outcome.absent(Reason.NO_DATA));
    assertThat(new McNemar(0, 0, 0).difference()).isEqualTo(Estimate.absent(Reason.NO_DATA));
    assertThat(new McNemar(5, 0, 0).pValue()).isEqualTo(Outcome.absent(Reason.UNDEFINED));
    assertThat(new McNemar(5, 0, 0).exactPValue()).isEqualTo(Outcome.of(1));
  }

  @Test
  void mistakesAreRefused() {
    assertThatThrownBy(() -> new Proportion(2, 1)).hasMessage("2 of 1");
    assertThatThrownBy(() -> new Proportion(1, 2).interval(1)).hasMessageContaining("was 1.0");
    assertThatThrownBy(() -> new McNemar(5, 3, 3)).hasMessage("3 and 3 of 5");
    assertThatThrownBy(() -> new Interval(2, 1)).hasMessage("an interval from 2.0 to 1.0");
    assertThatThrownBy(() -> new Estimate(Outcome.absent(Reason.NO_DATA), Outcome.of(1)))
        .hasMessage("a standard error without a value");
    assertThatThrownBy(() -> new SampleSize(0.9, 0.8)).hasMessageContaining("0.9");
    assertThatThrownBy(() -> new MixtureSequentialTest(0)).hasMessageContaining("positive");
    assertThatThrownBy(
            () -> new MixtureSequentialTest(1).interval(Estimate.absent(Reason.NO_DATA), 0))
        .hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> BenjaminiHochberg.adjusted(0.5, Double.NaN))
        .hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> Normal.quantile(1)).hasMessageContaining("was 1.0");
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "1.96, 0.95", "4, 0.999", "0.001, 0.01", "1e-6, 0.5", "30, 0.9999"})
  void studentsDistributionHasNoSeam(double t, double level) {
    double below = StudentT.outside(t, 1e5);
    double above = StudentT.outside(t, 1e5 + 1e-4);
    assertThat(above).isCloseTo(below, within(1e-10));
    assertThat(StudentT.halfWidth(level, 1e5 + 1e-4))
        .isCloseTo(StudentT.halfWidth(level, 1e5), within(1e-10));
    assertThat(StudentT.outside(t, 1e15)).isCloseTo(Normal.outside(t), within(1e-12));
    assertThat(StudentT.outside(StudentT.halfWidth(level, 3.7), 3.7))
        .isCloseTo(1 - level, within(1e-10));
  }

  @Test
  void smallerEffectsNeedMoreRows() {
    SampleSize size = new SampleSize(0.05, 0.8);
    double rows = 0;
    for (double effect : new double[] {0.3, 0.1, 0.03, 0.01, 0.001}) {
      double needed = number(size.forProportions(0.1, effect));
      assertThat(needed).isGreaterThan(rows);
      rows = needed;
    }
    assertThat(number(size.forMeans(2, 0.5))).isEqualTo(number(size.forMeans(4, -1)));
    Outcome undefined = Outcome.absent(Reason.UNDEFINED);
    assertThat(size.forMeans(1, 0)).isEqualTo(undefined);
    assertThat(size.forProportions(0.1, 0)).isEqualTo(undefined);
    assertThat(size.forProportions(0.1, -0.2)).isEqualTo(undefined);
    assertThat(size.forProportions(1.1, -0.2)).isEqualTo(undefined);
    assertThat(SampleSize.stillNeeded(Outcome.of(100), 30)).isEqualTo(Outcome.of(70));
    assertThat(SampleSize.stillNeeded(Outcome.of(100), 130)).isEqualTo(Outcome.of(0));
    assertThat(SampleSize.stillNeeded(undefined, 130)).isEqualTo(undefined);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void adjustedPValuesKeepTheirOrderAndAreNotSmaller(Random random) {
    double[] p = random.doubles(1 + random.nextInt(20)).sorted().toArray();
    double[] adjusted = BenjaminiHochberg.adjusted(p);
    assertThat(adjusted).isSorted();
    assertThat(adjusted[p.length - 1]).isEqualTo(p[p.length - 1]);
    for (int i = 0; i < p.length; i++) {
      assertThat(adjusted[i]).isBetween(p[i], Math.min(1, p[i] * p.length));
    }
    double[] reversed = new double[p.length];
    Arrays.setAll(reversed, i -> p[p.length - 1 - i]);
    assertThat(BenjaminiHochberg.adjusted(reversed)[0]).isEqualTo(adjusted[p.length - 1]);
    assertThat(BenjaminiHochberg.adjusted()).isEmpty();
  }
}
