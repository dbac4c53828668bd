package io.tidegauge.monitor;

import java.util.List;

/**
 * One number that was measured: one sample of one series.
 *
 * @param labels a value for each of the metric's labels, in their order
 * @param value a finite number
 */
public record Reading(MetricDefinition metric, List<String> labels, double value) {
  public Reading {
    labels = List.copyOf(labels);
    if (labels.size() != metric.labels().size()) {
      throw new IllegalArgumentException(
          metric.name() + " has the labels " + metric.labels() + ", not values for " + labels);
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(metric.name() + labels + " is not finite: " + value);
    }
  }
}
