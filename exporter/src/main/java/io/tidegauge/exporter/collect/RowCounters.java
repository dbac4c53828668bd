package io.tidegauge.exporter.collect;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.RowMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * True counters beside the gauges of windows: rows that happened since the start, each counted once
 * however often its bucket is read, so that {@code rate()} and error budgets work. A row that comes
 * late is counted when it comes; one that is deleted stays counted, since a counter never falls.
 */
public final class RowCounters {
  private record Series(MetricDefinition metric, List<String> labels) {}

  private final String model;
  private final WatchedColumns columns;
  private final Instant start;
  private final Map<Series, Long> totals = new LinkedHashMap<>();
  private final NavigableMap<Instant, Map<Series, Long>> counted = new TreeMap<>();

  /** Counters that begin at {@code start}. */
  RowCounters(String model, WatchedColumns columns, Instant start) {
    this.model = model;
    this.columns = columns;
    this.start = start;
  }

  /** Counts what the buckets hold beyond what was counted of them before. */
  synchronized void count(BucketedCounts buckets) {
    for (Instant bucket : buckets.starts()) {
      if (bucket.isBefore(start)) {
        continue;
      }
      Map<Series, Long> seen = counted.computeIfAbsent(bucket, key -> new HashMap<>());
      count(buckets.bucket(bucket), seen);
    }
    if (!buckets.starts().isEmpty()) {
      counted.headMap(buckets.starts().iterator().next()).clear();
    }
  }

  private void count(SortedMap<Cell, Counts> bucket, Map<Series, Long> seen) {
    bucket.forEach(
        (cell, counts) -> {
          if (!cell.isAll()) {
            return;
          }
          add(seen, RowMetrics.PREDICTIONS, counts.rows(), cell.version());
          add(seen, RowMetrics.FAILED, counts.failed(), cell.version());
          missing(columns.numbers(), i -> counts.number(i).missing(), seen, cell);
          missing(columns.texts(), i -> counts.text(i).missing(), seen, cell);
        });
  }

  private void missing(
      List<WatchedColumn> of, ToLongFunction<Integer> missing, Map<Series, Long> seen, Cell cell) {
    for (int i = 0; i < of.size(); i++) {
      if (of.get(i).role() == Role.FEATURE) {
        add(seen, RowMetrics.MISSING, missing.applyAsLong(i), cell.version(), of.get(i).name());
      }
    }
  }

  private void add(Map<Series, Long> seen, MetricDefinition metric, long rows, String... labels) {
    List<String> all = new ArrayList<>(List.of(model));
    all.addAll(List.of(labels));
    Series series = new Series(metric, all);
    long before = seen.getOrDefault(series, 0L);
    totals.merge(series, Math.max(0, rows - before), Long::sum);
    seen.put(series, Math.max(before, rows));
  }

  /** The counters as they stand. */
  synchronized List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    totals.forEach(
        (series, total) -> readings.add(new Reading(series.metric(), series.labels(), total)));
    return readings;
  }
}
