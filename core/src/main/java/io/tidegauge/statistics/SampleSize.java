package io.tidegauge.statistics;

/**
 * How many rows each of two groups needs, so that a two-sided test at one planned look finds an
 * effect that is there. Asymptotic: good to about a percent where both groups expect ten successes
 * and ten failures, or means are near normal.
 *
 * <p>Source: Fleiss, Statistical Methods for Rates and Proportions (1981), without continuity
 * correction.
 *
 * @param alpha the probability of finding what is not there, as 0.05
 * @param power the probability of finding what is there, as 0.8; not below {@code alpha}
 */
public record SampleSize(double alpha, double power) {
  /** Refuses what are no probabilities. */
  public SampleSize {
    if (!(alpha > 0 && alpha <= power && power < 1)) {
      throw new IllegalArgumentException("alpha was " + alpha + ", power was " + power);
    }
  }

  /**
   * Rows for each group, for shares {@code p1} and {@code p2 = p1 + effect} with mean {@code p}:
   * {@code (z_alpha sqrt(2 p (1 - p)) + z_power sqrt(p1 (1 - p1) + p2 (1 - p2)))^2 / effect^2},
   * rounded up. Undefined for an effect of 0, or one that leads out of 0 to 1.
   */
  public Outcome forProportions(double control, double effect) {
    double treatment = control + effect;
    if (!(control >= 0 && control <= 1 && treatment >= 0 && treatment <= 1)) {
      return Outcome.absent(Reason.UNDEFINED);
    }
    double mean = (control + treatment) / 2;
    double pooled = Math.sqrt(2 * mean * (1 - mean));
    double apart = Math.sqrt(control * (1 - control) + treatment * (1 - treatment));
    return rows(zAlpha() * pooled + zPower() * apart, effect);
  }

  /**
   * Rows for each group, for means of values with one standard deviation: {@code 2 (z_alpha +
   * z_power)^2 (standard deviation / effect)^2}, rounded up. Undefined for an effect of 0.
   */
  public Outcome forMeans(double standardDeviation, double effect) {
    return rows(Math.sqrt(2) * (zAlpha() + zPower()) * standardDeviation, effect);
  }

  /** Rows that each group still needs, if the smaller one has so many: 0 where it has enough. */
  public static Outcome stillNeeded(Outcome needed, long has) {
    return needed.fold(rows -> Outcome.of(Math.max(0, rows - has)), Outcome::absent);
  }

  private static Outcome rows(double spread, double effect) {
    double ratio = spread / effect;
    return Outcome.of(Math.ceil(ratio * ratio));
  }

  private double zAlpha() {
    return Normal.halfWidth(1 - alpha);
  }

  private double zPower() {
    return Normal.quantile(power);
  }
}
