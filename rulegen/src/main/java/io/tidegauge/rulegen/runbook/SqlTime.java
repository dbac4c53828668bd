package io.tidegauge.rulegen.runbook;

import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneRules;

/**
 * When rows of a table happened, in SQL. Whether a timestamp has a zone only the database knows:
 * the session's zone is set, so that one without is compared rightly, too.
 */
record SqlTime(TimeColumn column) {

  /** What is to be said before any statement. */
  String session() {
    // Databases disagree on which way +02:00 goes: fixed offsets are added.
    String zone = rules().isFixedOffset() ? "UTC" : column.zone().getId();
    return "SET TimeZone = '" + zone + "';";
  }

  /** That a row is at most so old; its partition too, so that others need not be read. */
  String since(Duration age) {
    String since = SqlText.name(column.column()) + " >= " + bound(age);
    return column
        .partition()
        .map(day -> since + " AND " + SqlText.name(day) + " >= CAST(" + moment(age) + " AS date)")
        .orElse(since);
  }

  /** That a row is older than that. */
  String before(Duration age) {
    return SqlText.name(column.column()) + " < " + bound(age);
  }

  /** The time of a row, to be looked at. */
  String value() {
    String name = SqlText.name(column.column());
    return column.unit() == TimeUnit.TIMESTAMP
        ? name
        : "to_timestamp(" + name + " / " + perSecond() + ".0)";
  }

  private String bound(Duration age) {
    return column.unit() == TimeUnit.TIMESTAMP
        ? moment(age)
        : "CAST((extract(epoch FROM now()) - "
            + age.toSeconds()
            + ") * "
            + perSecond()
            + " AS bigint)";
  }

  private String moment(Duration age) {
    int offset = rules().isFixedOffset() ? rules().getOffset(Instant.EPOCH).getTotalSeconds() : 0;
    String moment = age.isZero() ? "now()" : "now() - " + SqlText.interval(age);
    return offset == 0 || column.unit() != TimeUnit.TIMESTAMP
        ? moment
        : moment + " + INTERVAL '" + offset + " seconds'";
  }

  private ZoneRules rules() {
    return column.zone().getRules();
  }

  private long perSecond() {
    return switch (column.unit()) {
      case TIMESTAMP, EPOCH_S -> 1;
      case EPOCH_MS -> 1_000;
      case EPOCH_US -> 1_000_000;
      case EPOCH_NS -> 1_000_000_000;
    };
  }
}
