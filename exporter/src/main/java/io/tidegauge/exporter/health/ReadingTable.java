package io.tidegauge.exporter.health;

import io.tidegauge.monitor.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A model's readings, found by metric and labels. A metric that nobody publishes has none. */
public final class ReadingTable {
  private final Map<String, List<Reading>> byMetric = new HashMap<>();
  private final Map<List<String>, Double> values = new HashMap<>();

  /** A table of these. */
  public ReadingTable(List<Reading> readings) {
    for (Reading reading : readings) {
      String metric = reading.metric().name();
      byMetric.computeIfAbsent(metric, name -> new ArrayList<>()).add(reading);
      values.put(key(metric, withoutModel(reading)), reading.value());
    }
  }

  private static List<String> withoutModel(Reading reading) {
    return reading.labels().isEmpty()
        ? List.of()
        : reading.labels().subList(1, reading.labels().size());
  }

  private static List<String> key(String metric, List<String> labels) {
    List<String> key = new ArrayList<>(labels.size() + 1);
    key.add(metric);
    key.addAll(labels);
    return key;
  }

  /**
   * The value of a series, or empty where it has none.
   *
   * @param labels the values of the labels after {@code model}
   */
  public OptionalDouble value(String metric, String... labels) {
    Double value = values.get(key(metric, List.of(labels)));
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** All readings of a metric, in the order in which they were taken. */
  public List<Reading> of(String metric) {
    return byMetric.getOrDefault(metric, List.of());
  }

  /** The value of a label by its name, or empty where the metric has no such label. */
  public static Optional<String> label(Reading reading, String name) {
    int index = reading.metric().labels().indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(reading.labels().get(index));
  }
}
