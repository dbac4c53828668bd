package io.tidegauge.exporter.collect;

import io.tidegauge.exporter.rows.RowHistory.Known;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one scrape found out about one model.
 *
 * @param known what the readings were taken from; without counts where the rows could not be read
 * @param rows how far the rows are counted; empty where they could not be read
 * @param failure why the rows could not be read, where they could not
 */
public record Collected(
    String model,
    Instant at,
    Duration duration,
    List<Reading> readings,
    List<CollectorStatus> statuses,
    Observation known,
    Optional<Known> rows,
    Optional<RowsFailure> failure) {
  public Collected {
    readings = List.copyOf(readings);
    statuses = List.copyOf(statuses);
  }

  /** What is known of the rows; empty where they could not be read. */
  public Optional<Observation> observation() {
    return failure.isPresent() ? Optional.empty() : Optional.of(known);
  }
}
