package io.tidegauge.monitor;

import static io.tidegauge.monitor.MetricDefinition.Type.COUNTER;
import static io.tidegauge.monitor.MetricDefinition.Type.GAUGE;

import io.tidegauge.spec.Alert.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the exporter says of itself: whether each monitor could be read, how long it took, and why
 * not.
 */
public final class ExporterMetrics {
  public static final MetricDefinition UP =
      MetricDefinition.own(
          "up",
          GAUGE,
          "1 if the database answered this scrape and the background's last question, else 0.",
          "database");
  public static final MetricDefinition SUCCESS =
      MetricDefinition.own(
          "collector_success",
          GAUGE,
          "1 if the monitor could be read at this scrape, else 0.",
          "model",
          "collector");
  public static final MetricDefinition DURATION =
      MetricDefinition.own(
          "collector_duration_seconds",
          GAUGE,
          "How long the monitor took at this scrape, reading the rows it shares included.",
          "model",
          "collector");
  public static final MetricDefinition LAST_SUCCESS =
      MetricDefinition.own(
          "collector_last_success_timestamp_seconds",
          GAUGE,
          "When what the monitor reads was last read with success.",
          "model",
          "collector");
  public static final MetricDefinition ABSENT =
      MetricDefinition.own(
          "absent_readings",
          GAUGE,
          "Readings that have no series at this scrape, by reason; 1 where the whole monitor failed.",
          "model",
          "collector",
          "reason");
  public static final MetricDefinition MODEL_STATE =
      MetricDefinition.own(
          "model_state",
          GAUGE,
          "1 for the state that the exporter's page shows of the model, 0 for the others. Without the"
              + " patience of alerts: it is that of this scrape.",
          "model",
          "state");
  public static final MetricDefinition SERIES =
      MetricDefinition.own("series", GAUGE, "Series of the model at this scrape.", "model");
  public static final MetricDefinition SERIES_BUDGET =
      MetricDefinition.own(
          "series_budget", GAUGE, "The most series that the model may have, by its spec.", "model");
  public static final MetricDefinition SERIES_BOUND =
      MetricDefinition.own(
          "series_bound", GAUGE, "The most series that the model's spec can come to.", "model");
  public static final MetricDefinition BUCKET =
      MetricDefinition.own(
          "bucket_seconds",
          GAUGE,
          "To what a window's old end is rounded up: the length of the time buckets there.",
          "model",
          "window");
  public static final MetricDefinition FILLED =
      MetricDefinition.own(
          "filled_ratio",
          GAUGE,
          "How much of the model's longest window is counted since the start, 0 to 1.",
          "model");
  public static final MetricDefinition UNREAD =
      MetricDefinition.own(
          "unread_seconds",
          GAUGE,
          "How long before this scrape the newest rows are that were read; more than 0 where the"
              + " exporter does not keep up.",
          "model");
  public static final MetricDefinition LATENESS =
      MetricDefinition.own(
          "lateness_seconds",
          GAUGE,
          "After how long a row can be relied on to be visible, by the model's spec.",
          "model");
  public static final MetricDefinition LATE_ROWS =
      MetricDefinition.own(
          "late_rows_total",
          COUNTER,
          "Rows that came later than the lateness, found and counted by a recount.",
          "model");
  public static final MetricDefinition CORRECTED =
      MetricDefinition.own(
          "corrected_buckets_total",
          COUNTER,
          "Time buckets whose rows a recount found changed, come late or deleted.",
          "model");
  public static final MetricDefinition RECOUNT_CYCLE =
      MetricDefinition.own(
          "recount_cycle_seconds",
          GAUGE,
          "How long the last recount of all rows in the windows took: so late, at the most, is a"
              + " changed row counted.",
          "model");
  public static final MetricDefinition COUNTS_BYTES =
      MetricDefinition.own(
          "counts_bytes", GAUGE, "Memory that the model's sealed buckets take.", "model");
  public static final MetricDefinition COUNTS_BOUND =
      MetricDefinition.own(
          "counts_bound_bytes",
          GAUGE,
          "Memory that the model's counts are computed to take when all windows are filled.",
          "model");
  public static final MetricDefinition BUDGET =
      MetricDefinition.own("scrape_budget_seconds", GAUGE, "How long this scrape may take.");
  public static final MetricDefinition STATEMENTS =
      MetricDefinition.own(
          "statements_total",
          COUNTER,
          "Statements executed, by what they are for.",
          "database",
          "statement");

