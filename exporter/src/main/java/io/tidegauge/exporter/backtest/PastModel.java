package io.tidegauge.exporter.backtest;

import io.tidegauge.alert.AlertEvaluator;
import io.tidegauge.alert.DueAlert;
import io.tidegauge.exporter.collect.Era;
import io.tidegauge.exporter.collect.Profiles;
import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.AlertWindow;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.ReadingTable;
import io.tidegauge.profile.Profile;
import io.tidegauge.spec.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model whose past is looked at.
 *
 * @param folder the spec's folder, to which its profiles are relative
 * @param alerts those that can be judged of the past, in the order of the documentation
 * @param profiles the hashes of the profiles that stand beside the spec
 * @param leastTraffic the traffic of the reference that has the least, as the rules know it
 */
public record PastModel(
    ModelSpec spec,
    Path folder,
    List<AlertDefinition> alerts,
    List<String> profiles,
    Optional<Double> leastTraffic) {
  public PastModel {
    alerts = List.copyOf(alerts);
    profiles = List.copyOf(profiles);
  }

  /** A model, and the profiles that are found beside its spec. */
  public static PastModel of(ModelSpec spec, Path folder) throws IOException {
    List<Profile> found = Profiles.beside(spec, folder);
    return new PastModel(
        spec,
        folder,
        judged(spec),
        found.stream().map(Profile::sha256).toList(),
        AlertWindow.leastTraffic(found));
  }

  private static List<AlertDefinition> judged(ModelSpec spec) {
    List<String> unknown = unknown(spec).stream().map(AlertDefinition::name).toList();
    return Monitor.enabledAlerts(spec).stream()
        .filter(alert -> !unknown.contains(alert.name()))
        .toList();
  }

  /** The alerts of a model of which its database can only say whether they are due now. */
  public static List<AlertDefinition> unknown(ModelSpec spec) {
    return Monitor.ALL.stream()
        .filter(monitor -> monitor.fits(spec) && !Era.PAST.knows(monitor.input()))
        .flatMap(monitor -> monitor.alerts(spec).stream())
        .filter(alert -> alert.settings().enabled())
        .toList();
  }

  /** What is due by the readings of a moment. */
  List<DueAlert> due(ReadingTable table) {
    return new AlertEvaluator(
            spec.name(), alerts, alert -> AlertWindow.of(spec, alert, leastTraffic))
        .due(table);
  }
}
