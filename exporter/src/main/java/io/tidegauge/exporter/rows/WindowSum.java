package io.tidegauge.exporter.rows;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.SealedBuckets;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sum of the sealed buckets of one window, kept from scrape to scrape: a bucket that was sealed
 * is added, and only when one has left the window, or another was corrected, is all summed anew.
 * Not safe for use by several threads.
 */
final class WindowSum {
  private Instant from = Instant.MIN;
  private Instant to = Instant.MIN;
  private long edition = -1;
  private SortedMap<Cell, Counts> sums = new TreeMap<>();

  /**
   * The sum of the buckets in {@code [newFrom, newTo)}, which is not to be changed.
   *
   * @param newEdition changes when a bucket that was there before has changed
   */
  SortedMap<Cell, Counts> of(
      SealedBuckets sealed, Instant newFrom, Instant newTo, long newEdition) {
    if (newFrom.equals(from) && newEdition == edition && !newTo.isBefore(to)) {
      sealed.addTo(sums, to, newTo);
    } else {
      sums = sealed.sum(newFrom, newTo);
    }
    from = newFrom;
    to = newTo;
    edition = newEdition;
    return sums;
  }
}
