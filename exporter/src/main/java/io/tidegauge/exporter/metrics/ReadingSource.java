package io.tidegauge.exporter.metrics;

import io.tidegauge.monitor.Reading;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Predicate;

/** Where a scrape's readings come from. */
@FunctionalInterface
public interface ReadingSource {
  /**
   * Reads what can be read in time; what can't is left out.
   *
   * @param names the metrics that are asked for, by their whole names; others need not be read
   */
  Collection<Reading> read(Duration budget, Predicate<String> names);
}
