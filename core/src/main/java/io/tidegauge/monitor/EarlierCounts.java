package io.tidegauge.monitor;

import io.tidegauge.counts.Counts;
import java.time.Duration;

/**
 * What was counted of the earlier rows that a window is compared with.
 *
 * @param time how much time they are of, without that of incidents
 */
public record EarlierCounts(Counts counts, Duration time) {}
