package io.tidegauge.profile;

import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.QualityMetric;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How good the predictions of a reference were: what was promised of the version.
 *
 * @param rows how many rows the reference has
 * @param labelled how many of them have a label
 * @param metrics the quality of those, in each metric that has a value
 * @param scores what scores were worth, of a binary model
 */
public record ReferenceQuality(
    long rows,
    long labelled,
    Map<QualityMetric, Estimate> metrics,
    Optional<ReferenceScores> scores) {
  public ReferenceQuality {
    Map<QualityMetric, Estimate> sorted = new EnumMap<>(QualityMetric.class);
    sorted.putAll(metrics);
    metrics = Collections.unmodifiableMap(sorted);
  }
}
