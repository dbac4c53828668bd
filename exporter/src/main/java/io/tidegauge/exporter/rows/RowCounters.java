package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.LatestTraces;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.Exemplar;
import io.tidegauge.monitor.Histogram;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.RowMetrics;
import io.tidegauge.spec.LatencyColumn;
import io.tidegauge.spec.ModelSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * True counters beside the gauges of windows: rows that came since the start, each counted once
 * however often its bucket is read, so that {@code rate()} and error budgets work. What buckets
 * from before the start hold at the first look was there before. A row that comes late is counted
 * when it is found; one that is deleted stays counted, since a counter never falls. Safe for use by
 * several threads.
 */
public final class RowCounters implements BucketCounters {
  /** What the source calls the column that says that there was no answer. */
  private static final String FAILED = "failed";

  private static final String LATENCY = "latency";

  private final ModelSpec spec;
  private final WatchedColumns columns;

  /**
   * The features, numeric ones first; a tally is rows, failed ones, each feature's missing, and the
   * latencies by bucket with their sum.
   */
  private final List<WatchedColumn> features;

  private final Optional<Integer> latency;
  private final List<Double> buckets;
  private final int latencyAt;
  private final int size;

  private final VersionTotals totals;
  private final SortedMap<String, LatestTraces> traces = new TreeMap<>();
  private final BitSet readable = new BitSet();

  /** Counters that begin at {@code start}. */
  RowCounters(ModelSpec spec, WatchedColumns columns, Instant start) {
    this.spec = spec;
    this.columns = columns;
    this.features = columns.of(Role.FEATURE).toList();
    this.latency = columns.numberIndex(Role.LATENCY, LATENCY);
    this.buckets = spec.predictions().latency().map(LatencyColumn::buckets).orElseGet(List::of);
    this.latencyAt = 2 + features.size();
    this.size = latencyAt + (latency.isPresent() ? buckets.size() + 2 : 0);
    this.totals = new VersionTotals(size, this::tally, start);
  }

  @Override
  public synchronized void look(List<BucketedCounts> parts, Set<String> unreadable) {
    BitSet known = readable(unreadable);
    readable.or(known);
    for (BucketedCounts part : parts) {
      for (Instant start : part.starts()) {
        if (totals.isNew(start)) {
          part.bucket(start).forEach(this::trace);
        }
      }
    }
    totals.look(parts, known);
  }

  /** Rows that were there before the start are not in the histogram: it does not lead to them. */
  private void trace(Cell cell, Counts counts) {
    if (cell.isAll()) {
      counts
          .traces()
          .ifPresent(
              newest ->
                  traces
                      .computeIfAbsent(cell.version(), key -> new LatestTraces(buckets.size() + 1))
                      .merge(newest));
    }
  }

  @Override
  public synchronized void corrected(String version, Counts before, Counts after) {
    totals.corrected(version, before, after);
  }

  @Override
  public synchronized void forgetBefore(Instant time) {
    totals.forgetBefore(time);
  }

  @Override
  public synchronized void reopen(Instant time) {
    totals.reopen(time);
  }

  private BitSet readable(Set<String> unreadable) {
    BitSet known = new BitSet();
    known.set(0);
    known.set(1, spec.predictions().failed().isPresent() && !unreadable.contains(FAILED));
    for (int i = 0; i < features.size(); i++) {
      known.set(2 + i, !unreadable.contains(features.get(i).name()));
    }
    known.set(latencyAt, size, !unreadable.contains(LATENCY));
    return known;
  }

  private double[] tally(Counts counts) {
    double[] tally = new double[size];
    tally[0] = (double) counts.predictions();
    tally[1] = (double) counts.failed();
    int next = 2;
    for (int i = 0; i < columns.numbers().size(); i++) {
      if (columns.numbers().get(i).role() == Role.FEATURE) {
        tally[next++] = (double) counts.number(i).missing();
      }
    }
    for (int i = 0; i < columns.texts().size(); i++) {
      if (columns.texts().get(i).role() == Role.FEATURE) {
        tally[next++] = (double) counts.text(i).missing();
      }
    }
    if (latency.isPresent()) {
      NumericCounts latencies = counts.number(latency.get());
      for (long bin : latencies.bins()) {
        tally[next++] = (double) bin;
      }
      double sum = latencies.moments().sum();
      // Where the sum overflows nothing is known of it: the counter rests.
      tally[next] = Double.isFinite(sum) ? sum : 0;
    }
    return tally;
  }

  /** The counters of these versions, as they stand; zero where a version has no rows. */
  public synchronized List<Reading> readings(Set<String> versions) {
    totals.retain(versions);
    traces.keySet().retainAll(totals.versions());
    List<Reading> readings = new ArrayList<>();
    for (String version : versions) {
      double[] total = totals.of(version);
      List<String> labels = List.of(spec.name(), version);
      readings.add(new Reading(RowMetrics.PREDICTIONS, labels, total[0]));
      if (readable.get(1)) {
        readings.add(new Reading(RowMetrics.FAILED, labels, total[1]));
      }
      for (int i = 0; i < features.size(); i++) {
        if (readable.get(2 + i)) {
          readings.add(
              new Reading(
                  RowMetrics.MISSING,
                  List.of(spec.name(), version, features.get(i).name()),
                  total[2 + i]));
        }
      }
      if (readable.get(latencyAt)) {
        readings.add(new Reading(RowMetrics.DURATION, labels, durations(version, total)));
      }
    }
    return readings;
  }

  private Histogram durations(String version, double[] total) {
    List<Long> counts =
        Arrays.stream(total, latencyAt, size - 1).mapToObj(count -> (long) count).toList();
    LatestTraces newest = traces.get(version);
    return new Histogram(
        buckets, counts, total[size - 1], newest == null ? List.of() : exemplars(newest));
  }

  private static List<Exemplar> exemplars(LatestTraces newest) {
    return newest.byBin().stream()
        .flatMap(Optional::stream)
        .map(row -> new Exemplar(row.value(), row.trace(), row.timeMicros() / 1000))
        .toList();
  }
}
