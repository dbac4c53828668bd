package io.tidegauge.spec;

import java.time.ZoneId;
import java.util.Optional;

/**
 * When a row happened.
 *
 * @param zone the zone of a timestamp without one, and of the partition's dates; UTC by default
 * @param partition a DATE column by which the table is partitioned, so that a statement can name
 *     the days that it needs
 */
public record TimeColumn(String column, TimeUnit unit, ZoneId zone, Optional<String> partition) {

  /** How the column holds a time. */
  public enum TimeUnit {
    /** A timestamp, with a zone or without one. */
    TIMESTAMP,
    EPOCH_S,
    EPOCH_MS,
    EPOCH_US,
    EPOCH_NS
  }
}
