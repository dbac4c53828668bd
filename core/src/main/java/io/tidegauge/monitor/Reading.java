package io.tidegauge.monitor;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One number that was measured: one sample of one series.
 *
 * @param labels a value for each of the metric's labels, in their order
 * @param value a finite number; of a histogram, how many values it holds
 * @param histogram there for histograms only
 */
public record Reading(
    MetricDefinition metric, List<String> labels, double value, Optional<Histogram> histogram) {
  public Reading {
    labels = List.copyOf(labels);
    if (labels.size() != metric.labels().size()) {
      throw new IllegalArgumentException(
          metric.name() + " has the labels " + metric.labels() + ", not values for " + labels);
    }
    if ((metric.type() == MetricDefinition.Type.HISTOGRAM) != histogram.isPresent()) {
      throw new IllegalArgumentException(metric.name() + " is a " + metric.type());
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(metric.name() + labels + " is not finite: " + value);
    }
  }

  /** A number. */
  public Reading(MetricDefinition metric, List<String> labels, double value) {
    this(metric, labels, value, Optional.empty());
  }

  /** A histogram. */
  public Reading(MetricDefinition metric, List<String> labels, Histogram histogram) {
    this(metric, labels, (double) histogram.count(), Optional.of(histogram));
  }

  /** The values of the labels by their names. */
  public Map<String, String> byLabel() {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < labels.size(); i++) {
      values.put(metric.labels().get(i), labels.get(i));
    }
    return Collections.unmodifiableMap(values);
  }
}
