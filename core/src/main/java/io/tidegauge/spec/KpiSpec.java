package io.tidegauge.spec;

/**
 * A number that the business goes by, shown beside the model's readings.
 *
 * @param name the value of the label {@code kpi}
 * @param query in the database's own SQL: one row, one number
 * @param unit what it is counted in; empty where it has none
 */
public record KpiSpec(String name, String query, String unit) {}
