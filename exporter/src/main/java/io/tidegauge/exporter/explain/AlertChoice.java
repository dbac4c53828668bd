package io.tidegauge.exporter.explain;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.yaml.Nearest;
import java.util.List;
import java.util.Locale;

/** The alert that labels mean, and the monitor that brings it. */
record AlertChoice(Monitor monitor, AlertDefinition alert) {

  /**
   * Chooses.
   *
   * @throws IllegalArgumentException if the model has no alert of that name
   */
  static AlertChoice of(ModelSpec spec, AlertLabels wanted) {
    List<AlertDefinition> tiers =
        Monitor.enabledAlerts(spec).stream()
            .filter(alert -> alert.name().equals(wanted.name()))
            .toList();
    if (tiers.isEmpty()) {
      throw new IllegalArgumentException(unknown(spec, wanted.name()));
    }
    AlertDefinition chosen =
        tiers.stream()
            .filter(alert -> severity(alert).equals(wanted.get("severity")))
            .findFirst()
            .orElse(tiers.get(0));
    Monitor monitor =
        Monitor.ALL.stream()
            .filter(one -> one.fits(spec))
            .filter(
                one ->
                    one.alerts(spec).stream().anyMatch(alert -> alert.name().equals(wanted.name())))
            .findFirst()
            .orElseThrow();
    return new AlertChoice(monitor, chosen);
  }

  private static String severity(AlertDefinition alert) {
    return alert.settings().severity().name().toLowerCase(Locale.ROOT);
  }

  private static String unknown(ModelSpec spec, String name) {
    List<String> on =
        Monitor.enabledAlerts(spec).stream().map(AlertDefinition::name).distinct().toList();
    boolean off =
        Monitor.ALL.stream()
            .filter(monitor -> monitor.fits(spec))
            .flatMap(monitor -> monitor.alerts(spec).stream())
            .anyMatch(alert -> alert.name().equals(name));
    if (off) {
      return name + " is off in the spec of " + spec.name() + ": it cannot be due";
    }
    return spec.name()
        + " has no alert "
        + name
        + Nearest.hint(name, on)
        + "; it has "
        + String.join(", ", on);
  }
}
