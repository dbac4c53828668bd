package io.tidegauge.source;

/**
 * A column that could not be read while the others could: in the rows it is missing everywhere.
 *
 * @param reason in the database's words; without a value of a row
 */
public record FailedColumn(ColumnRef column, FailureKind kind, String reason) {}
