package io.tidegauge.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * What really happened.
 *
 * @param table absent where the label is a column of the prediction row
 * @param matureAfter after how long a prediction's label can be relied on to have come
 */
public record LabelsSpec(
    Optional<TableName> table,
    Optional<String> id,
    Optional<String> where,
    Operand value,
    Optional<TimeColumn> time,
    Duration matureAfter) {}
