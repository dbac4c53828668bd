package io.tidegauge.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of labels.
 *
 * @param cohorts the predictions of every version, slice and window with their labels, as {@link
 *     io.tidegauge.counts.CohortColumns} has them; a window ends where labels have had their time
 * @param lastLabel when the newest label known came
 */
public record Labelled(List<WindowCounts> cohorts, Optional<Instant> lastLabel) {
  /** Nothing is known. */
  public static final Labelled UNKNOWN = new Labelled(List.of(), Optional.empty());

  public Labelled {
    cohorts = List.copyOf(cohorts);
  }
}
