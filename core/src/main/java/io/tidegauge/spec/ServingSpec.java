package io.tidegauge.spec;

import io.tidegauge.spec.SignalSpec.Name;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Prometheus scrapes of the model's server, and of what it runs on, beside the exporter.
 *
 * @param limits above which an alert is due, in seconds, shares or requests; none of what has no
 *     alert
 * @param share of latency, the share of requests that is quicker; where there is a histogram
 * @param minRequests with fewer requests in five minutes nobody is told of errors and latency
 */
public record ServingSpec(
    Part server,
    Optional<Part> host,
    Optional<Part> container,
    Map<Name, Double> limits,
    double share,
    int minRequests) {

  public ServingSpec {
    Map<Name, Double> copy = new EnumMap<>(Name.class);
    copy.putAll(limits);
    limits = Collections.unmodifiableMap(copy);
  }

  /**
   * What one job scrapes.
   *
   * @param labels further labels of its series and of {@code up}
   * @param signals in the order of their names
   */
  public record Part(String job, SortedMap<String, String> labels, List<SignalSpec> signals) {
    public Part {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
      signals = List.copyOf(signals);
    }
  }
}
