package io.tidegauge.spec;

import java.util.List;

/**
 * How long the model took to answer.
 *
 * @param secondsPerUnit what one of the column's units is in seconds: 0.001 for milliseconds
 * @param buckets the upper bounds of the histogram's buckets in seconds, rising, themselves in
 */
public record LatencyColumn(String column, double secondsPerUnit, List<Double> buckets) {
  public LatencyColumn {
    buckets = List.copyOf(buckets);
  }
}
