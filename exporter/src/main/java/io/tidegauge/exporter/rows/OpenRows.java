package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * The rows that are too young to be sealed.
 *
 * @param settled the rows up to {@code cut}, read once or more
 * @param tail the rows from {@code cut} on, read again by the next scrape: a transaction that began
 *     a moment ago may not have ended yet
 * @param cut where the tail begins
 * @param unreadable columns that could not be read for some of them
 */
record OpenRows(BucketedCounts settled, BucketedCounts tail, Instant cut, Set<String> unreadable) {
  OpenRows {
    unreadable = Set.copyOf(unreadable);
  }

  /** Both parts. */
  List<BucketedCounts> parts() {
    return List.of(settled, tail);
  }

  /** The sum of the buckets from {@code from} on, by cell. */
  SortedMap<Cell, Counts> sum(Instant from) {
    SortedMap<Cell, Counts> sums = settled.sumFrom(from);
    tail.sumFrom(from)
        .forEach(
            (cell, counts) ->
                sums.computeIfAbsent(cell, key -> new Counts(counts.layout())).merge(counts));
    return sums;
  }

  /** How many rows there are. */
  long rows() {
    return settled.rows() + tail.rows();
  }
}
