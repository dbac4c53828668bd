package io.tidegauge.exporter.command;

import io.tidegauge.exporter.health.Wording;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * A line on a terminal that says how far a long run is, and how long it will take; nothing where
 * output goes to a file.
 */
final class ProgressLine {
  private static final int WIDTH = 30;
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final PrintWriter out;
  private final boolean shown;
  private final long all;
  private final long startNanos = System.nanoTime();
  private long shownNanos = startNanos - BETWEEN.toNanos();
  private long first = -1;

  /**
   * Nothing is done yet.
   *
   * @param shown whether there is a terminal
   * @param all how many steps there are
   */
  ProgressLine(PrintWriter out, boolean shown, long all) {
    this.out = out;
    this.shown = shown;
    this.all = all;
  }

  /** So many steps are done. */
  synchronized void done(long steps) {
    if (first < 0) {
      first = steps;
    }
    long now = System.nanoTime();
    if (!shown || (steps < all && now - shownNanos < BETWEEN.toNanos())) {
      return;
    }
    shownNanos = now;
    int filled = (int) (WIDTH * steps / all);
    out.printf(
        "\r[%s%s] %,d of %,d scrapes%s\u001b[K",
        "#".repeat(filled), " ".repeat(WIDTH - filled), steps, all, left(steps, now));
    if (steps == all) {
      out.println();
    }
    out.flush();
  }

  private String left(long steps, long now) {
    long own = steps - first;
    if (own <= 0 || steps == all) {
      return "";
    }
    double nanos = (now - startNanos) / (double) own * (all - steps);
    return ", " + Wording.duration(Duration.ofNanos((long) nanos)) + " left";
  }
}
