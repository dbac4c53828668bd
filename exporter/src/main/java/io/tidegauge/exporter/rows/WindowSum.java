package io.tidegauge.exporter.rows;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.SealedBuckets;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sum of the sealed buckets of one window, kept from scrape to scrape. Counts can be added, but
 * not taken away again, so that the window is split:
 *
 * <pre>
 *   from       middle                        to
 *    |   front   |           rest            |
 * </pre>
 *
 * <p>A bucket that was sealed is added to the rest. When one has left the window, the front alone
 * is summed anew; and only when nothing of the front is left, or a bucket was corrected, is all.
 * With a front of sqrt(n) of the n buckets, a step of the window takes some 1.5 sqrt(n) additions.
 * Not safe for use by several threads.
 */
final class WindowSum {
  private Instant from = Instant.MIN;
  private Instant middle = Instant.MIN;
  private Instant to = Instant.MIN;
  private long edition = -1;
  private SortedMap<Cell, Counts> rest = new TreeMap<>();
  private SortedMap<Cell, Counts> all = new TreeMap<>();

  /**
   * The sum of the buckets in {@code [newFrom, newTo)}, which is not to be changed.
   *
   * @param newEdition changes when a bucket that was there before has changed
   */
  SortedMap<Cell, Counts> of(
      SealedBuckets sealed, Instant newFrom, Instant newTo, long newEdition) {
    boolean restIsSame =
        newEdition == edition
            && !newFrom.isAfter(middle)
            && !newTo.isBefore(to)
            && !sealed.straddles(middle)
            // Of a window that ended earlier, its end may be inside a longer bucket by now.
            && !sealed.straddles(to);
    if (restIsSame) {
      sealed.addTo(rest, to, newTo);
    } else {
      middle = sealed.afterRoot(newFrom, newTo);
      rest = sealed.sum(middle, newTo);
    }
    if (restIsSame && newFrom.equals(from)) {
      sealed.addTo(all, to, newTo);
    } else {
      all = sealed.sum(newFrom, middle);
      add(all, rest);
    }
    from = newFrom;
    to = newTo;
    edition = newEdition;
    return all;
  }

  private static void add(SortedMap<Cell, Counts> sums, SortedMap<Cell, Counts> terms) {
    terms.forEach(
        (cell, counts) ->
            sums.computeIfAbsent(cell, key -> new Counts(counts.layout())).merge(counts));
  }
}
