package io.tidegauge.exporter.init;

import java.util.Locale;

/** What a column can be to a model. */
public enum Role {
  TIME,
  VERSION,
  ID,
  LATENCY,
  FAILED,
  SCORE,
  OUTPUT,
  LABEL_TIME,
  LABEL,
  NUMERIC,
  CATEGORY,
  /** A feature of which no value may be shown. */
  PERSONAL,
  /** None of these. */
  IGNORE;

  /** As it is written on the command line: {@code label-time}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether at most one column has it. */
  boolean isSingle() {
    return compareTo(NUMERIC) < 0;
  }
}
