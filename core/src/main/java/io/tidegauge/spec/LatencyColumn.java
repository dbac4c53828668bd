package io.tidegauge.spec;

/**
 * How long the model took to answer.
 *
 * @param secondsPerUnit what one of the column's units is in seconds: 0.001 for milliseconds
 */
public record LatencyColumn(String column, double secondsPerUnit) {}
