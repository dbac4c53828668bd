package io.tidegauge.spec;

import java.util.OptionalDouble;

/**
 * The settings of the alert on what predictions are worth.
 *
 * @param limit the least value of a prediction that is borne; absent where none is declared: no
 *     value is a bad one everywhere
 */
public record ValueAlert(OptionalDouble limit, Alert alert) {}
