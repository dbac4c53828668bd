package io.tidegauge.rulegen.ruletest;

import io.tidegauge.spec.Alert.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One group of promtool's tests: series, and what fires when.
 *
 * @param interval between samples, and between evaluations
 */
public record TestCase(
    String name, Duration interval, List<Samples> series, List<Expectation> expected) {

  public TestCase {
    series = List.copyOf(series);
    expected = List.copyOf(expected);
  }

  /**
   * A series.
   *
   * @param values in promtool's notation
   */
  record Samples(String series, String values) {}

  /** What is true of the alerts of a name at a time since the first sample. */
  sealed interface Expectation {
    Duration at();

    String alert();
  }

  /** These fire, and no other. */
  record Fires(Duration at, String alert, List<Firing> firing) implements Expectation {
    Fires {
      firing = List.copyOf(firing);
    }
  }

  /**
   * None is even pending: to wait until one would fire proves no more, and takes promtool long.
   *
   * @param severity of those that are meant, where others of the name may be pending
   */
  record Rests(Duration at, String alert, Optional<Severity> severity) implements Expectation {}

  /** A firing alert: its labels but for its name, and its annotations. */
  record Firing(SortedMap<String, String> labels, SortedMap<String, String> annotations) {
    Firing {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
      annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
  }
}
