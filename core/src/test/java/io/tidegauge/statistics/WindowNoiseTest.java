package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowNoiseTest {
  private static final double LEVEL = 0.99;
  private static final int REFERENCE = 5_000;

  private static NoiseBootstrap bootstrap(DriftDistance distance) {
    return NoiseBootstrap.of(distance, 1, 7, LEVEL);
  }

  private static double noise(
      DriftDistance distance, NoiseGrid grid, double earlier, double current, double gridRows) {
    return WindowNoise.between(distance, grid, LEVEL, earlier, current, gridRows)
        .asOptional()
        .orElseThrow();
  }

  /**
   * Of windows as long as each other, shorter ones, ones as long as the reference, and several
   * windows together before one.
   */
  @ParameterizedTest
  @CsvSource({
    "PSI, 300, 300",
    "PSI, 1000, 2500",
    "PSI, 5000, 5000",
    "PSI, 30000, 20000",
    "PSI, 1600, 400",
    "PSI, 30000, 1000",
    "JENSEN_SHANNON, 300, 300",
    "JENSEN_SHANNON, 4000, 1000",
    "JENSEN_SHANNON, 5000, 5000",
    "HELLINGER, 1000, 1000",
    "TOTAL_VARIATION, 300, 400",
    "L_INFINITY, 1000, 1000",
    "KOLMOGOROV_SMIRNOV, 300, 300",
    "KOLMOGOROV_SMIRNOV, 5000, 5000",
    "KOLMOGOROV_SMIRNOV, 10000, 500",
    "CHI_SQUARE, 300, 300",
    "CHI_SQUARE, 5000, 2000",
    "CHI_SQUARE, 8000, 1000",
    "WASSERSTEIN, 300, 300",
    "WASSERSTEIN, 5000, 5000",
  })
  void aboutOneScoreInAHundredIsOverTheNoiseWithoutDrift(
      DriftDistance distance, int earlier, int current) {
    int references = 2;
    int trials = current > 10_000 ? 200 : 600;
    int over = 0;
    for (int seed = 0; seed < references; seed++) {
      Random random = new Random(seed);
      Distribution reference = Streams.normal(random, REFERENCE);
      NoiseGrid grid = bootstrap(distance).independent(reference);
      double noise = noise(distance, grid, earlier, current, REFERENCE);
      for (int trial = 0; trial < trials; trial++) {
        Distribution before = Streams.normal(random, earlier);
        Distribution now = Streams.normal(random, current);
        if (distance.between(before, now, 1).asOptional().orElseThrow() > noise) {
          over++;
        }
      }
    }
    assertThat((double) over / (references * trials)).isBetween(0.002, 0.025);
  }

  /**
   * Fifteen hours against fifteen others, and against sixty before them, of rows that the hour and
   * the day have in common.
   */
  @ParameterizedTest
  @CsvSource({
    "PSI, 15",
    "KOLMOGOROV_SMIRNOV, 15",
    "CHI_SQUARE, 15",
    "JENSEN_SHANNON, 15",
    "PSI, 60",
    "KOLMOGOROV_SMIRNOV, 60",
    "CHI_SQUARE, 60",
    "JENSEN_SHANNON, 60"
  })
  void windowsOfDependentRowsAreSeldomOverTheNoiseOfBlocks(DriftDistance distance, int earlier) {
    List<Distribution> hours = Streams.hours(0.6, new Random(4));
    double rows = Distribution.together(hours).total();
    NoiseGrid blocks = bootstrap(distance).blocks(hours);
    NoiseGrid independent = bootstrap(distance).independent(Distribution.together(hours));
    double window = 15.0 * Streams.ROWS_OF_AN_HOUR;
    List<Distribution> later = Streams.hours(0.6, new Random(5));
    double[] scores =
        IntStream.range(0, later.size() - 90)
            .mapToObj(
                start ->
                    distance.between(
                        Distribution.together(later.subList(start, start + earlier)),
                        Distribution.together(later.subList(start + 75, start + 90)),
                        1))
            .mapToDouble(score -> score.asOptional().orElseThrow())
            .toArray();
    double before = (double) earlier * Streams.ROWS_OF_AN_HOUR;
    assertThat(shareOver(noise(distance, blocks, before, window, rows), scores))
        .isBetween(0.0, 0.04);
    assertThat(shareOver(noise(distance, independent, before, window, rows), scores))
        .isGreaterThan(0.5);
  }

  private static double shareOver(double noise, double[] scores) {
    return (double) IntStream.range(0, scores.length).filter(i -> scores[i] > noise).count()
        / scores.length;
  }

  @Test
  void againstAsManyRowsAsTheReferenceHasItIsThatOfTheReference() {
    NoiseGrid grid =
        NoiseGrid.of(new long[] {100, 10_000}, new double[] {LEVEL}, new double[][] {{0.4, 0.04}});
    double psi = noise(DriftDistance.PSI, grid, 10_000, 10_000, 10_000);
    assertThat(psi).isCloseTo(0.04, within(1e-12));
    double roots = noise(DriftDistance.HELLINGER, grid, 10_000, 10_000, 10_000);
    assertThat(roots).isCloseTo(0.04, within(1e-12));
    assertThat(noise(DriftDistance.CHI_SQUARE, grid, 10_000, 10_000, 10_000))
        .isCloseTo(0.04, within(1e-12));
  }

  @Test
  void aWindowOfFewerRowsThanTheGridHasNone() {
    NoiseGrid grid =
        NoiseGrid.of(new long[] {100, 10_000}, new double[] {LEVEL}, new double[][] {{0.4, 0.04}});
    Outcome few = Outcome.absent(Reason.TOO_FEW_ROWS);
    assertThat(WindowNoise.between(DriftDistance.PSI, grid, LEVEL, 99, 500, 1_000)).isEqualTo(few);
    assertThat(WindowNoise.between(DriftDistance.PSI, grid, LEVEL, 500, 99, 1_000)).isEqualTo(few);
  }
}
