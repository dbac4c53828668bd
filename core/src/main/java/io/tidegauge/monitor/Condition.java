package io.tidegauge.monitor;

import io.tidegauge.counts.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** When an alert is due, in terms of metrics: the rules and the page are both made of it. */
public sealed interface Condition {
  /** For so long a reading stands in for those of missed scrapes. */
  Duration BRIDGED = Duration.ofMinutes(5);

  /** The metric that is judged. */
  MetricDefinition reading();

  /** Labels that are held to these values, one at least each. */
  SortedMap<String, NavigableSet<String>> where();

  /** The labels by which alerts of one condition are told apart, {@code model} among them. */
  List<String> labels();

  /** Every metric that the condition reads. */
  List<MetricDefinition> metrics();

  /** The metric has no series for the model at all. */
  record Absent(MetricDefinition reading) implements Condition {

    @Override
    public SortedMap<String, NavigableSet<String>> where() {
      return Collections.emptySortedMap();
    }

    /** Nothing else is known of a series that is not there. */
    @Override
    public List<String> labels() {
      return List.of("model");
    }

    @Override
    public List<MetricDefinition> metrics() {
      return List.of(reading);
    }
  }

  /**
   * A reading is past its limit, and nothing else explains it.
   *
   * @param side on which side of the limit the alert is due
   * @param noise what the reading must be above as well, with the same labels
   * @param rows the metric that must reach the alert's {@code minRows}; its labels are some of the
   *     reading's
   * @param unless what makes the reading mean nothing
   * @param overVersions whether the versions' readings are added up before they are judged
   */
  record Past(
      MetricDefinition reading,
      SortedMap<String, NavigableSet<String>> where,
      Side side,
      Limits limits,
      Optional<MetricDefinition> noise,
      Optional<MetricDefinition> rows,
      Optional<Zero> unless,
      boolean overVersions)
      implements Condition {
    public Past {
      where = frozen(where);
      if (rows.isPresent() && !reading.labels().containsAll(rows.get().labels())) {
        throw new IllegalArgumentException(rows.get().name() + " has labels of its own");
      }
      if (noise.isPresent() && !reading.labels().equals(noise.get().labels())) {
        throw new IllegalArgumentException(noise.get().name() + " has other labels");
      }
    }

    @Override
    public List<String> labels() {
      return reading.labels().stream()
          .filter(label -> !(overVersions && label.equals("version")))
          .toList();
    }

    @Override
    public List<MetricDefinition> metrics() {
      List<MetricDefinition> metrics = new ArrayList<>(List.of(reading));
      noise.ifPresent(metrics::add);
      rows.ifPresent(metrics::add);
      unless.map(Zero::metric).ifPresent(metrics::add);
      return List.copyOf(metrics);
    }

    /** Whether a value is past a limit. */
    public boolean isPast(double value, double limit) {
      return side == Side.ABOVE ? value > limit : value < limit;
    }

    /** With other limits. */
    public Past within(Limits others) {
      return new Past(reading, where, side, others, noise, rows, unless, overVersions);
    }

    /** However much of it is noise. */
    public Past noisy() {
      return new Past(reading, where, side, limits, Optional.empty(), rows, unless, overVersions);
    }

    /** With this label held to these values. */
    public Past where(String label, Collection<String> values) {
      SortedMap<String, NavigableSet<String>> more = new TreeMap<>(where);
      more.put(label, new TreeSet<>(values));
      return new Past(reading, more, side, limits, noise, rows, unless, overVersions);
    }

    /** Above what sampling alone would give, too. */
    public Past beyond(MetricDefinition newNoise) {
      return new Past(
          reading, where, side, limits, Optional.of(newNoise), rows, unless, overVersions);
    }

    /** Only with enough rows. */
    public Past onRows(MetricDefinition newRows) {
      return new Past(
          reading, where, side, limits, noise, Optional.of(newRows), unless, overVersions);
    }

    /** Of all rows of a version, no slice of them, where there are enough. */
    public Past ofAllRows() {
      return where("slice", List.of(Cell.ALL)).onRows(Volume.ROWS);
    }

    /** Not while this metric of the same exporter is 0. */
    public Past unless(MetricDefinition metric, String label, String value) {
      Optional<Zero> zero = Optional.of(new Zero(metric, label, value));
      return new Past(reading, where, side, limits, noise, rows, zero, overVersions);
    }

    /** Of all versions together. */
    public Past summedOverVersions() {
      return new Past(reading, where, side, limits, noise, rows, unless, true);
    }
  }

  /** A metric of the same exporter that is 0 where a label has this value. */
  record Zero(MetricDefinition metric, String label, String value) {}

  /** The side of a limit. */
  enum Side {
    ABOVE,
    BELOW
  }

  /** A reading above its limits. */
  static Past above(MetricDefinition reading, Limits limits) {
    return past(reading, Side.ABOVE, limits);
  }

  /** A reading below a limit. */
  static Past below(MetricDefinition reading, double limit) {
    return past(reading, Side.BELOW, Limits.of(limit));
  }

  /** A metric of the model without a series. */
  static Absent absent(MetricDefinition reading) {
    return new Absent(reading);
  }

  private static Past past(MetricDefinition reading, Side side, Limits limits) {
    return new Past(
        reading,
        Collections.emptySortedMap(),
        side,
        limits,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static SortedMap<String, NavigableSet<String>> frozen(
      SortedMap<String, NavigableSet<String>> labels) {
    SortedMap<String, NavigableSet<String>> copy = new TreeMap<>();
    labels.forEach(
        (label, values) ->
            copy.put(label, Collections.unmodifiableNavigableSet(new TreeSet<>(values))));
    return Collections.unmodifiableSortedMap(copy);
  }
}
