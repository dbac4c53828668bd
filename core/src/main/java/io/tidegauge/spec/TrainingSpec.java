package io.tidegauge.spec;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The features as training computes them, for the same examples that were served.
 *
 * @param matureAfter after how long a prediction's training row can be relied on to have come
 * @param columns feature to column, where the names differ; features that are no columns of the
 *     prediction table are compared only if they are named here
 * @param absolute two numbers are equal if they differ by at most this …
 * @param relative … or by at most this share of the training value's magnitude
 */
public record TrainingSpec(
    TableName table,
    String id,
    Optional<String> where,
    Optional<TimeColumn> time,
    Duration matureAfter,
    Map<String, String> columns,
    double absolute,
    double relative) {
  public TrainingSpec {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }
}
