package io.tidegauge.calibration;

import java.time.Duration;

/**
 * When, in a history, shifts are thought to begin: each 25 hours, so that they come at every hour
 * of the day, by turns upwards and downwards. One is looked at for a day, or until the window is
 * full of it, where that takes longer; then they are so far apart, and an hour more.
 *
 * @param history the moments at which is looked
 */
public record Onsets(Evaluations history) {
  private static final Duration DAY = Duration.ofDays(1);

  /** So soon a shift is to be found. */
  public Duration within() {
    return history.window().compareTo(DAY) > 0 ? history.window() : DAY;
  }

  /** How many evaluations apart they are: more than one is looked at. */
  int spacing() {
    return Math.max(lookedAt() + 1, history.steps(within().plusHours(1)));
  }

  /** How many evaluations after its onset a shift is looked at. */
  int lookedAt() {
    return Math.max(1, Math.toIntExact(within().dividedBy(history.step())));
  }

  /** The share of a window's rows that came since the last onset, if traffic is even: 0 to 1. */
  public double share(int place) {
    double since = (double) (place % spacing()) * history.step().toMillis();
    return Math.min(1, since / history.window().toMillis());
  }

  /** 1 where the last shift is upwards, -1 where it is downwards. */
  public int sign(int place) {
    return place / spacing() % 2 == 0 ? 1 : -1;
  }
}
