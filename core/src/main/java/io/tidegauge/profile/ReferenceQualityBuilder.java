package io.tidegauge.profile;

import io.tidegauge.counts.CohortColumn;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.CohortGathering;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.QualityEstimates;
import io.tidegauge.counts.RowStream;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.QualityMetric;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Finds out how good the predictions of a reference were, in one pass over its labelled rows. */
public final class ReferenceQualityBuilder {
  private final ModelSpec spec;
  private final CohortColumns columns;

  /**
   * Of a model whose spec declares labels.
   *
   * @param columns what is read of a row
   */
  public ReferenceQualityBuilder(ModelSpec spec, CohortColumns columns) {
    this.spec = spec;
    this.columns = columns;
  }

  /**
   * The quality of a reference.
   *
   * @param reference its rows, as the columns say
   * @return empty where no row has a label
   */
  public Optional<ReferenceQuality> build(RowStream reference) {
    Counts counts = new Counts(columns.layout(Collections.emptySortedMap()));
    long[] predicted = new long[CohortColumns.SCORES.size()];
    CohortGathering gathering =
        CohortGathering.of(
            spec,
            columns,
            counted -> {
              counts.add(counted);
              columns
                  .scoreBin(counted)
                  .ifPresent(
                      bin -> predicted[bin] += CohortColumns.isPredictedPositive(counted) ? 1 : 0);
            });
    reference.forEach(gathering::add);
    gathering.end();
    long labelled = columns.number(counts, CohortColumn.LABEL).orElseThrow().finite();
    return labelled == 0
        ? Optional.empty()
        : Optional.of(
            new ReferenceQuality(
                counts.rows(), labelled, metrics(counts), scores(counts, predicted)));
  }

  private Map<QualityMetric, Estimate> metrics(Counts counts) {
    QualityEstimates quality = new QualityEstimates(spec.predictions().kind(), columns, counts);
    Map<QualityMetric, Estimate> metrics = new EnumMap<>(QualityMetric.class);
    for (QualityMetric metric : QualityEstimates.measured(spec)) {
      Estimate estimate = quality.of(metric);
      if (estimate.value().isPresent()) {
        metrics.put(metric, estimate);
      }
    }
    return metrics;
  }

  private Optional<ReferenceScores> scores(Counts counts, long[] predicted) {
    Optional<NumericCounts> positives = columns.number(counts, CohortColumn.SCORE_OF_POSITIVE);
    Optional<NumericCounts> negatives = columns.number(counts, CohortColumn.SCORE_OF_NEGATIVE);
    if (positives.isEmpty()
        || negatives.isEmpty()
        || positives.get().finite() + negatives.get().finite() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ReferenceScores(positives.get().bins(), negatives.get().bins(), predicted));
  }
}
