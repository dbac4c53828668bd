package io.tidegauge.monitor;

import io.tidegauge.counts.CohortColumn;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.QualityEstimates;
import io.tidegauge.counts.SealedBuckets;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.QualityMetric;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * When predictions were last known to be as good as alerts ask for: the end of the newest stretch
 * of whole buckets that has as many labels as these need, and is within all their limits. It is
 * found in the buckets that are kept for windows, and remembers nothing: who counts them anew finds
 * the same.
 */
public final class LastGood {
  private LastGood() {}

  /**
   * The end of the newest good stretch; empty where there is none.
   *
   * @param newestFirst the buckets of a version's predictions with their labels
   */
  public static Optional<Instant> of(ModelSpec spec, Iterator<SealedBuckets.Part> newestFirst) {
    CohortColumns columns = CohortColumns.of(spec).orElseThrow();
    long enough = spec.alerts().quality().alert().minRows();
    Deque<SealedBuckets.Part> stretch = new ArrayDeque<>();
    long labels = 0;
    while (true) {
      while (labels < enough || stretch.isEmpty()) {
        if (!newestFirst.hasNext()) {
          return Optional.empty();
        }
        SealedBuckets.Part older = newestFirst.next();
        long itsLabels = labels(columns, older.counts());
        if (itsLabels > 0) {
          stretch.addLast(older);
          labels += itsLabels;
        }
      }
      SealedBuckets.Part newest = stretch.removeFirst();
      if (isGood(spec, columns, sum(newest, stretch))) {
        return Optional.of(newest.end());
      }
      labels -= labels(columns, newest.counts());
    }
  }

  private static long labels(CohortColumns columns, Counts counts) {
    return columns.number(counts, CohortColumn.LABEL).orElseThrow().finite();
  }

  private static Counts sum(SealedBuckets.Part newest, Deque<SealedBuckets.Part> older) {
    Counts sum = new Counts(newest.counts().layout());
    sum.merge(newest.counts());
    older.forEach(part -> sum.merge(part.counts()));
    return sum;
  }

  private static boolean isGood(ModelSpec spec, CohortColumns columns, Counts counts) {
    QualityEstimates quality = new QualityEstimates(spec.predictions().kind(), columns, counts);
    return spec.alerts().quality().limits().entrySet().stream()
        .allMatch(
            limit ->
                quality
                    .of(limit.getKey())
                    .value()
                    .fold(
                        value -> isWithin(limit.getKey(), value, limit.getValue()),
                        reason -> false));
  }

  private static boolean isWithin(QualityMetric metric, double value, double limit) {
    return metric.higherIsBetter() ? value >= limit : value <= limit;
  }
}
