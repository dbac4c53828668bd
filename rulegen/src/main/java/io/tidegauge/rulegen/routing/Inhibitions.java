package io.tidegauge.rulegen.routing;

import io.tidegauge.rulegen.rules.AlertingRule;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.InvalidSpecException;
import io.tidegauge.spec.RoutingSpec.InhibitionSpec;
import io.tidegauge.spec.yaml.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which alerts explain which others. */
final class Inhibitions {
  private static final List<String> OF_THE_MODEL = List.of("model");

  /** No exporter reports the model: whatever still fires does so by old readings. */
  private static final String NOT_WATCHED = "MLModelNotWatched";

  /** No row comes: that there are few of them is no news. */
  private static final String SILENT = "MLModelSilent";

  private static final List<String> OF_TRAFFIC =
      List.of("MLModelTrafficLow", "MLModelLabelsMissing");

  /** The server is down: what is slow or fails is no news, nor that no row is logged. */
  private static final String SERVER_DOWN = "MLModelServerDown";

  private static final List<String> OF_THE_SERVER =
      List.of(
          "MLModelServerInstanceDown",
          "MLModelServerErrors",
          "MLModelServerSlow",
          "MLModelServerQueue",
          "MLModelAvailabilityBudgetBurn",
          "MLModelLatencyBudgetBurn",
          "MLModelSilent",
          "MLModelSlow",
          "MLModelPredictionsFail",
          "MLModelTrafficLow");

  /** A column is gone, or is of another type: its values are not what they were, as is known. */
  private static final String SCHEMA = "MLModelSchemaBroken";

  private static final List<String> OF_VALUES =
      List.of(
          "MLModelConstantFeature",
          "MLModelFeatureDrift",
          "MLModelFeatureSkew",
          "MLModelInvalidValues",
          "MLModelMissingValues",
          "MLModelOutOfRangeValues",
          "MLModelPatternBroken",
          "MLModelPredictionDrift",
          "MLModelUnseenCategory");

  private Inhibitions() {}

  /**
   * Those that always hold, and those of a config.
   *
   * @param file the config, for messages
   * @throws InvalidSpecException if one of the config names an alert that no rule has, or a label
   *     that one of its alerts lacks: Alertmanager takes two alerts without it for alike
   */
  static List<Inhibition> of(
      Collection<? extends AlertingRule> rules, String file, List<InhibitionSpec> declared) {
    NavigableSet<String> names = new TreeSet<>();
    NavigableSet<String> ofModels = new TreeSet<>();
    for (AlertingRule rule : rules) {
      names.add(rule.name());
      // What a server exports itself is none of the exporter's readings: its series have no model.
      if (rule.seriesLabels().contains("model")) {
        ofModels.add(rule.name());
      }
    }
    ofModels.remove(NOT_WATCHED);
    List<Inhibition> inhibitions = new ArrayList<>();
    Stream.of(
            Inhibition.of(List.of(NOT_WATCHED), ofModels, OF_THE_MODEL),
            Inhibition.of(List.of(SILENT), OF_TRAFFIC, OF_THE_MODEL),
            Inhibition.of(List.of(SERVER_DOWN), OF_THE_SERVER, OF_THE_MODEL),
            Inhibition.of(List.of(SCHEMA), OF_VALUES, OF_THE_MODEL))
        .flatMap(inhibition -> among(names, inhibition).stream())
        .forEach(inhibitions::add);
    inhibitions.addAll(ofTiers(rules));
    List<Problem> problems = new ArrayList<>();
    for (InhibitionSpec inhibition : declared) {
      problem(inhibition, rules, names)
          .ifPresentOrElse(
              why -> problems.add(inhibition.problem(file, why)),
              () ->
                  inhibitions.add(
                      Inhibition.of(
                          inhibition.sources(), inhibition.targets(), inhibition.equal())));
    }
    if (!problems.isEmpty()) {
      throw new InvalidSpecException(problems);
    }
    return inhibitions;
  }

  /** Who is woken by a critical alert need not be warned of the same. */
  private static List<Inhibition> ofTiers(Collection<? extends AlertingRule> rules) {
    Set<String> milder = new TreeSet<>();
    SortedMap<String, List<String>> critical = new TreeMap<>();
    for (AlertingRule rule : rules) {
      if (rule.severity() == Severity.CRITICAL) {
        critical.put(rule.name(), rule.seriesLabels());
      } else {
        milder.add(rule.name());
      }
    }
    critical.keySet().retainAll(milder);
    return critical.entrySet().stream()
        .map(tier -> Inhibition.ofTiers(tier.getKey(), tier.getValue()))
        .toList();
  }

  /** What is left of one where not all of its alerts are there. */
  private static Optional<Inhibition> among(NavigableSet<String> names, Inhibition inhibition) {
    NavigableSet<String> sources = new TreeSet<>(inhibition.sources());
    NavigableSet<String> targets = new TreeSet<>(inhibition.targets());
    sources.retainAll(names);
    targets.retainAll(names);
    return sources.isEmpty() || targets.isEmpty()
        ? Optional.empty()
        : Optional.of(Inhibition.of(sources, targets, inhibition.equal()));
  }

  private static Optional<String> problem(
      InhibitionSpec inhibition,
      Collection<? extends AlertingRule> rules,
      NavigableSet<String> names) {
    List<String> named = new ArrayList<>(inhibition.sources());
    named.addAll(inhibition.targets());
    for (String name : named) {
      if (!names.contains(name)) {
        return Optional.of("no rule of these specs is called " + name);
      }
    }
    for (String target : inhibition.targets()) {
      if (inhibition.sources().contains(target)) {
        return Optional.of(target + " cannot explain itself; take it out of targets");
      }
    }
    for (AlertingRule rule : rules) {
      for (String label : inhibition.equal()) {
        if (named.contains(rule.name()) && !rule.alertLabels().contains(label)) {
          return Optional.of(
              rule.name()
                  + " has no label "
                  + label
                  + ": Alertmanager would take it to be equal; take the label or the alert out");
        }
      }
    }
    return Optional.empty();
  }
}
