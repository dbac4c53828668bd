package io.tidegauge.exporter.collect;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.RowMetrics;
import io.tidegauge.spec.ModelSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * True counters beside the gauges of windows: rows that came since the start, each counted once
 * however often its bucket is read, so that {@code rate()} and error budgets work. What buckets
 * from before the start hold at the first look was there before. A row that comes late is counted
 * when it comes; one that is deleted stays counted, since a counter never falls.
 */
public final class RowCounters {
  /** What the source calls the column that says that there was no answer. */
  private static final String FAILED = "failed";

  private record Series(MetricDefinition metric, List<String> labels) {
    String version() {
      return labels.get(1);
    }
  }

  private final ModelSpec spec;
  private final WatchedColumns columns;
  private final Instant start;
  private final Map<Series, Long> totals = new LinkedHashMap<>();
  private final NavigableMap<Instant, Map<Series, Long>> counted = new TreeMap<>();
  private Set<String> followed = Set.of();
  private boolean looked;

  /** Counters that begin at {@code start}. */
  RowCounters(ModelSpec spec, WatchedColumns columns, Instant start) {
    this.spec = spec;
    this.columns = columns;
    this.start = start;
  }

  /**
   * Counts what the buckets hold beyond what was counted of them before.
   *
   * @param from the start of the oldest bucket that is still read
   * @param versions those that are followed: the others' counters are not shown
   * @param unreadable columns that could not be read: nothing is known of their values
   */
  synchronized void count(
      BucketedCounts buckets, Instant from, Set<String> versions, Set<String> unreadable) {
    for (Instant bucket : buckets.starts()) {
      Map<Series, Long> seen = counted.computeIfAbsent(bucket, key -> new HashMap<>());
      boolean known = !looked && bucket.isBefore(start);
      buckets
          .bucket(bucket)
          .forEach(
              (cell, counts) -> {
                if (cell.isAll()) {
                  rows(cell.version(), Optional.of(counts), unreadable)
                      .forEach((series, rows) -> add(series, rows, seen, known));
                }
              });
    }
    for (String version : versions) {
      rows(version, Optional.empty(), unreadable).forEach(totals::putIfAbsent);
    }
    looked = true;
    followed = Set.copyOf(versions);
    counted.headMap(from).clear();
    totals
        .keySet()
        .removeIf(
            series ->
                !followed.contains(series.version())
                    && !buckets.versions().containsKey(series.version()));
  }

  /** What is counted of a version; zeros where it has no rows. */
  private Map<Series, Long> rows(String version, Optional<Counts> counts, Set<String> unreadable) {
    Map<Series, Long> rows = new LinkedHashMap<>();
    rows.put(series(RowMetrics.PREDICTIONS, version), counts.map(Counts::rows).orElse(0L));
    if (spec.predictions().failed().isPresent() && !unreadable.contains(FAILED)) {
      rows.put(series(RowMetrics.FAILED, version), counts.map(Counts::failed).orElse(0L));
    }
    for (int i = 0; i < columns.numbers().size(); i++) {
      int column = i;
      if (isRead(columns.numbers().get(i), unreadable)) {
        rows.put(
            series(RowMetrics.MISSING, version, columns.numbers().get(i).name()),
            counts.map(all -> all.number(column).missing()).orElse(0L));
      }
    }
    for (int i = 0; i < columns.texts().size(); i++) {
      int column = i;
      if (isRead(columns.texts().get(i), unreadable)) {
        rows.put(
            series(RowMetrics.MISSING, version, columns.texts().get(i).name()),
            counts.map(all -> all.text(column).missing()).orElse(0L));
      }
    }
    return rows;
  }

  private static boolean isRead(WatchedColumn column, Set<String> unreadable) {
    return column.role() == Role.FEATURE && !unreadable.contains(column.name());
  }

  private Series series(MetricDefinition metric, String... labels) {
    List<String> all = new ArrayList<>(List.of(spec.name()));
    all.addAll(List.of(labels));
    return new Series(metric, all);
  }

  private void add(Series series, long rows, Map<Series, Long> seen, boolean known) {
    long before = seen.getOrDefault(series, 0L);
    totals.merge(series, known ? 0 : Math.max(0, rows - before), Long::sum);
    seen.put(series, Math.max(before, rows));
  }

  /** The counters as they stand. */
  synchronized List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    totals.forEach(
        (series, total) -> {
          if (followed.contains(series.version())) {
            readings.add(new Reading(series.metric(), series.labels(), total));
          }
        });
    return readings;
  }
}
