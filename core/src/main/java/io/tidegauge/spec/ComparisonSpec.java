package io.tidegauge.spec;

/**
 * What is worth finding when a version is compared with the champion.
 *
 * @param effect the least difference that matters: of shares the difference itself, of errors a
 *     share of the champion's
 * @param power the probability of finding it where it is there, at one planned look
 * @param alpha the probability of finding a difference that is not there
 */
public record ComparisonSpec(double effect, double power, double alpha) {}
