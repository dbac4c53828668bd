package io.tidegauge.statistics;

import java.util.Optional;
import org.apache.commons.math3.special.Beta;

/**
 * A share of rows: {@code successes / trials}.
 *
 * <p>Range: 0 to 1. Unbiased. Standard error: {@code sqrt(p (1 - p) / trials)}, the binomial's; 0
 * where the share is 0 or 1, and too small where there are few successes or few failures (below
 * about 10).
 */
public record Proportion(long successes, long trials) {
  /** Refuses what is not a part of a whole. */
  public Proportion {
    if (!(successes >= 0 && successes <= trials)) {
      throw new IllegalArgumentException(successes + " of " + trials);
    }
  }

  /** The share; absent without trials. */
  public Estimate estimate() {
    if (trials == 0) {
      return Estimate.absent(Reason.NO_DATA);
    }
    double share = (double) successes / trials;
    return Estimate.of(share, share * (1 - share) / trials);
  }

  /**
   * About the same share of as many rows as would tell as much of it if each stood for itself,
   * where these are counted as often as their weights say: see {@link Moments#effective}.
   *
   * @param squares the same rows, each counted as often as the square of its weight
   */
  public Proportion effective(Proportion squares) {
    Moments zerosAndOnes = new Moments(trials, (double) successes, (double) successes);
    long size =
        zerosAndOnes
            .effective(
                new Moments(squares.trials, (double) squares.successes, (double) squares.successes))
            .rows();
    return new Proportion(
        trials == 0 ? 0 : Math.round((double) successes / trials * (double) size), size);
  }

  /** These rows and others together. */
  public Proportion plus(Proportion other) {
    return new Proportion(successes + other.successes, trials + other.trials);
  }

  /**
   * The probability that so many other rows have no success, though they are of the same kind: that
   * of all rows, those with a success are among these by chance, {@code C(trials, successes) /
   * C(trials + rows, successes)}.
   *
   * <p>Source: Fisher's exact test (1935), one-sided.
   *
   * @param rows 1 or more
   */
  public double chanceOfNone(long rows) {
    double others = (double) rows;
    // As betas, whose logarithms are exact where those of factorials cancel.
    double failures = (double) trials - successes;
    return Math.exp(Beta.logBeta(others, trials + 1.0) - Beta.logBeta(others, failures + 1));
  }

  /**
   * The score interval, which holds for small samples and for shares of 0 and 1 too: all {@code q}
   * with {@code |p - q| <= z sqrt(q (1 - q) / trials)}; empty without trials.
   *
   * <p>Source: Wilson (1927).
   *
   * @param level between 0 and 1, as 0.95
   */
  public Optional<Interval> interval(double level) {
    double z = Normal.halfWidth(level);
    if (trials == 0) {
      return Optional.empty();
    }
    double n = trials;
    double failures = n - successes;
    double centre = successes + z * z / 2;
    double half = z * Math.sqrt(successes * (failures / n) + z * z / 4);
    // the ends are exact where one cannot be: rounding must not exclude the share itself
    double low = successes == 0 ? 0 : (centre - half) / (n + z * z);
    double high = failures == 0 ? 1 : (centre + half) / (n + z * z);
    return Optional.of(new Interval(low, high));
  }
}
