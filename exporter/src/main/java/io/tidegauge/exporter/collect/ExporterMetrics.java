package io.tidegauge.exporter.collect;

import static io.tidegauge.monitor.MetricDefinition.Type.COUNTER;
import static io.tidegauge.monitor.MetricDefinition.Type.GAUGE;

import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.SeriesBudget;
import io.tidegauge.source.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the exporter says of itself. */
public final class ExporterMetrics {
  private static final MetricDefinition UP =
      MetricDefinition.own(
          "up", GAUGE, "1 if a model could be read from the database at this scrape, else 0.",
          "database");
  private static final MetricDefinition SUCCESS =
      MetricDefinition.own(
          "collector_success", GAUGE, "1 if the monitor could be read at this scrape, else 0.",
          "model", "collector");
  private static final MetricDefinition DURATION =
      MetricDefinition.own(
          "collector_duration_seconds",
          GAUGE,
          "How long the monitor took at this scrape, reading the rows it shares included.",
          "model", "collector");
  private static final MetricDefinition LAST_SUCCESS =
      MetricDefinition.own(
          "collector_last_success_timestamp_seconds",
          GAUGE,
          "When what the monitor reads was last read with success.",
          "model", "collector");
  private static final MetricDefinition ABSENT =
      MetricDefinition.own(
          "absent_readings",
          GAUGE,
          "Readings that have no series at this scrape, by reason; 1 where the whole monitor failed.",
          "model", "collector", "reason");
  private static final MetricDefinition SERIES =
      MetricDefinition.own("series", GAUGE, "Series of the model at this scrape.", "model");
  private static final MetricDefinition SERIES_BUDGET =
      MetricDefinition.own(
          "series_budget", GAUGE, "The most series that the model may have, by its spec.", "model");
  private static final MetricDefinition SERIES_BOUND =
      MetricDefinition.own(
          "series_bound", GAUGE, "The most series that the model's spec can come to.", "model");
  private static final MetricDefinition BUCKET =
      MetricDefinition.own(
          "bucket_seconds",
          GAUGE,
          "Length of the time buckets of a model: a window's old end is rounded up to one's start.",
          "model");
  private static final MetricDefinition BUDGET =
      MetricDefinition.own("scrape_budget_seconds", GAUGE, "How long this scrape may take.");
  private static final MetricDefinition STATEMENTS =
      MetricDefinition.own(
          "statements_total", COUNTER, "Statements executed, by what they are for.",
          "database", "statement");

  /** The exporter's own families. */
  public static final List<MetricDefinition> METRICS =
      List.of(
          UP,
          SUCCESS,
          DURATION,
          LAST_SUCCESS,
          ABSENT,
          SERIES,
          SERIES_BUDGET,
          SERIES_BOUND,
          BUCKET,
          BUDGET,
          STATEMENTS);

  private ExporterMetrics() {}

  /** The exporter's readings of itself at one scrape. */
  public static List<Reading> readings(
      Scrape scrape, List<Collected> collected, List<Database> databases, Duration budget) {
    List<Reading> readings = new ArrayList<>();
    Map<String, Boolean> up = new LinkedHashMap<>();
    databases.forEach(database -> up.put(database.name(), false));
    for (int i = 0; i < collected.size(); i++) {
      ModelCollector model = scrape.models().get(i);
      up.merge(
          model.spec().database(), collected.get(i).failure().isEmpty(), Boolean::logicalOr);
      addModel(model, collected.get(i), readings);
    }
    up.forEach((database, answered) -> add(readings, UP, answered ? 1 : 0, database));
    add(readings, BUDGET, seconds(budget));
    for (Database database : databases) {
      database
          .statements()
          .forEach((what, count) -> add(readings, STATEMENTS, count, database.name(), what));
    }
    return readings;
  }

  private static void addModel(
      ModelCollector collector, Collected collected, List<Reading> readings) {
    String model = collected.model();
    add(readings, SERIES, collected.readings().size(), model);
    add(readings, SERIES_BUDGET, collector.spec().seriesBudget(), model);
    add(readings, SERIES_BOUND, SeriesBudget.bound(collector.spec()), model);
    add(readings, BUCKET, seconds(collector.spec().bucket()), model);
    for (CollectorStatus status : collected.statuses()) {
      String name = status.collector();
      add(readings, SUCCESS, status.success() ? 1 : 0, model, name);
      add(readings, DURATION, seconds(status.duration()), model, name);
      status
          .lastSuccess()
          .ifPresent(at -> add(readings, LAST_SUCCESS, seconds(at), model, name));
      status
          .absent()
          .forEach((reason, count) -> add(readings, ABSENT, count, model, name, reason.label()));
    }
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

  /** Every family that the exporter publishes, in the order of the documentation. */
  public static List<MetricDefinition> all() {
    List<MetricDefinition> all = new ArrayList<>();
    Monitor.ALL.forEach(monitor -> all.addAll(monitor.metrics()));
    all.addAll(RowCounters.METRICS);
    all.addAll(METRICS);
    return all;
  }
}
