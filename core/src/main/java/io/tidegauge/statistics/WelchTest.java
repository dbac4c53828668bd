package io.tidegauge.statistics;

import java.util.Optional;

/**
 * Welch's t-test of means in two groups of independent rows, whose variances may differ.
 *
 * <p>The p-value is for one look that was planned before; for looks at will there is {@link
 * MixtureSequentialTest}. Absent where a group has fewer than two rows, undefined where neither
 * varies.
 *
 * <p>Source: Welch (1947); Satterthwaite (1946) for the degrees of freedom.
 */
public record WelchTest(Moments control, Moments treatment) {

  /** Treatment less control: unbiased; {@code error^2 = s1^2 / n1 + s2^2 / n2}. */
  public Estimate difference() {
    return treatment.mean().minus(control.mean());
  }

  /**
   * {@code error^4 / ((s1^2 / n1)^2 / (n1 - 1) + (s2^2 / n2)^2 / (n2 - 1))}: between those of the
   * smaller group and those of both.
   */
  public Outcome degreesOfFreedom() {
    Outcome first = control.mean().standardError();
    Outcome second = treatment.mean().standardError();
    return first.with(second, this::degreesOfFreedom);
  }

  private double degreesOfFreedom(double firstError, double secondError) {
    // of the shares in the variance, so that nothing overflows
    double first = firstError / Math.hypot(firstError, secondError);
    double second = secondError / Math.hypot(firstError, secondError);
    return 1
        / (Math.pow(first, 4) / (control.rows() - 1)
            + Math.pow(second, 4) / (treatment.rows() - 1));
  }

  /**
   * A confidence interval of the difference; empty where there is no test.
   *
   * @param level between 0 and 1, as 0.95
   */
  public Optional<Interval> interval(double level) {
    Estimate difference = difference();
    return difference.within(
        difference
            .standardError()
            .with(
                degreesOfFreedom(),
                (error, degrees) -> error * StudentT.halfWidth(level, degrees)));
  }

  /** The probability of a difference at least as large in either direction without any effect. */
  public Outcome pValue() {
    Estimate difference = difference();
    return difference
        .value()
        .with(difference.standardError(), (value, error) -> value / error)
        .with(degreesOfFreedom(), StudentT::outside);
  }
}
