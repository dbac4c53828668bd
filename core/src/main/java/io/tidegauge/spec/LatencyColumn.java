package io.tidegauge.spec;

import java.util.List;
import java.util.Optional;

/**
 * How long the model took to answer.
 *
 * @param secondsPerUnit what one of the column's units is in seconds: 0.001 for milliseconds
 * @param buckets the upper bounds of the histogram's buckets in seconds, rising, themselves in
 * @param trace the column with the id of the request's trace, to which the histogram's exemplars
 *     lead
 */
public record LatencyColumn(
    String column, double secondsPerUnit, List<Double> buckets, Optional<String> trace) {
  public LatencyColumn {
    buckets = List.copyOf(buckets);
  }
}
