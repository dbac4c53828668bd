package io.tidegauge.source;

import io.tidegauge.spec.FeatureTableSpec;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import java.time.Duration;
import java.util.Optional;

/**
 * A table whose rows belong to those of the log by id.
 *
 * @param before how long before its prediction a row of the table may be
 * @param after how long after it
 * @param newest whether of several rows of one id the newest is read, or any
 */
record JoinedTable(
    TableName table,
    String id,
    Optional<String> where,
    Optional<TimeColumn> time,
    Duration before,
    Duration after,
    boolean newest) {
  /** A label's day counts from its midnight, and who writes labels may have another clock. */
  private static final Duration EARLIER = Duration.ofDays(1);

  /** A label counts however late it comes. */
  private static final Duration EVER = Duration.ofDays(1000);

  /** A table of features. */
  static JoinedTable of(FeatureTableSpec features) {
    return new JoinedTable(
        features.table(),
        features.id(),
        features.where(),
        features.time(),
        features.within(),
        features.within(),
        false);
  }

  /** A table of labels; empty where they are columns of the log. */
  static Optional<JoinedTable> of(LabelsSpec labels) {
    return labels
        .table()
        .map(
            table ->
                new JoinedTable(
                    table,
                    labels.id().orElseThrow(),
                    labels.where(),
                    labels.time(),
                    EARLIER,
                    EVER,
                    true));
  }
}
