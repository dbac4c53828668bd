package io.tidegauge.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * A table of features, joined to the prediction log by id.
 *
 * @param time when the features were logged; lets the join read a part of the table only
 * @param within how far a feature row's time may be from its prediction's
 */
public record FeatureTableSpec(
    TableName table,
    String id,
    Optional<String> where,
    Optional<TimeColumn> time,
    Duration within) {}
