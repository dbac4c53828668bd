package io.tidegauge.spec;

import io.tidegauge.statistics.DriftDistance;

/**
 * The settings of a drift alert: over the threshold, and over what sampling alone would give.
 *
 * @param distance which distance is compared with {@code alert.above()}
 * @param noise the probability, such as 0.999, with which sampling alone stays below the noise
 */
public record DriftAlert(DriftDistance distance, double noise, Alert alert) {}
