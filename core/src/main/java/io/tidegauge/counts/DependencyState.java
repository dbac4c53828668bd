package io.tidegauge.counts;

import io.tidegauge.spec.DependencySpec;
import java.time.Instant;
import java.util.Optional;

/**
 * What a dependency is at, and what it was at before.
 *
 * @param value its version, or whatever its source says of it
 * @param change the last change known; absent where none is
 */
public record DependencyState(DependencySpec spec, String value, Optional<Change> change) {

  /**
   * A change to the present value.
   *
   * @param from the value before
   */
  public record Change(String from, Instant at) {}
}
