package io.tidegauge.spec;

import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.yaml.Position;
import io.tidegauge.spec.yaml.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who is told of alerts, by Alertmanager.
 *
 * @param base Alertmanager's config with the receivers and the root route, relative to the config's
 *     folder: what is generated is added to it
 * @param receivers by severity, of alerts whose owner has none of its own
 * @param owners the receivers of owners that have their own
 * @param retrain who starts a training: told of the alerts with {@code retrain: true}, beside their
 *     owner
 * @param watchdog who misses the alert that always fires
 * @param inhibitions beside those that always hold
 */
public record RoutingSpec(
    String base,
    SortedMap<Severity, String> receivers,
    SortedMap<String, SortedMap<Severity, String>> owners,
    Optional<String> retrain,
    Optional<String> watchdog,
    List<InhibitionSpec> inhibitions) {
  public RoutingSpec {
    receivers = Collections.unmodifiableSortedMap(new TreeMap<>(receivers));
    owners = Collections.unmodifiableSortedMap(new TreeMap<>(owners));
    inhibitions = List.copyOf(inhibitions);
  }

  /**
   * An alert that nobody is told of while another fires.
   *
   * @param position where it stands in the config
   * @param path the way to it
   * @param sources alerts that explain
   * @param targets alerts that are explained
   * @param equal labels that the two have in common
   */
  public record InhibitionSpec(
      Position position,
      String path,
      List<String> sources,
      List<String> targets,
      List<String> equal) {
    public InhibitionSpec {
      sources = List.copyOf(sources);
      targets = List.copyOf(targets);
      equal = List.copyOf(equal);
    }

    /**
     * What is wrong with it.
     *
     * @param file as the user named it
     */
    public Problem problem(String file, String message) {
      return new Problem(file, position.line(), position.column(), path, message);
    }
  }
}
