package io.tidegauge.exporter.collect;

import io.tidegauge.monitor.Readings;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How one monitor fared with one model at one scrape.
 *
 * @param success whether it could be read at all
 * @param absent how many readings are absent, by reason; of a failure its reason alone
 * @param lastSuccess when it last succeeded
 */
public record CollectorStatus(
    String collector,
    boolean success,
    Map<Reason, Integer> absent,
    Duration duration,
    Optional<Instant> lastSuccess) {

  static CollectorStatus succeeded(
      String collector, Readings readings, Duration duration, Instant now) {
    return new CollectorStatus(collector, true, readings.absent(), duration, Optional.of(now));
  }

  static CollectorStatus failed(
      String collector, Reason reason, Duration duration, Optional<Instant> lastSuccess) {
    Map<Reason, Integer> absent = new EnumMap<>(Reason.class);
    absent.put(reason, 1);
    return new CollectorStatus(collector, false, absent, duration, lastSuccess);
  }
}
