package io.tidegauge.spec;

import java.util.OptionalDouble;

/**
 * The settings of the alert on slow answers.
 *
 * @param share which share of the predictions must be answered within the limit
 * @param limit the limit in seconds; absent where none is declared: what is slow depends on who
 *     waits
 * @param trend the growth of the mean in seconds a day above which another alert is due; absent
 *     where none is declared
 */
public record LatencyAlert(double share, OptionalDouble limit, OptionalDouble trend, Alert alert) {}
