package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NoiseGridTest {
  private static final NoiseGrid GRID =
      NoiseGrid.of(
          new long[] {100, 10_000, 1_000_000},
          new double[] {0.95, 0.99},
          new double[][] {{0.1, 0.001, 0.001}, {0.4, 0.2, 0}});

  private static double at(double level, double rows) {
    return GRID.at(level, rows).asOptional().orElseThrow();
  }

  @Test
  void pointsOfTheGridAreMet() {
    assertThat(at(0.95, 100)).isEqualTo(0.1);
    assertThat(at(0.95, 10_000)).isCloseTo(0.001, within(1e-15));
    assertThat(at(0.99, 100)).isEqualTo(0.4);
  }

  @Test
  void logarithmsAreInterpolated() {
    assertThat(at(0.95, 1_000)).isCloseTo(0.01, within(1e-15));
    assertThat(at(0.99, 1_000)).isCloseTo(Math.sqrt(0.08), within(1e-15));
  }

  @Test
  void scoresOfZeroAreInterpolatedToo() {
    assertThat(at(0.99, 100_000)).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void lastPointHoldsBeyond() {
    assertThat(at(0.95, 1e9)).isEqualTo(0.001);
    assertThat(at(0.95, Double.POSITIVE_INFINITY)).isEqualTo(0.001);
  }

  @Test
  void belowTheFirstPointRowsAreTooFew() {
    assertThat(GRID.at(0.95, 99.9)).isEqualTo(Outcome.absent(Reason.TOO_FEW_ROWS));
    assertThat(GRID.at(0.95, Double.NaN)).isEqualTo(Outcome.absent(Reason.TOO_FEW_ROWS));
  }

  @Test
  void emptyGridSaysNothing() {
    NoiseGrid empty = NoiseGrid.of(new long[0], new double[] {0.99}, new double[1][0]);
    assertThat(empty.at(0.99, 1_000)).isEqualTo(Outcome.absent(Reason.UNDEFINED));
  }

  @Test
  void unknownLevelIsAMistake() {
    assertThatThrownBy(() -> GRID.at(0.9, 1_000)).hasMessageContaining("no level 0.9");
  }

  @Test
  void smallerReferenceOfASliceCountsLikeFewerRows() {
    assertThat(NoiseGrid.effectiveRows(1_000, 5_000, 5_000)).isCloseTo(1_000, within(1e-9));
    double rows = NoiseGrid.effectiveRows(1_000, 1_000, 10_000);
    assertThat(1 / rows + 1 / 10_000.0).isCloseTo(2 / 1_000.0, within(1e-15));
    assertThat(NoiseGrid.effectiveRows(1_000, 1e9, 500)).isInfinite();
    assertThatThrownBy(() -> NoiseGrid.effectiveRows(0, 1, 1)).hasMessageContaining("positive");
  }

  @Test
  void arraysAreCopied() {
    GRID.rows()[0] = 1;
    GRID.levels()[0] = 0.5;
    GRID.scores(0.95)[0] = 9;
    assertThat(GRID.rows()).containsExactly(100, 10_000, 1_000_000);
    assertThat(GRID.levels()).containsExactly(0.95, 0.99);
    assertThat(GRID.scores(0.95)).containsExactly(0.1, 0.001, 0.001);
  }

  @Test
  void nonsenseIsRefused() {
    assertRefused(new long[] {0}, new double[] {0.9}, new double[][] {{1}}, "row counts");
    assertRefused(new long[] {2, 2}, new double[] {0.9}, new double[][] {{1, 1}}, "row counts");
    assertRefused(new long[] {2}, new double[] {1}, new double[][] {{1}}, "levels");
    assertRefused(new long[] {2}, new double[] {0.9, 0.9}, new double[][] {{1}, {1}}, "twice");
    assertRefused(new long[] {2}, new double[] {0.9}, new double[][] {{1, 1}}, "one score");
    assertRefused(new long[] {2}, new double[] {0.9}, new double[][] {{Double.NaN}}, "finite");
    assertRefused(new long[] {2}, new double[] {0.9}, new double[0][], "one line");
  }

  private static void assertRefused(
      long[] rows, double[] levels, double[][] scores, String message) {
    assertThatThrownBy(() -> NoiseGrid.of(rows, levels, scores)).hasMessageContaining(message);
  }
}
