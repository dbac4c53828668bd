package io.tidegauge.spec;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When each version passed the stages of its making.
 *
 * @param version the column that names the version
 * @param stages stage to timestamp column, in the spec's order
 * @param ageFrom the stage from which a model's age counts
 * @param maxAge the age above which an alert is due
 * @param cadence how often, by stage, some version must pass it
 */
public record LifecycleSpec(
    TableName table,
    Optional<String> where,
    String version,
    Map<String, String> stages,
    String ageFrom,
    Optional<Duration> maxAge,
    Map<String, Duration> cadence) {
  public LifecycleSpec {
    stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
    cadence = Collections.unmodifiableMap(new LinkedHashMap<>(cadence));
  }
}
