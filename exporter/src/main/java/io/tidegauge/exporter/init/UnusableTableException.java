package io.tidegauge.exporter.init;

/** Of a table no spec can be proposed; the message says why, and the mend. */
public final class UnusableTableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableTableException(String message) {
    super(message);
  }
}
