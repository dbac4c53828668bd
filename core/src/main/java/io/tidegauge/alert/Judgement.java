package io.tidegauge.alert;

import java.util.Collections;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A reading beside all that an alert holds it against.
 *
 * @param labels those of the condition, by name
 * @param limit what it must be past
 * @param noise what it must be above as well; empty where that is not known
 * @param rows how many rows it rests on; empty where that is not known
 * @param pastLimit whether it is past the limit
 * @param beyondNoise whether it is above its noise, where the condition asks for it
 * @param enoughRows whether it rests on enough rows, where the condition asks for it
 */
public record Judgement(
    SortedMap<String, String> labels,
    double value,
    double limit,
    OptionalDouble noise,
    OptionalDouble rows,
    boolean pastLimit,
    boolean beyondNoise,
    boolean enoughRows) {
  public Judgement {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** Whether the alert is due by it. */
  public boolean isDue() {
    return pastLimit && beyondNoise && enoughRows;
  }
}
