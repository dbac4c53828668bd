package io.tidegauge.monitor;

import java.time.Duration;

/** How lengths of time are written in labels: as Prometheus writes durations. */
public final class Windows {
  private Windows() {}

  /**
   * The writing in the largest whole unit: {@code 90s}, {@code 1h}, {@code 7d}; a single day is
   * {@code 24h}, as most people write it.
   */
  public static String label(Duration length) {
    long seconds = length.toSeconds();
    if (seconds % 86_400 == 0 && seconds > 86_400) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    if (seconds % 60 == 0) {
      return seconds / 60 + "m";
    }
    return seconds + "s";
  }
}
