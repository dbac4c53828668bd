package io.tidegauge.rulegen.generate;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Reading;
import io.tidegauge.rulegen.dashboard.BoardUid;
import io.tidegauge.rulegen.dashboard.ModelBoard;
import io.tidegauge.rulegen.objective.ObjectiveRules;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.AlertingRule;
import io.tidegauge.rulegen.rules.GenericRule;
import io.tidegauge.rulegen.rules.GroupName;
import io.tidegauge.rulegen.rules.QueryRule;
import io.tidegauge.rulegen.ruletest.RuleTestFile;
import io.tidegauge.rulegen.ruletest.TestCase;
import io.tidegauge.rulegen.runbook.QueryRunbook;
import io.tidegauge.rulegen.runbook.Runbook;
import io.tidegauge.rulegen.serving.ServingRules;
import io.tidegauge.rulegen.serving.ServingRules.Judged;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.RulegenConfig.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is generated from one spec, whatever others there are. */
final class ModelGeneration {
  /** What the names of the files of objectives end with. */
  static final String OBJECTIVES = ".objectives";

  /** What the names of the files of a model's server end with. */
  static final String SERVING = ".serving";

  private final WatchedModel model;
  private final ModelSpec spec;
  private final String name;
  private final Delivery delivery;
  private final OutputFiles files;
  private final List<AlertingRule> rules = new ArrayList<>();
  private final List<AlertDefinition> shared = new ArrayList<>();

  /**
   * What a spec comes to.
   *
   * @param files by their paths
   * @param rules all rules of the model, its own and those that it shares
   * @param shared the alerts whose rules are the same for all models
   */
  record Result(
      SortedMap<String, String> files, List<AlertingRule> rules, List<AlertDefinition> shared) {
    Result {
      rules = List.copyOf(rules);
      shared = List.copyOf(shared);
    }
  }

  private ModelGeneration(WatchedModel model, Delivery delivery) {
    this.model = model;
    this.spec = model.spec();
    this.name = spec.name();
    this.delivery = delivery;
    this.files = new OutputFiles(delivery.config());
  }

  static Result of(WatchedModel model, Delivery delivery) {
    ModelGeneration generation = new ModelGeneration(model, delivery);
    generation.generate();
    return new Result(generation.files.texts(), generation.rules, generation.shared);
  }

  private void generate() {
    List<AlertRule> ofReadings =
        AlertRule.of(spec, model.rowsPerSecond()).stream()
            .map(rule -> rule.linkedTo(links(rule.definition())))
            .toList();
    addReadings(ofReadings);
    addObjectives();
    addServing();
    files.putDashboard(name, ModelBoard.of(spec, ofReadings, delivery.readOn(name), model.mark()));
    files.putDashboard("features/" + name, ModelBoard.ofFeatures(spec, ofReadings, model.mark()));
  }

  private void addReadings(List<AlertRule> ofReadings) {
    rules.addAll(ofReadings);
    List<AlertRule> own =
        ofReadings.stream().filter(rule -> !isGeneric(rule.definition())).toList();
    ofReadings.stream().map(AlertRule::definition).filter(this::isGeneric).forEach(shared::add);
    List<String> ruleFiles = new ArrayList<>();
    if (!own.isEmpty() || shared.isEmpty()) {
      files.putRules(name, model.header(), GroupName.of(name), own);
      ruleFiles.add(OutputFiles.rules(name));
    }
    if (!shared.isEmpty()) {
      ruleFiles.add(OutputFiles.rules(Generation.MODELS));
    }
    List<Reading> limits = shared.isEmpty() ? List.of() : model.limits();
    files.putTests(
        name, model.header(), ruleFiles, RuleTestFile.cases(Optional.of(spec), ofReadings, limits));
    tiers(ofReadings, AlertRule::name)
        .forEach(
            (alert, tiers) ->
                files.putRunbook(
                    name, alert, Runbook.text(tiers, Optional.of(spec), model.mark())));
  }

  /** Whether the rule of an alert is one for all models. */
  private boolean isGeneric(AlertDefinition alert) {
    return delivery.config().style() == Style.GENERIC && GenericRule.isOf(alert);
  }

  /** Where an alert leads: no template can make the uid of a model's own dashboard. */
  private SortedMap<String, String> links(AlertDefinition alert) {
    String board = isGeneric(alert) ? BoardUid.FLEET + "?var-model=" + name : BoardUid.of(name);
    return delivery.links(name, board, alert.name());
  }

  /** In files of their own: three days of the other rules would take promtool minutes. */
  private void addObjectives() {
    List<QueryRule> objectives = ObjectiveRules.of(spec).stream().map(this::linked).toList();
    if (objectives.isEmpty()) {
      return;
    }
    String own = name + OBJECTIVES;
    add(own, objectives);
    putTests(own, own, RuleTestFile.ofObjectives(spec, objectives, Severity.CRITICAL));
    putTests(own + "-slow", own, RuleTestFile.ofObjectives(spec, objectives, Severity.WARNING));
  }

  private void addServing() {
    List<QueryRule> targets = ServingRules.ofTargets(spec).stream().map(this::linked).toList();
    List<Judged> signals =
        ServingRules.ofSignals(spec).stream()
            .map(judged -> judged.with(linked(judged.rule())))
            .toList();
    if (targets.isEmpty()) {
      return;
    }
    List<QueryRule> all = new ArrayList<>(targets);
    signals.forEach(judged -> all.add(judged.rule()));
    String own = name + SERVING;
    add(own, all);
    putTests(own, own, RuleTestFile.ofServing(spec, targets, signals));
  }

  private QueryRule linked(QueryRule rule) {
    return rule.linkedTo(delivery.links(name, BoardUid.of(name), rule.name()));
  }

  private void add(String own, List<QueryRule> added) {
    rules.addAll(added);
    files.putRules(own, model.header(), GroupName.of(own), added);
    tiers(added, QueryRule::name)
        .forEach(
            (alert, tiers) ->
                files.putRunbook(name, alert, QueryRunbook.text(tiers, spec, model.mark())));
  }

  private void putTests(String file, String own, List<TestCase> cases) {
    files.putTests(file, model.header(), List.of(OutputFiles.rules(own)), cases);
  }

  /** The rules of each name, in their order: of one that is critical further out there are two. */
  private static <R> Map<String, List<R>> tiers(List<R> rules, Function<R, String> name) {
    return rules.stream()
        .collect(Collectors.groupingBy(name, LinkedHashMap::new, Collectors.toList()));
  }
}
