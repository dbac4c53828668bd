package io.tidegauge.exporter.backtest;

import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.collect.CollectorStatus;
import io.tidegauge.exporter.collect.Exporter;
import io.tidegauge.exporter.collect.RowsFailure;
import io.tidegauge.exporter.health.ModelHealth;
import io.tidegauge.monitor.Reading;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** An exporter whose clock is moved through the past. */
final class PastScrapes implements AutoCloseable {
  /** No one waits for an answer. */
  private static final Duration BUDGET = Duration.ofMinutes(10);

  private final AtomicReference<Instant> now;
  private final Exporter exporter;

  /** Nothing is read yet, and it is {@code start}. */
  PastScrapes(Past past, Instant start) {
    this.now = new AtomicReference<>(start);
    Map<ModelSpec, Path> models = new LinkedHashMap<>();
    past.models().forEach(model -> models.put(model.spec(), model.folder()));
    this.exporter = Exporter.ofThePast(past.databases(), models, BUDGET, now::get);
  }

  /**
   * What a scrape says at a moment.
   *
   * @param time not before the one of the last scrape
   * @throws PastUnreadableException if the database did not answer: nothing is known of that moment
   */
  List<Reading> at(Instant time) {
    now.set(time);
    exporter.refresh();
    List<Reading> readings = new ArrayList<>(exporter.read(BUDGET));
    exporter.latest().forEach(PastScrapes::refuseGaps);
    if (!exporter.notReady().isEmpty()) {
      throw new PastUnreadableException(time, String.join("; ", exporter.notReady()));
    }
    readings.addAll(ModelHealth.readings(exporter.models(), exporter.latest()));
    return readings;
  }

  /** What the last scrape found of each model, in their order. */
  List<Collected> latest() {
    return exporter.latest();
  }

  /** Where a table or a column is missing, an exporter would have said so: that is no gap. */
  private static void refuseGaps(Collected model) {
    if (model.failure().isPresent()) {
      RowsFailure failure = model.failure().get();
      throw new PastUnreadableException(
          model.at(), "model %s: %s".formatted(model.model(), failure.text()));
    }
    for (CollectorStatus status : model.statuses()) {
      if (!status.success() && status.absent().containsKey(Reason.TIMEOUT)) {
        throw new PastUnreadableException(
            model.at(), "model %s: %s took too long".formatted(model.model(), status.collector()));
      }
    }
  }

  @Override
  public void close() {
    exporter.close();
  }
}
