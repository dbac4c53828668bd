package io.tidegauge.statistics;

import java.util.Locale;

/** Why there is no value. */
public enum Reason {
  /** Fewer rows than the statistic, or its noise, is stated for. */
  TOO_FEW_ROWS,
  /** No profile, or one without rows for this column. */
  NO_REFERENCE,
  /** The formula has no finite value for these counts. */
  UNDEFINED,
  /** The way in which rows are counted does not keep what the statistic is made of. */
  NOT_COUNTED,
  /** A value would give away something personal. */
  PERSONAL,
  /** The deadline passed first. */
  TIMEOUT,
  /** The database failed or refused. */
  DATABASE,
  /** The window holds no rows. */
  NO_DATA;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The reason as the value of a label: {@code too_few_rows}. */
  public String label() {
    return label;
  }
}
