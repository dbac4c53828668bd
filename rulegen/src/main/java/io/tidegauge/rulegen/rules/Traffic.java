package io.tidegauge.rulegen.rules;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The traffic of the references, where it is known when rules are generated: it decides the windows
 * of alerts that name none.
 *
 * @param usual rows per second of the one reference that all versions share
 * @param byVersion rows per second of the references of versions that have their own
 */
public record Traffic(Optional<Double> usual, SortedMap<String, Double> byVersion) {
  /** Nothing is known. */
  public static final Traffic UNKNOWN = new Traffic(Optional.empty(), Collections.emptySortedMap());

  public Traffic {
    byVersion = Collections.unmodifiableSortedMap(new TreeMap<>(byVersion));
  }
}
