package io.tidegauge.spec;

/**
 * A number that is logged with each prediction and tells of its costs, such as the memory it took.
 *
 * @param name the value of the label {@code measure}
 * @param unit what it is counted in; empty where it has none
 */
public record MeasureSpec(String name, String column, String unit) {}
