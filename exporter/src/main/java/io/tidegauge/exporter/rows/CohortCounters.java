package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.LabelledCounts;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.RowMetrics;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.statistics.Proportion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * True counters of predictions that were judged by their labels, and of those that were wrong: each
 * once, when its label is due, or, if it comes later, when it has come. What was due before the
 * start is not counted. A label that is corrected from right to wrong counts as one more that is
 * wrong; the other way round nothing changes, since a counter never falls. Safe for use by several
 * threads.
 */
final class CohortCounters implements BucketCounters {
  private static final int JUDGED = 0;
  private static final int WRONG = 1;
  private static final int SIZE = 2;

  private final ModelSpec spec;
  private final CohortColumns columns;
  private final VersionTotals totals;

  CohortCounters(ModelSpec spec, CohortColumns columns) {
    this.spec = spec;
    this.columns = columns;
    this.totals = new VersionTotals(SIZE, this::tally, Instant.MAX);
  }

  private boolean isJudged() {
    PredictionKind kind = spec.predictions().kind();
    return kind == PredictionKind.BINARY || kind == PredictionKind.MULTICLASS;
  }

  private double[] tally(Counts counts) {
    Proportion right = new LabelledCounts(columns, counts).right();
    double[] tally = new double[SIZE];
    tally[JUDGED] = (double) right.trials();
    tally[WRONG] = (double) (right.trials() - right.successes());
    return tally;
  }

  @Override
  public synchronized void look(List<BucketedCounts> parts, Set<String> unreadable) {
    if (isJudged()) {
      BitSet known = new BitSet();
      known.set(0, SIZE, unreadable.isEmpty());
      totals.look(parts, known);
    }
  }

  @Override
  public synchronized void corrected(String version, Counts before, Counts after) {
    if (isJudged()) {
      totals.corrected(version, before, after);
    }
  }

  @Override
  public synchronized void forgetBefore(Instant time) {
    totals.forgetBefore(time);
  }

  @Override
  public synchronized void reopen(Instant time) {
    totals.reopen(time);
  }

  /** The counters of these versions, as they stand; zero where a version has no rows. */
  synchronized List<Reading> readings(Set<String> versions) {
    List<Reading> readings = new ArrayList<>();
    if (isJudged()) {
      totals.retain(versions);
      for (String version : versions) {
        List<String> labels = List.of(spec.name(), version);
        double[] total = totals.of(version);
        readings.add(new Reading(RowMetrics.JUDGED, labels, total[JUDGED]));
        readings.add(new Reading(RowMetrics.WRONG, labels, total[WRONG]));
      }
    }
    return readings;
  }
}
