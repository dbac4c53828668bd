package io.tidegauge.exporter.collect;

import io.tidegauge.source.FailureKind;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.statistics.Reason;

/**
 * Why the rows of a model could not be read.
 *
 * @param answered whether the database answered, if only to refuse
 * @param text what the user should know, without bound values or credentials
 */
public record RowsFailure(Reason reason, boolean answered, String text) {

  static RowsFailure of(QueryFailedException failure) {
    return new RowsFailure(
        failure.kind() == FailureKind.TIMEOUT ? Reason.TIMEOUT : Reason.DATABASE,
        failure.kind() == FailureKind.BAD_QUERY,
        String.valueOf(failure.getMessage()));
  }

  /** The scrape ended first. */
  static RowsFailure late(String text) {
    return new RowsFailure(Reason.TIMEOUT, false, text);
  }
}
