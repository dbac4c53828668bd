package io.tidegauge.spec;

import java.util.OptionalDouble;

/**
 * The settings of the alert on slow answers.
 *
 * @param share which share of the predictions must be answered within the limit
 * @param limit the limit in seconds; absent where none is declared: what is slow depends on who
 *     waits
 */
public record LatencyAlert(double share, OptionalDouble limit, Alert alert) {}
