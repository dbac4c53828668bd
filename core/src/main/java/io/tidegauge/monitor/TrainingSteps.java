package io.tidegauge.monitor;

import io.tidegauge.counts.Counts;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was counted of the steps of each version's training.
 *
 * @param versions in the columns of {@link io.tidegauge.counts.TrainingColumns}
 * @param unreadable columns that the database could not read: they have no readings
 */
public record TrainingSteps(SortedMap<String, Counts> versions, SortedSet<String> unreadable) {
  /** Nothing is known. */
  public static final TrainingSteps UNKNOWN =
      new TrainingSteps(Collections.emptySortedMap(), Collections.emptySortedSet());

  public TrainingSteps {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    unreadable = Collections.unmodifiableSortedSet(new TreeSet<>(unreadable));
  }
}
