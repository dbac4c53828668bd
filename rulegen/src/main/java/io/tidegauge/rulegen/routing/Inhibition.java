package io.tidegauge.rulegen.routing;

import io.tidegauge.spec.Alert.Severity;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Alerts that nobody is told of while another fires that explains them.
 *
 * @param sources the names of alerts that explain
 * @param targets the names of alerts that are explained
 * @param equal labels that the two have in common
 * @param bySeverity whether only critical alerts explain, and only those that are not are explained
 */
record Inhibition(
    NavigableSet<String> sources,
    NavigableSet<String> targets,
    List<String> equal,
    boolean bySeverity) {

  static final String CRITICAL = Severity.CRITICAL.label();

  Inhibition {
    sources = Collections.unmodifiableNavigableSet(new TreeSet<>(sources));
    targets = Collections.unmodifiableNavigableSet(new TreeSet<>(targets));
    equal = List.copyOf(equal);
  }

  /** Of alerts of different names. */
  static Inhibition of(Iterable<String> sources, Iterable<String> targets, List<String> equal) {
    return new Inhibition(sorted(sources), sorted(targets), equal, false);
  }

  /** Of alerts of one name: the critical one explains the others. */
  static Inhibition ofTiers(String name, List<String> equal) {
    return new Inhibition(sorted(List.of(name)), sorted(List.of(name)), equal, true);
  }

  private static boolean isCritical(Map<String, String> labels) {
    return CRITICAL.equals(labels.get("severity"));
  }

  private static NavigableSet<String> sorted(Iterable<String> names) {
    NavigableSet<String> sorted = new TreeSet<>();
    names.forEach(sorted::add);
    return sorted;
  }

  /**
   * Whether an alert is kept back while another one fires, as Alertmanager decides it: a label that
   * neither has is equal too.
   *
   * @param firing the labels of the one that fires
   * @param alert the labels of the one that may be kept back
   */
  boolean mutes(Map<String, String> firing, Map<String, String> alert) {
    return sources.contains(firing.getOrDefault("alertname", ""))
        && targets.contains(alert.getOrDefault("alertname", ""))
        && (!bySeverity || (isCritical(firing) && !isCritical(alert)))
        && equal.stream()
            .allMatch(
                label -> firing.getOrDefault(label, "").equals(alert.getOrDefault(label, "")));
  }
}
