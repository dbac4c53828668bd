package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NoiseBootstrapTest {
  private static final double LEVEL = 0.99;

  private static NoiseBootstrap bootstrap(DriftDistance distance) {
    return NoiseBootstrap.of(distance, 1, 7, 0.95, LEVEL);
  }

  private static double noise(NoiseGrid grid, double rows) {
    return grid.at(LEVEL, rows).asOptional().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "PSI, 300",
    "PSI, 3000",
    "KOLMOGOROV_SMIRNOV, 300",
    "KOLMOGOROV_SMIRNOV, 3000",
    "JENSEN_SHANNON, 300",
    "WASSERSTEIN, 300",
    "WASSERSTEIN, 3000",
  })
  void aboutOneScoreInAHundredIsOverTheNoiseWithoutDrift(DriftDistance distance, int rows) {
    int references = 4;
    int trials = 400;
    int over = 0;
    for (int seed = 0; seed < references; seed++) {
      Random random = new Random(seed);
      Distribution reference = Streams.normal(random, 5_000);
      double noise = noise(bootstrap(distance).independent(reference), rows);
      for (int trial = 0; trial < trials; trial++) {
        Distribution fresh = Streams.normal(random, 5_000);
        Distribution current = Streams.normal(random, rows);
        if (distance.between(fresh, current, 1).asOptional().orElseThrow() > noise) {
          over++;
        }
      }
    }
    assertThat((double) over / (references * trials)).isBetween(0.002, 0.025);
  }

  @Test
  void windowsOfDependentRowsAreSeldomOverTheNoiseOfBlocks() {
    List<Distribution> hours = Streams.hours(0.6, new Random(4));
    Distribution reference = Distribution.together(hours);
    double blocks = noise(bootstrap(DriftDistance.PSI).blocks(hours), 300);
    double independent = noise(bootstrap(DriftDistance.PSI).independent(reference), 300);
    List<Distribution> later = Streams.hours(0.6, new Random(5));
    double[] scores =
        IntStream.range(0, later.size() - 15)
            .mapToObj(start -> Distribution.together(later.subList(start, start + 15)))
            .mapToDouble(
                current ->
                    PopulationStability.between(reference, current).asOptional().orElseThrow())
            .toArray();
    assertThat(shareOver(blocks, scores)).isBetween(0.0, 0.03);
    assertThat(shareOver(independent, scores)).isGreaterThan(0.8);
  }

  private static double shareOver(double noise, double[] scores) {
    return (double) Arrays.stream(scores).filter(score -> score > noise).count() / scores.length;
  }

  @ParameterizedTest
  @EnumSource(
      value = DriftDistance.class,
      names = {"PSI", "KOLMOGOROV_SMIRNOV", "WASSERSTEIN"})
  void dependentRowsHaveMoreNoiseThanIndependentOnes(DriftDistance distance) {
    List<Distribution> hours = Streams.hours(0.6, new Random(1));
    NoiseGrid blocks = bootstrap(distance).blocks(hours);
    NoiseGrid independent = bootstrap(distance).independent(Distribution.together(hours));
    assertThat(noise(blocks, 300)).isGreaterThan(1.5 * noise(independent, 300));
    assertThat(noise(blocks, 3_000)).isGreaterThan(1.5 * noise(independent, 3_000));
  }

  @ParameterizedTest
  @EnumSource(
      value = DriftDistance.class,
      names = {"PSI", "KOLMOGOROV_SMIRNOV", "TOTAL_VARIATION", "WASSERSTEIN"})
  void independentRowsHaveTheSameNoiseInBlocks(DriftDistance distance) {
    List<Distribution> hours = Streams.hours(0, new Random(1));
    NoiseGrid blocks = bootstrap(distance).blocks(hours);
    NoiseGrid independent = bootstrap(distance).independent(Distribution.together(hours));
    for (double rows : new double[] {30, 100, 300, 1_000, 3_000, 10_000, 1_000_000}) {
      assertThat(noise(blocks, rows) / noise(independent, rows))
          .as("at %s rows", rows)
          .isBetween(1.0, 1.3);
    }
  }

  @Test
  void blocksCoarserThanTheWindowAreThinnedOut() {
    Random random = new Random(5);
    List<Distribution> days =
        IntStream.range(0, 40).mapToObj(i -> Streams.normal(random, 700)).toList();
    NoiseGrid blocks = bootstrap(DriftDistance.PSI).blocks(days);
    NoiseGrid independent = bootstrap(DriftDistance.PSI).independent(Distribution.together(days));
    for (double rows : new double[] {30, 100, 300, 600, 1_000, 3_000}) {
      assertThat(noise(blocks, rows) / noise(independent, rows))
          .as("at %s rows", rows)
          .isBetween(1.0, 1.3);
    }
  }

  @Test
  void noiseFallsWithTheRowsToThatOfTheReference() {
    Distribution reference = Streams.normal(new Random(2), 20_000);
    double[] scores = bootstrap(DriftDistance.PSI).independent(reference).scores(LEVEL);
    for (int i = 1; i < scores.length; i++) {
      assertThat(scores[i]).isLessThan(1.1 * scores[i - 1]);
    }
    // chi-square with 9 degrees of freedom: 0.99 quantile 21.666, times 1/n + 1/m
    assertThat(scores[scores.length - 1]).isBetween(0.9 * 0.001105, 1.1 * 0.001105);
  }

  @Test
  void sameSeedGivesTheSameBits() {
    List<Distribution> hours = Streams.hours(0.4, new Random(1));
    NoiseBootstrap bootstrap = bootstrap(DriftDistance.PSI);
    assertThat(bootstrap.blocks(hours).scores(LEVEL))
        .containsExactly(bootstrap(DriftDistance.PSI).blocks(hours).scores(LEVEL));
    assertThat(bootstrap.independent(Distribution.together(hours)).scores(LEVEL))
        .containsExactly(bootstrap.independent(Distribution.together(hours)).scores(LEVEL))
        .isNotEqualTo(
            NoiseBootstrap.of(DriftDistance.PSI, 1, 8, LEVEL)
                .independent(Distribution.together(hours))
                .scores(LEVEL));
  }

  @Test
  void constantFeatureHasNoNoise() {
    NoiseGrid grid = bootstrap(DriftDistance.PSI).independent(Distribution.of(500));
    assertThat(Arrays.stream(grid.scores(LEVEL))).isNotEmpty().containsOnly(0.0);
  }

  @Test
  void referenceWithoutRowsGivesAnEmptyGrid() {
    Distribution none = Distribution.of(0, 0);
    assertThat(bootstrap(DriftDistance.PSI).independent(none).rows()).isEmpty();
    assertThat(bootstrap(DriftDistance.PSI).blocks(List.of(none, none)).rows()).isEmpty();
    assertThat(bootstrap(DriftDistance.PSI).blocks(List.of()).rows()).isEmpty();
  }

  @Test
  void rowCountsWithoutAScoreAreLeftOut() {
    Distribution reference = Distribution.of(100_000, 1_000);
    NoiseGrid grid = bootstrap(DriftDistance.CHI_SQUARE).independent(reference);
    assertThat(grid.rows()[0]).isEqualTo(1_000);
  }

  @Test
  void wassersteinNeedsMeansAndDeviations() {
    Distribution plain = Distribution.of(1, 2);
    assertThatThrownBy(() -> bootstrap(DriftDistance.WASSERSTEIN).independent(plain))
        .hasMessageContaining("means and the standard deviations");
    assertThatThrownBy(() -> bootstrap(DriftDistance.WASSERSTEIN).blocks(List.of(plain)))
        .hasMessageContaining("means");
  }
}
