package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.statistics.NumericBins;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericCountsTest {
  private static NumericCounts counts(double shift, double... values) {
    NumericCounts counts =
        new NumericCounts(
            new NumericLayout(
                Optional.of(NumericBins.ofEdges(0, 10)),
                Optional.empty(),
                shift,
                true,
                true,
                true,
                true));
    Arrays.stream(values).forEach(counts::add);
    return counts;
  }

  private static BigDecimal mean(DoubleStream values) {
    double[] all = values.toArray();
    return Arrays.stream(all)
        .mapToObj(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(all.length), MathContext.DECIMAL128);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sumsAreThoseOfExactArithmetic(long seed) {
    Random random = new Random(seed);
    double[] values =
        random.doubles(20_000).map(x -> Math.scalb(x - 0.4, random.nextInt(60))).toArray();

    NumericCounts counts = counts(0, values);
    double expected = mean(Arrays.stream(values)).doubleValue();
    double squares = mean(Arrays.stream(values).map(x -> x * x)).doubleValue();

    assertThat(counts.mean().orElseThrow()).isCloseTo(expected, Percentage.withPercentage(1e-10));
    assertThat(counts.standardDeviation().orElseThrow())
        .isCloseTo(Math.sqrt(squares - expected * expected), Percentage.withPercentage(1e-10));
  }

  @Test
  void subnormalsAreNotZeroAndBelowTheSmallestOfFullPrecision() {
    NumericCounts counts =
        counts(0, 0, -0.0, Double.MIN_NORMAL, Math.nextDown(Double.MIN_NORMAL), -Double.MIN_VALUE);
    counts.add(1e-310, 3);
    counts.add(1e-300, 3);

    assertThat(counts.subnormals()).isEqualTo(5);
  }

  @Test
  void aSumOfTermsThatCancelKeepsWhatIsLeft() {
    NumericCounts counts = counts(0, 1e100, 1, -1e100, 1);
    assertThat(counts.mean()).hasValue(0.5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e6, -1e9, 1e12})
  void theDeviationOfValuesFarFromZeroIsNotLostWithAShiftNearTheirMean(double offset) {
    double[] values = new Random(7).doubles(50_000).map(x -> x + offset).toArray();
    double mean = mean(Arrays.stream(values)).doubleValue();
    double exact = mean(Arrays.stream(values).map(x -> (x - mean) * (x - mean))).doubleValue();

    double deviation = counts(offset + 3, values).standardDeviation().orElseThrow();

    assertThat(deviation).isCloseTo(Math.sqrt(exact), Percentage.withPercentage(1e-5));
  }

  @Test
  void valuesThatAreNotFiniteAreInNoSumRangeOrBin() {
    NumericCounts counts =
        counts(0, Double.NaN, Double.POSITIVE_INFINITY, 5, Double.NEGATIVE_INFINITY);
    counts.addMissing();

    assertThat(counts.missing()).isEqualTo(1);
    assertThat(counts.nan()).isEqualTo(1);
    assertThat(counts.infinite()).isEqualTo(2);
    assertThat(counts.finite()).isEqualTo(1);
    assertThat(counts.min()).hasValue(5);
    assertThat(counts.max()).hasValue(5);
    assertThat(counts.mean()).hasValue(5);
    assertThat(counts.distribution().total()).isEqualTo(1);
  }

  @Test
  void nothingIsSaidOfNoValues() {
    NumericCounts counts = counts(3);
    assertThat(counts.mean()).isEmpty();
    assertThat(counts.standardDeviation()).isEmpty();
    assertThat(counts.min()).isEmpty();
    assertThat(counts.quantile(0.5)).isEmpty();
  }

  @Test
  void zeroOfEitherSignIsOneValue() {
    assertThat(counts(0, -0.0, 0.0).min()).isEqualTo(counts(0, 0.0, -0.0).max());
    assertThat(counts(0, -0.0).distribution()).hasToString("[0.0, 1.0, 0.0]");
  }

  @Test
  void valuesWhoseSumsOverflowAreCountedAllTheSame() {
    NumericCounts counts = counts(0, 1.7e308, 1.7e308, -1.7e308);
    assertThat(counts.mean()).isEmpty();
    assertThat(counts.standardDeviation()).isEmpty();
    assertThat(counts.distribution()).hasToString("[1.0, 0.0, 2.0]");
    assertThat(counts.distribution().hasMeans()).isFalse();
    assertThat(counts.deviationWithin(2)).isZero();
    assertThat(counts.max()).hasValue(1.7e308);
  }

  @Test
  void quantilesAreWithinTheirAccuracy() {
    double[] values = new Random(3).doubles(10_000).map(x -> Math.exp(12 * x - 6)).toArray();
    NumericCounts counts = counts(0, values);
    double[] sorted = Arrays.stream(values).sorted().toArray();
    for (double share : new double[] {0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1}) {
      double exact = sorted[(int) Math.floor(share * (sorted.length - 1))];
      assertThat(counts.quantile(share).orElseThrow())
          .isCloseTo(exact, Percentage.withPercentage(100 * NumericCounts.QUANTILE_ACCURACY));
    }
  }

  @Test
  void quantilesBearTheLargestAndSmallestDoubles() {
    NumericCounts counts = counts(0, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 0.0, 7);
    assertThat(counts.quantile(1).orElseThrow())
        .isCloseTo(Double.MAX_VALUE, Percentage.withPercentage(1));
    assertThat(counts.quantile(0.5).orElseThrow()).isCloseTo(0, within(1e-300));
  }

  @Test
  void countsOfOtherLayoutsAreRefused() {
    assertThatThrownBy(() -> counts(0).merge(counts(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withoutAReferenceThereAreNoBins() {
    NumericCounts counts =
        new NumericCounts(
            new NumericLayout(Optional.empty(), Optional.empty(), 0, true, true, false, false));
    counts.add(1);
    assertThat(counts.hasBins()).isFalse();
    assertThat(counts.mean()).hasValue(1);
    assertThat(counts.quantile(0.5)).isEmpty();
  }
}
