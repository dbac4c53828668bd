package io.tidegauge.source;

import java.util.List;
import java.util.Map;

/**
 * What was read of a range.
 *
 * @param counts what the rows were gathered in
 * @param rows how many rows there were
 * @param unmatched to how many of them no row of the feature table was found
 * @param repeated how many further rows of the feature table there were for a prediction; they are
 *     left out
 * @param failedColumns columns that are missing in every row, because they could not be read
 * @param typeErrors values that are no number where one is declared; they are missing in the rows
 */
public record ReadResult<C>(
    C counts,
    long rows,
    long unmatched,
    long repeated,
    List<FailedColumn> failedColumns,
    Map<ColumnRef, Long> typeErrors) {
  public ReadResult {
    failedColumns = List.copyOf(failedColumns);
    typeErrors = Map.copyOf(typeErrors);
  }
}
