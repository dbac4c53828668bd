package io.tidegauge.source;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

/**
 * When each version passed its stages.
 *
 * @param times version to stage to the latest time in its rows; a stage not passed is not in it
 * @param failedStages stage to the reason why it could not be read
 */
public record LifecycleResult(
    SortedMap<String, SortedMap<String, Instant>> times, Map<String, String> failedStages) {
  public LifecycleResult {
    failedStages = Map.copyOf(failedStages);
  }
}
