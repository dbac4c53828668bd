package io.tidegauge.rulegen.rules;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert that always fires. Whoever receives it misses it when anything between Prometheus and
 * the receiver is broken, of which no other alert could tell.
 */
public record Watchdog() implements Rule {
  /** The alert's name: kube-prometheus has one called Watchdog already. */
  public static final String NAME = "MLWatchdog";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String expression() {
    return "vector(1)\n";
  }

  @Override
  public Duration pending() {
    return Duration.ZERO;
  }

  @Override
  public Duration keepFiringFor() {
    return Duration.ZERO;
  }

  @Override
  public SortedMap<String, String> labels() {
    return new TreeMap<>(Map.of("severity", "none"));
  }

  @Override
  public Map<String, String> annotations() {
    return Annotations.of(
        "This alert always fires.",
        "It is always {{ $value }}, and says that alerts reach their receivers. Route it to a"
            + " service that tells when it does not come.");
  }
}
