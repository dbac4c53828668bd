package io.tidegauge.exporter.collect;

import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one scrape found out about one model.
 *
 * @param observation what the readings were taken from; absent where the rows could not be read
 * @param droppedRows rows that are not counted, since they name too many versions
 * @param failure what the user should know of a failure, without bound values or credentials
 */
public record Collected(
    String model,
    Instant at,
    Duration duration,
    List<Reading> readings,
    List<CollectorStatus> statuses,
    Optional<Observation> observation,
    long droppedRows,
    Optional<String> failure) {
  public Collected {
    readings = List.copyOf(readings);
    statuses = List.copyOf(statuses);
  }
}
