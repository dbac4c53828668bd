package io.tidegauge.monitor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A model's readings, found by metric and labels. */
public final class ReadingTable {
  private final Map<MetricDefinition, List<Reading>> byMetric = new HashMap<>();
  private final Map<Series, Double> values = new HashMap<>();

  private record Series(MetricDefinition metric, List<String> labels) {}

  /** A table of these. */
  public ReadingTable(Collection<Reading> readings) {
    for (Reading reading : readings) {
      byMetric.computeIfAbsent(reading.metric(), metric -> new ArrayList<>()).add(reading);
      List<String> labels = withoutModel(reading.metric(), reading.labels());
      values.put(new Series(reading.metric(), labels), reading.value());
    }
  }

  /** The exporter's own families are not all of a model. */
  private static List<String> withoutModel(MetricDefinition metric, List<String> labels) {
    return metric.isOfModel() ? labels.subList(1, labels.size()) : labels;
  }

  /**
   * The value of a series, or empty where it has none.
   *
   * @param labels the values of the labels after {@code model}
   */
  public OptionalDouble value(MetricDefinition metric, String... labels) {
    Double value = values.get(new Series(metric, List.of(labels)));
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The value of the series that has these values of its labels; others do not matter. */
  public OptionalDouble value(MetricDefinition metric, Map<String, String> labels) {
    return value(
        metric,
        withoutModel(metric, metric.labels()).stream()
            .map(label -> labels.getOrDefault(label, ""))
            .toArray(String[]::new));
  }

  /** All readings of a metric, in the order in which they were taken. */
  public List<Reading> of(MetricDefinition metric) {
    return byMetric.getOrDefault(metric, List.of());
  }
}
