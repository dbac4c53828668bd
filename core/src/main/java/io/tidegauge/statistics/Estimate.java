package io.tidegauge.statistics;

import java.util.Optional;

/**
 * A value estimated from a sample, and its standard error: the standard deviation of the values
 * that other samples of as many rows, drawn alike, would give.
 *
 * <p>Standard errors are asymptotic, those of functions of counts by the delta method. For a
 * function that stays the same if all counts grow alike, the variance is {@code sum over counts of
 * count * (d value / d count)^2}, with the number of rows given or random. Rows are taken as
 * independent.
 *
 * <p>A standard error of 0 says that the sample shows no variation (a share of 0 or 1), not that
 * there is none: for shares, {@link Proportion#interval} is sound there too.
 *
 * @param standardError absent where theory or the sums give none; never present without a value
 */
public record Estimate(Outcome value, Outcome standardError) {
  /** Refuses the standard error of nothing. */
  public Estimate {
    if (standardError.isPresent() && !value.isPresent()) {
      throw new IllegalArgumentException("a standard error without a value");
    }
  }

  /** A value and the variance of its error. */
  static Estimate of(double value, double variance) {
    Outcome estimated = Outcome.of(value);
    Outcome error = Outcome.of(Math.sqrt(variance));
    return new Estimate(estimated, estimated.isPresent() ? error : estimated);
  }

  /** Neither value nor standard error. */
  static Estimate absent(Reason reason) {
    return new Estimate(Outcome.absent(reason), Outcome.absent(reason));
  }

  /** This value with the standard error that was found for another one, where both are known. */
  public Estimate withErrorOf(Estimate other) {
    return new Estimate(value, value.isPresent() ? other.standardError : value);
  }

  /** This less another that was estimated from other rows: {@code error^2 = a^2 + b^2}. */
  public Estimate minus(Estimate other) {
    return new Estimate(
        value.with(other.value, (left, right) -> left - right),
        standardError.with(other.standardError, Math::hypot));
  }

  /**
   * This divided by another that was estimated from other rows: {@code error^2 = (a^2 + ratio^2
   * b^2) / divisor^2}, by the delta method.
   */
  public Estimate dividedBy(Estimate other) {
    Outcome ratio = value.with(other.value, (left, right) -> left / right);
    Outcome fromDivisor = ratio.with(other.standardError, (factor, error) -> factor * error);
    return new Estimate(
        ratio,
        standardError
            .with(fromDivisor, Math::hypot)
            .with(other.value, (error, divisor) -> error / Math.abs(divisor)));
  }

  /**
   * The values within as many standard errors as hold a share {@code level} of a normal
   * distribution; empty without a standard error.
   *
   * @param level between 0 and 1, as 0.95
   */
  public Optional<Interval> interval(double level) {
    double z = Normal.halfWidth(level);
    return within(standardError.fold(error -> Outcome.of(z * error), Outcome::absent));
  }

  /** The values no further than this from the value; empty where either is absent. */
  Optional<Interval> within(Outcome distance) {
    return distance.fold(
        half ->
            value.fold(
                centre -> Optional.of(new Interval(centre - half, centre + half)),
                reason -> Optional.empty()),
        reason -> Optional.empty());
  }
}
