package io.tidegauge.exporter.collect;

import io.tidegauge.counts.Tiers;
import io.tidegauge.exporter.rows.ModelRows;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.SeriesBudget;
import io.tidegauge.monitor.Windows;
import io.tidegauge.source.Database;
import io.tidegauge.source.PoolState;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the exporter reads off itself at a scrape. */
final class SelfReadings {
  private SelfReadings() {}

  /**
   * The readings of one scrape.
   *
   * @param silent the databases that did not answer the background
   */
  static List<Reading> readings(
      Scrape scrape,
      List<Collected> collected,
      List<Database> databases,
      Set<String> silent,
      Duration budget) {
    List<Reading> readings = new ArrayList<>();
    Map<String, Boolean> up = new LinkedHashMap<>();
    databases.forEach(database -> up.put(database.name(), false));
    for (int i = 0; i < collected.size(); i++) {
      ModelCollector model = scrape.models().get(i);
      up.merge(
          model.spec().database(),
          collected.get(i).failure().map(RowsFailure::answered).orElse(true),
          Boolean::logicalOr);
      addModel(model, collected.get(i), readings);
    }
    up.forEach(
        (database, answered) ->
            add(
                readings,
                ExporterMetrics.UP,
                answered && !silent.contains(database) ? 1 : 0,
                database));
    add(readings, ExporterMetrics.BUDGET, seconds(budget));
    for (Database database : databases) {
      PoolState pool = database.pool();
      add(readings, ExporterMetrics.CONNECTIONS, pool.active(), database.name(), "active");
      add(readings, ExporterMetrics.CONNECTIONS, pool.idle(), database.name(), "idle");
      add(readings, ExporterMetrics.WAITING, pool.waiting(), database.name());
      database
          .statements()
          .forEach(
              (what, count) ->
                  add(readings, ExporterMetrics.STATEMENTS, (double) count, database.name(), what));
    }
    return readings;
  }

  private static void addModel(
      ModelCollector collector, Collected collected, List<Reading> readings) {
    String model = collected.model();
    add(readings, ExporterMetrics.SERIES, collected.readings().size(), model);
    add(readings, ExporterMetrics.SERIES_BUDGET, collector.spec().seriesBudget(), model);
    add(
        readings,
        ExporterMetrics.SERIES_BOUND,
        (double) SeriesBudget.bound(collector.spec(), false),
        model);
    addRows(collector, collected, readings);
    for (CollectorStatus status : collected.statuses()) {
      String name = status.collector();
      add(readings, ExporterMetrics.SUCCESS, status.success() ? 1 : 0, model, name);
      add(readings, ExporterMetrics.DURATION, seconds(status.duration()), model, name);
      status
          .lastSuccess()
          .ifPresent(at -> add(readings, ExporterMetrics.LAST_SUCCESS, seconds(at), model, name));
      status
          .absent()
          .forEach(
              (reason, count) ->
                  add(readings, ExporterMetrics.ABSENT, count, model, name, reason.label()));
    }
  }

  private static void addRows(
      ModelCollector collector, Collected collected, List<Reading> readings) {
    String model = collected.model();
    ModelSpec spec = collector.spec();
    Tiers tiers = Tiers.of(spec.windows(), spec.bucket(), spec.drift().earlier());
    for (Duration window : spec.windows()) {
      double bucket = seconds(tiers.length(window));
      add(readings, ExporterMetrics.BUCKET, bucket, model, Windows.label(window));
    }
    ModelRows rows = collector.rows();
    collected
        .rows()
        .ifPresent(
            known -> {
              add(readings, ExporterMetrics.DROPPED_ROWS, (double) known.dropped(), model);
              double bytes = known.bytes() + collector.labelBytes();
              add(readings, ExporterMetrics.COUNTS_BYTES, bytes, model);
            });
    add(readings, ExporterMetrics.FILLED, rows.filled(collected.at()), model);
    add(readings, ExporterMetrics.COUNTS_BOUND, (double) collector.countsBytes(), model);
    add(readings, ExporterMetrics.LATENESS, seconds(spec.lateness()), model);
    add(readings, ExporterMetrics.LATE_ROWS, (double) rows.lateRows(), model);
    add(readings, ExporterMetrics.CORRECTED, (double) rows.correctedBuckets(), model);
    rows.recountCycle()
        .ifPresent(cycle -> add(readings, ExporterMetrics.RECOUNT_CYCLE, seconds(cycle), model));
    rows.readTo()
        .ifPresent(
            to ->
                add(
                    readings,
                    ExporterMetrics.UNREAD,
                    Math.max(0, seconds(Duration.between(to, collected.at()))),
                    model));
  }

  private static void add(
      List<Reading> readings, MetricDefinition metric, double value, String... labels) {
    readings.add(new Reading(metric, List.of(labels), value));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1e3;
  }
}
