package io.tidegauge.monitor;

import io.tidegauge.profile.Profile;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * In which window an alert looks at a model. The exporter's page and the rules agree on it where
 * the reference is a committed profile; one that the exporter makes when it starts is unknown to
 * the rules.
 */
public final class AlertWindow {
  private AlertWindow() {}

  /** The traffic of the reference that has the least, as far as these say. */
  public static Optional<Double> leastTraffic(Collection<Profile> profiles) {
    return profiles.stream()
        .flatMap(profile -> profile.rowsPerSecond().stream())
        .min(Comparator.naturalOrder());
  }

  /**
   * The alert's own window; without one, the shortest that reaches its minimum of rows at the
   * reference's traffic, or the longest where none does or the traffic is not known. One window for
   * all versions: a rule with several of them is more than anyone reads at night.
   *
   * @param rowsPerSecond the traffic of the version whose reference has the least
   */
  public static Duration of(ModelSpec spec, Alert alert, Optional<Double> rowsPerSecond) {
    return alert
        .window()
        .or(
            () ->
                rowsPerSecond.flatMap(
                    traffic ->
                        spec.windows().stream()
                            .filter(window -> traffic * window.toSeconds() >= alert.minRows())
                            .findFirst()))
        .orElse(spec.longestWindow());
  }
}
