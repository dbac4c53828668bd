package io.tidegauge.exporter.collect;

import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.FullScan;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.source.TimeIndex;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once, when the database first answers, whether scrapes must scan a model's tables, and says
 * what would mend it. Used by one thread at a time.
 */
final class TimeIndexLook {
  private static final Logger logger = LoggerFactory.getLogger(TimeIndexLook.class);

  /** A table that is locked must not keep a connection from the scrapes for longer. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final ModelSpec spec;
  private final TimeIndex index;
  private boolean done;

  TimeIndexLook(ModelSpec spec, Database database) {
    this.spec = spec;
    this.index = new TimeIndex(database, spec);
  }

  /** Looks, unless it has. */
  void once(Instant now, Duration budget) {
    if (done) {
      return;
    }
    try {
      for (FullScan scan : index.fullScans(now, Deadline.after(budget).orAfter(LONGEST))) {
        logger.warn(
            "model {}: reading a moment of {} by {} {} on each scrape. Mend: {}",
            spec.name(),
            scan.table(),
            scan.column(),
            scan.cost(),
            scan.mend());
      }
      done = true;
    } catch (QueryFailedException e) {
      // The next refresh tries again.
      logger.debug("model {}: {}", spec.name(), e.getMessage());
    }
  }
}
