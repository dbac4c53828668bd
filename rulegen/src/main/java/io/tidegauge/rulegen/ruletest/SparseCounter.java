package io.tidegauge.rulegen.ruletest;

import io.tidegauge.rulegen.promql.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Two counters that rise together, of all events and of the bad ones among them, with few samples.
 *
 * <p>So many samples that what {@code increase} extrapolates can be told: of two in a window, the
 * first of which is in its last half and the second at its end, it makes 1.5 times their
 * difference, of three 1.25 times, in Prometheus 2 as in 3. A ratio at its limit is then exact.
 */
final class SparseCounter {
  /** Far above all that is counted: {@code increase} does not extrapolate a counter below 0. */
  private static final double START = 1e8;

  private final NavigableMap<Integer, double[]> samples = new TreeMap<>();

  /** A sample at a step, so much later than the one before. */
  SparseCounter add(int step, double events, double bad) {
    double[] before = samples.isEmpty() ? new double[2] : samples.lastEntry().getValue();
    samples.put(step, new double[] {before[0] + events, before[1] + bad});
    return this;
  }

  /** All events, in promtool's notation, divided among so many series. */
  String all(int parts) {
    return values(parts, 1, 0);
  }

  /** The bad events. */
  String bad() {
    return values(1, 0, 1);
  }

  /** No events, but samples. */
  String none() {
    return values(1, 0, 0);
  }

  /** The events that are not bad, of this part of all of them. */
  String good(int parts) {
    return values(parts, 1, -1);
  }

  private String values(int parts, int ofAll, int ofBad) {
    List<String> values = new ArrayList<>();
    int next = 0;
    for (Map.Entry<Integer, double[]> sample : samples.entrySet()) {
      int missed = sample.getKey() - next;
      if (missed > 0) {
        values.add("_x" + missed);
      }
      double events = sample.getValue()[0] / parts;
      values.add(Selector.number(START + ofAll * events + ofBad * sample.getValue()[1]));
      next = sample.getKey() + 1;
    }
    return String.join(" ", values);
  }
}
