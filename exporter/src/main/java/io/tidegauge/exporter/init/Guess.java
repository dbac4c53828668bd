package io.tidegauge.exporter.init;

/**
 * What a column seems to be.
 *
 * @param reason why, in words for a comment that shows no value of the column
 */
record Guess(ColumnFacts column, Role role, String reason) {}
