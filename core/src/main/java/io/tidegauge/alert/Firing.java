package io.tidegauge.alert;

import io.tidegauge.counts.Cell;
import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.LabelText;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A time for which an alert fires.
 *
 * @param from the first evaluation at which it fires
 * @param to the first at which it does not any more
 * @param labels those of its condition, by name
 */
public record Firing(
    Instant from, Instant to, AlertDefinition alert, SortedMap<String, String> labels) {
  /** By time, then by what fires. */
  public static final Comparator<Firing> ORDER =
      Comparator.comparing(Firing::from).thenComparing(Firing::name).thenComparing(Firing::to);

  public Firing {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** How long it fires. */
  public Duration length() {
    return Duration.between(from, to);
  }

  /** Whether it fires at some moment of {@code [start, end)}. */
  public boolean overlaps(Instant start, Instant end) {
    return from.isBefore(end) && to.isAfter(start);
  }

  /** What tells it apart from others of the model: neither the model nor that it is of all rows. */
  public SortedMap<String, String> tellingLabels() {
    SortedMap<String, String> telling = new TreeMap<>(labels);
    telling.remove("model");
    telling.remove("slice", Cell.ALL);
    telling.values().removeIf(String::isEmpty);
    return telling;
  }

  /** The alert and its telling labels, as Prometheus writes them. */
  public String name() {
    SortedMap<String, String> all = tellingLabels();
    all.put("alertname", alert.name());
    return all.entrySet().stream()
        .map(label -> label.getKey() + "=" + LabelText.quoted(label.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  @Override
  public String toString() {
    return from + " " + to + " " + name();
  }
}
