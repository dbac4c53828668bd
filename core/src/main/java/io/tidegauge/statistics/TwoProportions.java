package io.tidegauge.statistics;

import java.util.Optional;

/**
 * The two-proportion z-test of shares in two groups of independent rows. No continuity correction.
 *
 * <p>The p-value is for one look that was planned before; for looks at will there is {@link
 * MixtureSequentialTest}.
 */
public record TwoProportions(Proportion control, Proportion treatment) {

  /** Treatment less control: -1 to 1, unbiased; standard error without pooling. */
  public Estimate difference() {
    return treatment.estimate().minus(control.estimate());
  }

  /**
   * A confidence interval of the difference from the score intervals of both shares, sound for few
   * successes too: with {@code d} the difference and {@code l}, {@code u} the bounds of a share
   * {@code p}, from {@code d - sqrt((p2 - l2)^2 + (u1 - p1)^2)} to {@code d + sqrt((u2 - p2)^2 +
   * (p1 - l1)^2)}; empty where a group has no rows.
   *
   * <p>Source: Newcombe, Interval estimation for the difference between independent proportions
   * (1998), method 10.
   *
   * @param level between 0 and 1, as 0.95
   */
  public Optional<Interval> interval(double level) {
    return treatment
        .interval(level)
        .flatMap(second -> control.interval(level).map(first -> between(first, second)));
  }

  private Interval between(Interval first, Interval second) {
    double p1 = (double) control.successes() / control.trials();
    double p2 = (double) treatment.successes() / treatment.trials();
    return new Interval(
        p2 - p1 - Math.hypot(p2 - second.low(), first.high() - p1),
        p2 - p1 + Math.hypot(second.high() - p2, p1 - first.low()));
  }

  /**
   * The difference in the standard errors that it has without any effect: {@code z = d / sqrt(p (1
   * - p) (1 / n1 + 1 / n2))} with {@code p} the share of both together. Undefined where no row, or
   * every row, is a success.
   *
   * <p>Source: its square is Pearson's (1900) chi-square of the 2 by 2 table.
   */
  public Outcome z() {
    double each = 1.0 / control.trials() + 1.0 / treatment.trials();
    Outcome pooled = control.plus(treatment).estimate().value();
    return difference().value().with(pooled, (value, p) -> value / Math.sqrt(p * (1 - p) * each));
  }

  /**
   * The probability of a difference at least as large in either direction without any effect, by
   * the normal distribution of {@link #z}.
   */
  public Outcome pValue() {
    return z().fold(z -> Outcome.of(Normal.outside(z)), Outcome::absent);
  }
}
