package io.tidegauge.rulegen.ruletest;

import io.tidegauge.monitor.AlertLimits;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.ruletest.TestCase.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The series in which an exporter publishes an alert's limits; none where rules have them. */
record LimitSeries(List<Reading> readings) {
  private static final String OTHER = "-other";
  private static final double MORE = 1000;

  LimitSeries {
    readings = List.copyOf(readings);
  }

  /** Those of the alerts of a name. */
  static LimitSeries of(String alert, List<Reading> limits) {
    return new LimitSeries(
        limits.stream().filter(limit -> alert.equals(limit.byLabel().get("alert"))).toList());
  }

  boolean isEmpty() {
    return readings.isEmpty();
  }

  /**
   * The same, but in the place of those of a metric others that each differ in one of the labels by
   * which they are found.
   */
  LimitSeries ofOthers(MetricDefinition metric) {
    List<Reading> changed = new ArrayList<>();
    for (Reading limit : readings) {
      if (limit.metric().equals(metric)) {
        limit.byLabel().entrySet().stream()
            .filter(label -> !label.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .filter(label -> !AlertLimits.CARRIED.contains(label) && !label.equals("database"))
            .forEach(label -> changed.add(with(limit, label, limit.value())));
      } else {
        changed.add(limit);
      }
    }
    return new LimitSeries(changed);
  }

  /**
   * And limits of a moment ago, when another team answered for the model, and the rows that another
   * alert and another severity ask for.
   */
  LimitSeries amongOthers() {
    List<Reading> more = new ArrayList<>(readings);
    for (Reading limit : readings) {
      if (limit.metric().equals(AlertLimits.MIN_ROWS)) {
        more.add(with(limit, "alert", limit.value() + MORE));
        more.add(with(limit, "severity", limit.value() + MORE));
      } else {
        more.add(with(limit, "owner", limit.value() - 1));
      }
    }
    return new LimitSeries(more);
  }

  private static Reading with(Reading limit, String label, double value) {
    Map<String, String> labels = new TreeMap<>(limit.byLabel());
    labels.merge(label, OTHER, String::concat);
    return new Reading(
        limit.metric(), limit.metric().labels().stream().map(labels::get).toList(), value);
  }

  /**
   * Those of one exporter.
   *
   * @param scraped the samples of another of its series: where one is missing, so is theirs
   */
  List<Samples> samples(String replica, String scraped) {
    return readings.stream()
        .map(limit -> new Samples(series(limit, replica), constant(limit.value(), scraped)))
        .toList();
  }

  private static String series(Reading limit, String replica) {
    Map<String, String> labels = new TreeMap<>(limit.byLabel());
    labels.values().removeIf(String::isEmpty);
    labels.putAll(SampleLabels.target(replica));
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + Selector.quoted(label.getValue()))
        .collect(Collectors.joining(", ", limit.metric().name() + "{", "}"));
  }

  private static String constant(double value, String scraped) {
    String number = Selector.number(value);
    return Stream.of(scraped.split(" ", -1))
        .map(part -> part.startsWith("_") ? part : part.replaceFirst("^[^x]+", number))
        .collect(Collectors.joining(" "));
  }
}
