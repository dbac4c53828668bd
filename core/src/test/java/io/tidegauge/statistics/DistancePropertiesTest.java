package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any two distributions; each case is drawn from its seed, small ones first. */
class DistancePropertiesTest {
  private static final Set<DriftDistance> BOUNDED =
      EnumSet.of(
          DriftDistance.JENSEN_SHANNON,
          DriftDistance.HELLINGER,
          DriftDistance.TOTAL_VARIATION,
          DriftDistance.L_INFINITY,
          DriftDistance.KOLMOGOROV_SMIRNOV);

  /** Two distributions over the same bins, with means in the order of the bins. */
  private record Case(int seed, Distribution reference, Distribution current) {
    static Case of(int seed) {
      Random random = new Random(seed);
      int bins = 1 + random.nextInt(1 + seed / 10);
      double[] edges = random.doubles(bins + 1, -5, 5).sorted().toArray();
      return new Case(seed, side(random, edges), side(random, edges));
    }

    private static Distribution side(Random random, double[] edges) {
      int bins = edges.length - 1;
      double scale = Math.pow(10, 1 + random.nextInt(6));
      double[] counts = new double[bins];
      double[] means = new double[bins];
      for (int bin = 0; bin < bins; bin++) {
        counts[bin] = random.nextInt(5) == 0 ? 0 : Math.rint(scale * random.nextDouble());
        means[bin] = edges[bin] + random.nextDouble() * (edges[bin + 1] - edges[bin]);
      }
      counts[random.nextInt(bins)] += 1;
      return Distribution.ofWeighted(counts).withMeans(means);
    }

    Distribution[] shuffled() {
      Integer[] order = IntStream.range(0, reference.size()).boxed().toArray(Integer[]::new);
      Collections.shuffle(Arrays.asList(order), new Random(seed));
      return Stream.of(reference, current)
          .map(side -> Arrays.stream(order).mapToDouble(side::count).toArray())
          .map(Distribution::ofWeighted)
          .toArray(Distribution[]::new);
    }
  }

  static Stream<Case> cases() {
    return IntStream.range(0, 200).mapToObj(Case::of);
  }

