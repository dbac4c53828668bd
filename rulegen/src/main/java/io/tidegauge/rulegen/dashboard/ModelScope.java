package io.tidegauge.rulegen.dashboard;

import io.tidegauge.counts.Cell;
import io.tidegauge.monitor.FeatureInvariants;
import io.tidegauge.monitor.Identity;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Volume;
import io.tidegauge.monitor.Windows;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.Clause;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What people choose on top of a dashboard of one model.
 *
 * @param rules those of the model
 * @param feature the one that is shown at first, where only one is shown; else any may be chosen
 */
record ModelScope(ModelSpec spec, List<AlertRule> rules, Optional<String> feature)
    implements Scope {
  private static final String ANY = ".+";

  private static final Duration SHORTEST_LOOK = Duration.ofMinutes(30);
  private static final Duration LONGEST_LOOK = Duration.ofDays(14);
  private static final Duration LIVE = Duration.ofMinutes(30);

  ModelScope {
    rules = List.copyOf(rules);
  }

  @Override
  public Selector choose(Selector selector, String label) {
    return switch (label) {
      case "model" -> selector.with(label, spec.name());
      case "version" -> selector.withVariable(label, label);
      case "feature" ->
          feature.isPresent()
              ? selector.withChoice(label, label)
              : selector.withVariable(label, label);
      case "window" -> selector.withChoice(label, label);
      case "slice" ->
          isSliced() ? selector.withChoice(label, label) : selector.with(label, Cell.ALL);
      default -> selector;
    };
  }

  private boolean isSliced() {
    return !spec.predictions().slices().isEmpty();
  }

  List<Variable> variables() {
    Selector model = ofModel(Identity.MODEL);
    Selector rows = ofModel(Volume.ROWS).ofChosenTargets();
    Selector features = ofModel(FeatureInvariants.MISSING_RATIO).ofChosenTargets();
    List<Variable> variables = new ArrayList<>();
    variables.add(Variable.datasource());
    variables.add(Variable.all("job", model, ANY));
    variables.add(Variable.all("instance", model.ofChosenJobs(), ANY));
    variables.add(Variable.all("version", rows, ANY));
    variables.add(
        Variable.of("window", spec.windows().stream().map(Windows::label).toList(), usualWindow()));
    if (isSliced()) {
      variables.add(Variable.one("slice", rows, Cell.ALL));
    }
    variables.add(
        feature
            .map(first -> Variable.one("feature", features, first))
            .orElseGet(() -> Variable.all("feature", features, ANY)));
    return variables;
  }

  private Selector ofModel(MetricDefinition metric) {
    return Selector.of(metric).with("model", spec.name());
  }

  /** The window that most of the model's alerts look at; of several, the shortest. */
  private String usualWindow() {
    Map<String, Integer> uses = new TreeMap<>();
    rules.stream()
        .flatMap(rule -> rule.clauses().stream())
        .map(Clause::window)
        .flatMap(Optional::stream)
        .forEach(window -> uses.merge(window, 1, Integer::sum));
    List<String> windows = spec.windows().stream().map(Windows::label).toList();
    int most = uses.isEmpty() ? 0 : Collections.max(uses.values());
    return windows.stream()
        .filter(window -> uses.getOrDefault(window, 0) == most)
        .findFirst()
        .orElseThrow();
  }

  /**
   * How far to look back at first, such as {@code 24h}. Twice the longest window shows what it was
   * before; much more Prometheus seldom keeps.
   */
  String look() {
    Duration look = spec.longestWindow().multipliedBy(2);
    if (look.compareTo(SHORTEST_LOOK) < 0) {
      return Windows.label(SHORTEST_LOOK);
    }
    return Windows.label(look.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look);
  }

  /** How often to ask again. */
  String refresh() {
    return spec.windows().get(0).compareTo(LIVE) < 0 ? "10s" : "1m";
  }
}
