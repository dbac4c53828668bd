package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Counts;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What counts up while buckets are read, each row once however often its bucket is read. */
interface BucketCounters {

  /**
   * Counts what buckets hold beyond what was counted of them before.
   *
   * @param parts what the buckets hold, in parts of equal bucket length
   * @param unreadable columns that could not be read: nothing is known of their values
   */
  void look(List<BucketedCounts> parts, Set<String> unreadable);

  /**
   * A bucket that no scrape reads again was found to hold other rows than were counted.
   *
   * @param before what was counted of it
   * @param after what it holds
   */
  void corrected(String version, Counts before, Counts after);

  /** Forgets the buckets before {@code time}: they are not looked at again. */
  void forgetBefore(Instant time);

  /** Buckets before {@code time} are looked at again, of which nothing is remembered. */
  void reopen(Instant time);
}
