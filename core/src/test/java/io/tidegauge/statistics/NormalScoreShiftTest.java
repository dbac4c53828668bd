package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class NormalScoreShiftTest {
  private static final Distribution QUARTERS = Distribution.of(250, 250, 250, 250);

  /** By Python's statistics.NormalDist: cdf(inv_cdf(p) - 0.5). */
  @Test
  void quartersMoveAsThoseOfANormalValue() {
    Distribution moved = NormalScoreShift.of(QUARTERS, 1, 0.5, QUARTERS);
    double[] below = {0.1200995, 0.3085375, 0.5692597, 1};
    double sum = 0;
    for (int bin = 0; bin < 4; bin++) {
      sum += moved.count(bin) / 1000;
      assertThat(sum).isCloseTo(below[bin], within(1e-6));
    }
  }

  @Test
  void aShareOfTheRowsMovesAndNoneIsLost() {
    Distribution half = NormalScoreShift.of(QUARTERS, 0.5, 0.5, QUARTERS);
    Distribution all = NormalScoreShift.of(QUARTERS, 1, 0.5, QUARTERS);
    for (int bin = 0; bin < 4; bin++) {
      assertThat(half.count(bin)).isCloseTo((250 + all.count(bin)) / 2, within(1e-9));
    }
    assertThat(half.total()).isCloseTo(1000, within(1e-9));
    assertThat(NormalScoreShift.of(QUARTERS, 0, 3, QUARTERS).count(0)).isEqualTo(250);
    assertThat(NormalScoreShift.of(QUARTERS, 1, 0, QUARTERS).count(2)).isCloseTo(250, within(1e-9));
  }

  @Test
  void noValueMovesToWhereNoneWas() {
    Distribution moved =
        NormalScoreShift.of(Distribution.of(0, 500, 500, 0), 1, 1, Distribution.of(1, 1, 1, 1));
    assertThat(moved.count(0)).isZero();
    assertThat(moved.count(3)).isCloseTo(0, within(1e-9));
    assertThat(NormalScoreShift.of(Distribution.of(0, 0), 1, 1, Distribution.of(1, 1)).total())
        .isZero();
  }

  /**
   * Against rows that were really moved: their PSI is that of a shift, 0.25, and so is this one.
   */
  @Test
  void itIsAShiftOfNormalRows() {
    Random random = new Random(5);
    double[] values = DoubleStream.generate(random::nextGaussian).limit(100_000).toArray();
    Distribution rows = Streams.binned(values);
    Distribution really = Streams.binned(DoubleStream.of(values).map(x -> x + 0.5).toArray());
    Distribution moved = NormalScoreShift.of(rows, 1, 0.5, rows);
    for (int bin = 0; bin < rows.size(); bin++) {
      assertThat(moved.share(bin)).isCloseTo(really.share(bin), within(0.004));
    }
    assertThat(PopulationStability.between(rows, moved).asOptional().orElseThrow())
        .isCloseTo(
            PopulationStability.between(rows, really).asOptional().orElseThrow(), within(0.005));
  }

  @Test
  void sharesAreShares() {
    assertThatThrownBy(() -> NormalScoreShift.of(QUARTERS, 1.5, 1, QUARTERS))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
