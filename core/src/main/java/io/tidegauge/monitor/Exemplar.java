package io.tidegauge.monitor;

/**
 * A value among those of a histogram, and where to look it up.
 *
 * @param trace the id of a trace
 * @param millis when it was, in milliseconds since the epoch
 */
public record Exemplar(double value, String trace, long millis) {}
