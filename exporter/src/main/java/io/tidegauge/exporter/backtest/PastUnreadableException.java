package io.tidegauge.exporter.backtest;

import java.time.Instant;

/** A moment of the past could not be read. */
public final class PastUnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PastUnreadableException(Instant time, String why) {
    super("at " + time + ": " + why);
  }
}
