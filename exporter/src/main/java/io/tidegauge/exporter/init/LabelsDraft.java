package io.tidegauge.exporter.init;

import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the labels seem to be.
 *
 * @param table absent where they are in the log
 * @param id the table's column of the prediction's id
 * @param time when a label came
 * @param matureAfter after how long a label can be relied on
 * @param reason where that length is from, in words for a comment
 */
public record LabelsDraft(
    Optional<TableName> table,
    Optional<String> id,
    ColumnFacts value,
    Optional<String> time,
    TimeUnit unit,
    Duration matureAfter,
    String reason) {}
