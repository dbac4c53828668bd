package io.tidegauge.alert;

import io.tidegauge.monitor.AlertDefinition;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert whose condition holds.
 *
 * @param labels those of its condition, by name
 * @param value the reading; 1 where there is none, and that is the condition
 * @param limit the limit that the reading is past
 * @param noise what the reading is above as well, where the condition asks for it
 * @param lingering whether it is due only if it fires already: its reading is within the limit, but
 *     not within that at which the alert ends
 */
public record DueAlert(
    AlertDefinition alert,
    SortedMap<String, String> labels,
    double value,
    double limit,
    OptionalDouble noise,
    boolean lingering) {
  public DueAlert {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** The same, due only if it fires already. */
  DueAlert ifItFires() {
    return new DueAlert(alert, labels, value, limit, noise, true);
  }
}
