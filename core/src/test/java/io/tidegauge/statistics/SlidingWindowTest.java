package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

/**
 * What becomes of the always-valid test in a window that slides, for which nobody has proved it. Of
 * a difference without any effect, the share of histories in which the p-value falls to alpha at
 * one look at least.
 */
class SlidingWindowTest {
  private static final double ALPHA = 0.05;
  private static final int LOOKS = 200;
  private static final int HISTORIES = 4000;

  /** Of all variances of the difference, in units of the mixture's, the one that errs most. */
  private static final double VARIANCE = 0.12;

  private final RandomGenerator random = new Well19937c(20261121);
  private final MixtureSequentialTest test = new MixtureSequentialTest(1);

  private double[] path(int steps) {
    double[] path = new double[steps + 1];
    for (int i = 1; i <= steps; i++) {
      path[i] = path[i - 1] + random.nextGaussian();
    }
    return path;
  }

  /** Whether a look finds something in what came within a window's length. */
  private boolean finds(double came) {
    Estimate difference = Estimate.of(came * Math.sqrt(VARIANCE / LOOKS), VARIANCE);
    return test.pValue(difference).asOptional().orElseThrow() <= ALPHA;
  }

  @Test
  void falseAlarmsKeepBelowAlphaForEachLengthOfTheWindow() {
    int alarms = 0;
    for (int history = 0; history < HISTORIES; history++) {
      double[] path = path(2 * LOOKS);
      boolean alarm = false;
      for (int end = LOOKS; end <= 2 * LOOKS && !alarm; end++) {
        alarm = finds(path[end] - path[end - LOOKS]);
      }
      alarms += alarm ? 1 : 0;
    }
    // The theory of a window over white noise that is looked at all the time says 0.029.
    assertThat((double) alarms / HISTORIES).isBetween(0.015, 0.035).isLessThan(ALPHA);
  }

  @Test
  void overManyLengthsTheyAddUp() {
    int alarms = 0;
    for (int history = 0; history < HISTORIES / 10; history++) {
      double[] path = path(11 * LOOKS);
      boolean alarm = false;
      for (int end = LOOKS; end < path.length && !alarm; end++) {
        alarm = finds(path[end] - path[end - LOOKS]);
      }
      alarms += alarm ? 1 : 0;
    }
    assertThat(alarms / (HISTORIES / 10.0)).isGreaterThan(2 * ALPHA);
  }
}