  private static double value(DriftDistance distance, Distribution left, Distribution right) {
    return distance.between(left, right, 2).asOptional().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void distancesAreFiniteAndNotNegativeAndSomeAtMostOne(Case drawn) {
    for (DriftDistance distance : DriftDistance.values()) {
      Outcome outcome = distance.between(drawn.reference, drawn.current, 2);
      outcome.asOptional().ifPresent(value -> assertThat(value).isNotNegative().isFinite());
      assertThat(outcome.isPresent()).isEqualTo(distance != DriftDistance.CHI_SQUARE || chi(drawn));
      if (BOUNDED.contains(distance)) {
        assertThat(outcome.asOptional().orElseThrow()).isBetween(0.0, 1.0);
      }
    }
  }

  private static boolean chi(Case drawn) {
    return ChiSquare.of(drawn.reference, drawn.current).isPresent();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void distanceToItselfIsZero(Case drawn) {
    for (DriftDistance distance : DriftDistance.values()) {
      distance
          .between(drawn.reference, drawn.reference, 2)
          .asOptional()
          .ifPresent(value -> assertThat(value).as("%s", distance).isZero());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sidesCanBeSwapped(Case drawn) {
    for (DriftDistance distance : EnumSet.complementOf(EnumSet.of(DriftDistance.CHI_SQUARE))) {
      double there = value(distance, drawn.reference, drawn.current);
      double back = value(distance, drawn.current, drawn.reference);
      assertThat(back).as("%s", distance).isCloseTo(there, within(1e-12 * Math.max(1, there)));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void orderOfTheBinsIsWithoutMeaningWhereNotNeeded(Case drawn) {
    Distribution[] shuffled = drawn.shuffled();
    for (DriftDistance distance : DriftDistance.values()) {
      if (!distance.needsOrder()) {
        Outcome expected = distance.between(drawn.reference, drawn.current, 2);
        Outcome actual = distance.between(shuffled[0], shuffled[1], 2);
        assertThat(actual.isPresent()).isEqualTo(expected.isPresent());
        double value = expected.asOptional().orElse(0);
        assertThat(actual.asOptional().orElse(0))
            .as("%s", distance)
            .isCloseTo(value, within(1e-12 * Math.max(1, value)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void distancesBoundEachOther(Case drawn) {
    double variation = value(DriftDistance.TOTAL_VARIATION, drawn.reference, drawn.current);
    double hellinger = value(DriftDistance.HELLINGER, drawn.reference, drawn.current);
    double slack = 1e-12;
    assertThat(value(DriftDistance.KOLMOGOROV_SMIRNOV, drawn.reference, drawn.current))
        .isLessThanOrEqualTo(variation + slack);
    assertThat(value(DriftDistance.L_INFINITY, drawn.reference, drawn.current))
        .isLessThanOrEqualTo(variation + slack);
    assertThat(hellinger * hellinger).isLessThanOrEqualTo(variation + slack);
    assertThat(variation).isLessThanOrEqualTo(Math.sqrt(2) * hellinger + slack);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wassersteinIsAtLeastTheDifferenceOfTheMeans(Case drawn) {
    double difference = Math.abs(mean(drawn.reference) - mean(drawn.current));
    assertThat(value(DriftDistance.WASSERSTEIN, drawn.reference, drawn.current) * 2)
        .isGreaterThanOrEqualTo(difference - 1e-12);
  }

  private static double mean(Distribution side) {
    return IntStream.range(0, side.size()).mapToDouble(i -> side.share(i) * side.mean(i)).sum();
  }

  @ParameterizedTest
  @EnumSource(DriftDistance.class)
  void sidesWithoutRowsHaveNoDistance(DriftDistance distance) {
    Distribution none = Distribution.of(0, 0).withMeans(0, 0);
    Distribution some = Distribution.of(90, 10).withMeans(1, 2);
    assertThat(distance.between(none, some, 1)).isEqualTo(Outcome.absent(Reason.NO_REFERENCE));
    assertThat(distance.between(none, none, 1)).isEqualTo(Outcome.absent(Reason.NO_REFERENCE));
    assertThat(distance.between(some, none, 1)).isEqualTo(Outcome.absent(Reason.NO_DATA));
    assertThat(ChiSquare.of(some, none)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DriftDistance.class)
  void otherBinsAreAMistake(DriftDistance distance) {
    Distribution two = Distribution.of(1, 2).withMeans(1, 2);
    Distribution three = Distribution.of(1, 2, 3).withMeans(1, 2, 3);
    assertThatThrownBy(() -> distance.between(two, three, 1))
        .hasMessage("2 bins in the reference, 3 in the current");
  }

  @Test
  void wassersteinNeedsASpreadAndMeans() {
    Distribution side = Distribution.of(1, 2).withMeans(1, 2);
    for (double deviation : new double[] {0, -1, Double.NaN}) {
      assertThat(Wasserstein.between(side, side, deviation))
          .isEqualTo(Outcome.absent(Reason.UNDEFINED));
    }
    assertThatThrownBy(() -> Wasserstein.between(side, Distribution.of(1, 2), 1))
        .hasMessage("the means of the bins are needed");
  }

  @Test
  void addedCountIsNotNegative() {
    Distribution side = Distribution.of(1, 2);
    assertThatThrownBy(() -> PopulationStability.between(side, side, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hugeStatisticsHaveNoProbability() {
    assertThat(new ChiSquare(0, 3).pValue()).isEqualTo(1);
    for (double statistic : new double[] {1e4, 1e9, 1e15, 1e100, 1e300}) {
      assertThat(new ChiSquare(statistic, 9).pValue()).isZero();
    }
  }

  @Test
  void namesAreThoseOfTheSpec() {
    assertThat(Arrays.stream(DriftDistance.values()).map(DriftDistance::label))
        .containsExactly(
            "psi",
            "jensen_shannon",
            "hellinger",
            "total_variation",
            "l_infinity",
            "kolmogorov_smirnov",
            "chi_square",
            "wasserstein");
    assertThat(DriftDistance.named("l_infinity")).contains(DriftDistance.L_INFINITY);
    assertThat(DriftDistance.named("L_INFINITY")).isEmpty();
    assertThat(DriftDistance.WASSERSTEIN.needsMeans()).isTrue();
    assertThat(DriftDistance.KOLMOGOROV_SMIRNOV.needsMeans()).isFalse();
    assertThat(DriftDistance.PSI.description()).isNotBlank().doesNotEndWith(".");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatBinsAddToTheStabilityIndexIsAllOfIt(Case drawn) {
    double[] parts = PopulationStability.parts(drawn.reference, drawn.current);
    assertThat(parts).hasSize(drawn.reference.size());
    assertThat(Arrays.stream(parts)).allMatch(part -> part >= 0);
    double index =
        PopulationStability.between(drawn.reference, drawn.current).asOptional().orElseThrow();
    assertThat(Arrays.stream(parts).sum()).isCloseTo(index, within(1e-12 * Math.max(1, index)));
  }
}
