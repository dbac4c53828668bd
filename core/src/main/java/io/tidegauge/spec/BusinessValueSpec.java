package io.tidegauge.spec;

import io.tidegauge.statistics.ValueMatrix;
import java.util.OptionalDouble;

/**
 * What predictions of a binary model are worth.
 *
 * @param currency what the values are counted in; the value of the label {@code currency}
 * @param costPerDay what it costs to run the model
 */
public record BusinessValueSpec(ValueMatrix values, String currency, OptionalDouble costPerDay) {}
