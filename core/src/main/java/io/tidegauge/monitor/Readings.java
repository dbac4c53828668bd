package io.tidegauge.monitor;

import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one monitor has measured of one model: the readings, and how many are absent for which
 * reason. A reading that is absent has no series: it is never 0, NaN or what it was before.
 */
public final class Readings {
  private final String model;
  private final List<Reading> readings = new ArrayList<>();
  private final Map<Reason, Integer> absent = new EnumMap<>(Reason.class);

  /** Nothing measured yet. */
  public Readings(String model) {
    this.model = model;
  }

  /**
   * Takes a reading.
   *
   * @param labels the values of the labels after {@code model}
   */
  public void add(MetricDefinition metric, double value, String... labels) {
    List<String> all = new ArrayList<>(labels.length + 1);
    all.add(model);
    Collections.addAll(all, labels);
    readings.add(new Reading(metric, all, value));
  }

  /** Takes the reading of an estimate and, where there is one, that of its standard error. */
  void add(MetricDefinition value, MetricDefinition error, Estimate estimate, String... labels) {
    add(value, estimate.value(), labels);
    estimate.standardError().asOptional().ifPresent(known -> add(error, known, labels));
  }

  /** Takes a count: exact up to 2^53. */
  public void add(MetricDefinition metric, long count, String... labels) {
    add(metric, (double) count, labels);
  }

  /** Takes a reading, or notes why there is none. */
  public void add(MetricDefinition metric, Outcome outcome, String... labels) {
    if (outcome instanceof Outcome.Value value) {
      add(metric, value.value(), labels);
    } else if (outcome instanceof Outcome.Absent missing) {
      absent(missing.reason());
    }
  }

  /** Notes that there is no reading, and why. */
  public void absent(Reason reason) {
    absent.merge(reason, 1, Integer::sum);
  }

  /** The readings in the order in which they were taken. */
  public List<Reading> readings() {
    return Collections.unmodifiableList(readings);
  }

  /** How many readings are absent, by reason. */
  public Map<Reason, Integer> absent() {
    return Collections.unmodifiableMap(absent);
  }
}
