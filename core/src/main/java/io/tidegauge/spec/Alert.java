package io.tidegauge.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * The settings of one alert.
 *
 * @param above the reading above which the alert is due (for volume, below which); what it means,
 *     and its unit, is the monitor's; 0 for alerts whose threshold stands elsewhere in the spec
 * @param minRows with fewer rows in the window there is no reading; 0 where rows do not matter
 * @param window one of the spec's windows; where absent, the shortest one that reaches {@code
 *     minRows} at the reference's traffic
 * @param pending how long the reading must be above ({@code for} in YAML)
 * @param retrain whether the model is to be trained anew when the alert fires
 */
public record Alert(
    boolean enabled,
    double above,
    long minRows,
    Optional<Duration> window,
    Duration pending,
    Duration keepFiringFor,
    Severity severity,
    boolean retrain) {

  /** The same, where no window is declared in this one. */
  public Alert orIn(Duration usual) {
    return window.isPresent()
        ? this
        : new Alert(
            enabled, above, minRows, Optional.of(usual), pending, keepFiringFor, severity, retrain);
  }

  /** Who is told: a pager, a ticket queue, a channel where no one need do anything. */
  public enum Severity {
    CRITICAL,
    WARNING,
    INFO;

    /** The value of the label {@code severity}. */
    public String label() {
      return Words.word(this);
    }
  }
}
