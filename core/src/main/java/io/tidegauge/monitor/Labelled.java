package io.tidegauge.monitor;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of labels.
 *
 * @param cohorts the predictions of every version, slice and window with their labels, as {@link
 *     io.tidegauge.counts.CohortColumns} has them; a window ends where labels have had their time
 * @param lastLabel when the newest label known came
 * @param lastGood by version, until when its predictions were known to be good; see {@link
 *     LastGood}
 */
public record Labelled(
    List<WindowCounts> cohorts, Optional<Instant> lastLabel, SortedMap<String, Instant> lastGood) {
  /** Nothing is known. */
  public static final Labelled UNKNOWN =
      new Labelled(List.of(), Optional.empty(), Collections.emptySortedMap());

  public Labelled {
    cohorts = List.copyOf(cohorts);
    lastGood = Collections.unmodifiableSortedMap(new TreeMap<>(lastGood));
  }
}
