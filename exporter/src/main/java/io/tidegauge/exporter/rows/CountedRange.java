package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketedCounts;
import java.util.Set;

/**
 * What was counted of a range of time.
 *
 * @param beforeCut the rows before the cut
 * @param afterCut the rows from the cut on
 * @param unreadable columns that could not be read: what is counted of them means nothing
 * @param trouble what the user should know, or nothing
 */
record CountedRange(
    BucketedCounts beforeCut, BucketedCounts afterCut, Set<String> unreadable, String trouble) {
  CountedRange {
    unreadable = Set.copyOf(unreadable);
  }
}
