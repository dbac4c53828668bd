package io.tidegauge.exporter.rows;

import io.tidegauge.source.Deadline;
import java.time.Duration;
import java.time.Instant;

/** Counts the rows of a range of time. */
interface RangeReader {

  /**
   * Counts the rows of {@code [from, to)}.
   *
   * @param bucket the length of the buckets that they are counted in
   * @param cut the rows from there on are counted apart; both are the same bucket's where the cut
   *     lies within one
   * @throws io.tidegauge.source.QueryFailedException if the rows cannot be read
   */
  CountedRange read(Instant from, Instant to, Duration bucket, Instant cut, Deadline deadline);

  /** Whether reading costs by the row, so that reading fewer rows is worth a cut. */
  boolean costsByRow();
}
