package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RatioOfSumsTest {

  private static RatioOfSums of(double[]... units) {
    double[] sums = new double[5];
    for (double[] unit : units) {
      sums[0] += unit[0];
      sums[1] += unit[0] * unit[0];
      sums[2] += unit[1];
      sums[3] += unit[1] * unit[1];
      sums[4] += unit[0] * unit[1];
    }
    return new RatioOfSums(
        new Moments(units.length, sums[0], sums[1]),
        new Moments(units.length, sums[2], sums[3]),
        sums[4]);
  }

  @Test
  void isWhatTheBookSays() {
    Estimate ratio = of(new double[] {1, 4}, new double[] {3, 6}, new double[] {2, 5}).estimate();

    assertThat(ratio.value().asOptional().orElseThrow()).isCloseTo(0.4, within(1e-15));
    // The residuals y - r x are -0.6, 0.6 and 0: 3/2 * 0.72 / 15^2.
    assertThat(ratio.standardError().asOptional().orElseThrow())
        .isCloseTo(Math.sqrt(1.5 * 0.72) / 15, within(1e-12));
  }

  @Test
  void unitsOfOneAreAShare() {
    Estimate ratio =
        of(new double[] {1, 1}, new double[] {0, 1}, new double[] {1, 1}, new double[] {1, 1})
            .estimate();

    assertThat(ratio).isEqualTo(new Moments(4, 3, 3).mean());
  }

  @Test
  void nothingAndOneUnitHaveNoError() {
    assertThat(of().estimate()).isEqualTo(Estimate.absent(Reason.NO_DATA));
    assertThat(of(new double[] {1, 4}).estimate().value()).isEqualTo(Outcome.of(0.25));
    assertThat(of(new double[] {1, 4}).estimate().standardError().isPresent()).isFalse();
    assertThat(of(new double[] {1, 4}, new double[] {2, 8}).estimate().standardError())
        .isEqualTo(Outcome.of(0));
    assertThatThrownBy(() -> new RatioOfSums(new Moments(1, 1, 1), new Moments(2, 1, 1), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theErrorIsThatOfManySamples() {
    Random random = new Random(7);
    double truth = 0;
    double squares = 0;
    double promised = 0;
    int samples = 2000;
    double[] values = new double[samples];
    for (int s = 0; s < samples; s++) {
      double[][] units = new double[300][];
      for (int i = 0; i < units.length; i++) {
        int results = 1 + random.nextInt(10);
        // Whoever clicks, clicks often: results of one request are not independent.
        double taste = random.nextInt(3) == 0 ? 0.6 : 0.05;
        int clicks = 0;
        for (int r = 0; r < results; r++) {
          clicks += random.nextDouble() < taste ? 1 : 0;
        }
        units[i] = new double[] {clicks, results};
      }
      Estimate estimate = of(units).estimate();
      values[s] = estimate.value().asOptional().orElseThrow();
      promised += estimate.standardError().asOptional().orElseThrow() / samples;
      truth += values[s] / samples;
    }
    for (double value : values) {
      squares += (value - truth) * (value - truth) / (samples - 1);
    }
    // The standard deviation of 2,000 samples is known to some 1.6 per cent.
    assertThat(promised / Math.sqrt(squares)).isBetween(0.93, 1.07);
  }
}