  public static final MetricDefinition DROPPED_ROWS =
      MetricDefinition.own(
          "dropped_rows",
          GAUGE,
          "Rows in the longest window that are not counted, since they name too many versions.",
          "model");
  public static final MetricDefinition CONNECTIONS =
      MetricDefinition.own(
          "pool_connections", GAUGE, "Connections to the database.", "database", "state");
  public static final MetricDefinition WAITING =
      MetricDefinition.own(
          "pool_waiting_threads", GAUGE, "Threads that wait for a connection.", "database");
  public static final MetricDefinition CLOCK_DIFFERENCE =
      MetricDefinition.own(
          "clock_difference_seconds",
          GAUGE,
          "The database's clock less the exporter's; a positive one is ahead.",
          "database");
  public static final MetricDefinition RELOAD_SUCCESSFUL =
      MetricDefinition.own(
          "config_last_reload_successful", GAUGE, "1 if the last (re)load was taken, else 0.");
  public static final MetricDefinition RELOAD_TIME =
      MetricDefinition.own(
          "config_last_reload_success_timestamp_seconds",
          GAUGE,
          "When the running config was loaded.");

  /** The exporter's own families, in the order of the documentation. */
  public static final List<MetricDefinition> METRICS =
      List.of(
          UP,
          SUCCESS,
          DURATION,
          LAST_SUCCESS,
          ABSENT,
          MODEL_STATE,
          SERIES,
          SERIES_BUDGET,
          SERIES_BOUND,
          BUCKET,
          FILLED,
          UNREAD,
          LATENESS,
          LATE_ROWS,
          CORRECTED,
          RECOUNT_CYCLE,
          COUNTS_BYTES,
          COUNTS_BOUND,
          BUDGET,
          STATEMENTS,
          DROPPED_ROWS,
          CONNECTIONS,
          WAITING,
          CLOCK_DIFFERENCE,
          RELOAD_SUCCESSFUL,
          RELOAD_TIME);

  /** The alerts on the exporter itself, which are no model's. */
  public static final List<AlertDefinition> ALERTS =
      List.of(
          new AlertDefinition(
              "MLExporterDatabaseDown",
              "A database that models log to does not answer the exporter.",
              "{database} does not answer",
              "{database} does not answer: no model that logs to it has readings, and none of their"
                  + " other alerts can fire.",
              Condition.below(UP, 1),
              AlertDefinition.fixed(Duration.ofMinutes(2), Severity.CRITICAL)),
          new AlertDefinition(
              "MLExporterConfigRefused",
              "The exporter refused a new config and runs with the old one.",
              "new config refused",
              "What has changed in the config or specs of the exporter {job} is not in force. Its log names"
                  + " the place and the mend.",
              Condition.below(RELOAD_SUCCESSFUL, 1),
              AlertDefinition.fixed(Duration.ofMinutes(5), Severity.WARNING)),
          new AlertDefinition(
              "MLExporterRowsDropped",
              "Rows of a model are not counted, since they name too many versions.",
              "{value} rows not counted",
              "{value} rows of {model} in its longest window are not counted. Is the spec's version"
                  + " column one that changes with each row?",
              Condition.above(DROPPED_ROWS, Limits.of(0)),
              AlertDefinition.fixed(Duration.ofMinutes(5), Severity.WARNING)));

  private ExporterMetrics() {}

  /** Every family that an exporter publishes of models and of itself, in that order. */
  public static List<MetricDefinition> everyFamily() {
    List<MetricDefinition> all = new ArrayList<>();
    Monitor.ALL.forEach(monitor -> all.addAll(monitor.metrics()));
    all.addAll(RowMetrics.METRICS);
    all.addAll(AlertLimits.METRICS);
    all.addAll(METRICS);
    return all;
  }
}
