package io.tidegauge.statistics;

import java.util.Optional;
import org.apache.commons.math3.util.FastMath;

/**
 * The mixture sequential probability ratio test of a difference, which may be looked at after every
 * row and stopped at will: if there is no effect, the p-value ever falls to {@code alpha} or below
 * with a probability of at most {@code alpha}. With {@code d} the difference, {@code V} its squared
 * standard error and {@code t} the mixture's standard deviation, the likelihood ratio is {@code
 * sqrt(V / (V + t^2)) exp(t^2 d^2 / (2 V (V + t^2)))}.
 *
 * <p>That holds for a normal difference of known variance, hence asymptotically: looks should start
 * where both groups have rows by the hundred, and ten successes and failures each. Any {@code t} is
 * valid; the test is quickest for effects of about that size.
 *
 * <p>Source: Johari, Koomen, Pekelis and Walsh, Always valid inference: continuous monitoring of
 * A/B tests (Operations Research, 2022); Robbins (1970).
 *
 * @param mixtureStandardDeviation of the effects that are thought possible, in units of the
 *     difference; positive
 */
public record MixtureSequentialTest(double mixtureStandardDeviation) {
  /** Refuses what is no standard deviation. */
  public MixtureSequentialTest {
    if (!(mixtureStandardDeviation > 0 && mixtureStandardDeviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a standard deviation must be positive, was " + mixtureStandardDeviation);
    }
  }

  /**
   * The p-value at this look: one divided by the likelihood ratio, at most 1. The smallest of all
   * looks so far is valid too. Undefined where the standard error is 0.
   *
   * @param difference of {@link TwoProportions}, {@link WelchTest} or {@link McNemar}
   */
  public Outcome pValue(Estimate difference) {
    return difference.value().with(difference.standardError(), this::pValue);
  }

  private double pValue(double value, double error) {
    double z = value / error;
    double mixed = error * error + mixtureStandardDeviation * mixtureStandardDeviation;
    double part = mixtureStandardDeviation * mixtureStandardDeviation / mixed;
    double logOfRatio = FastMath.log(error * error / mixed) / 2 + part * z * z / 2;
    return Math.min(1, FastMath.exp(-logOfRatio));
  }

  /**
   * The confidence interval at this look: the effects that the same test does not rule out. All
   * looks together contain the effect with a probability of at least {@code level}; {@code d} plus
   * and minus {@code sqrt(V (V + t^2) / t^2 ln((V + t^2) / (V (1 - level)^2)))}. Empty where the
   * standard error is absent or 0.
   *
   * @param level between 0 and 1, as 0.95
   */
  public Optional<Interval> interval(Estimate difference, double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("a level must be between 0 and 1, was " + level);
    }
    return difference.within(
        difference
            .standardError()
            .fold(error -> Outcome.of(halfWidth(error, level)), Outcome::absent));
  }

  private double halfWidth(double error, double level) {
    double mixed = Math.hypot(error, mixtureStandardDeviation);
    double logOfBound = 2 * FastMath.log(mixed / error / (1 - level));
    return error * mixed / mixtureStandardDeviation * Math.sqrt(logOfBound);
  }
}
