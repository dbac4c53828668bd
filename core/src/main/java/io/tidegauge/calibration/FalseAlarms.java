package io.tidegauge.calibration;

import io.tidegauge.statistics.Interval;

/**
 * False alarms a month, expected.
 *
 * @param monthly the expected number in 30 days, if no score had to be over its noise as well
 * @param interval of that expectation, at 95 %, from how much the blocks of the history differ; the
 *     numbers of single months scatter more
 */
public record FalseAlarms(double monthly, Interval interval) {}
