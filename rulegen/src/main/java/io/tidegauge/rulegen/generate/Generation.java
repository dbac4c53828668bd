package io.tidegauge.rulegen.generate;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Reading;
import io.tidegauge.rulegen.dashboard.Board;
import io.tidegauge.rulegen.dashboard.BoardUid;
import io.tidegauge.rulegen.dashboard.FleetBoard;
import io.tidegauge.rulegen.dashboard.FleetViews;
import io.tidegauge.rulegen.dashboard.LintExclusions;
import io.tidegauge.rulegen.dashboard.ModelBoard;
import io.tidegauge.rulegen.objective.ObjectiveRules;
import io.tidegauge.rulegen.routing.Routing;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.AlertingRule;
import io.tidegauge.rulegen.rules.GenericRule;
import io.tidegauge.rulegen.rules.GroupName;
import io.tidegauge.rulegen.rules.QueryRule;
import io.tidegauge.rulegen.rules.Rule;
import io.tidegauge.rulegen.rules.RuleFile;
import io.tidegauge.rulegen.rules.TargetFile;
import io.tidegauge.rulegen.rules.Watchdog;
import io.tidegauge.rulegen.ruletest.RuleTestFile;
import io.tidegauge.rulegen.ruletest.TestCase;
import io.tidegauge.rulegen.runbook.QueryRunbook;
import io.tidegauge.rulegen.runbook.Runbook;
import io.tidegauge.rulegen.serving.ServingRules;
import io.tidegauge.rulegen.serving.ServingRules.Judged;
import io.tidegauge.rulegen.text.JsonText;
import io.tidegauge.rulegen.text.YamlText;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.RulegenConfig.Style;
import io.tidegauge.spec.RulegenConfig.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is generated from specs: a pure function of them and of what stands beside them. */
final class Generation {
  /** Names that no model can have beside the files of all models. */
  private static final String EXPORTER = "tidegauge-exporter";

  /** The rules of all models, where these are one set. */
  private static final String MODELS = "tidegauge-models";

  private static final String FLEET = "fleet";

  private static final String OPERATIONS = "operations";
  private static final String BUSINESS = "business";

  /** Names of files that are nobody's model's. */
  static final List<String> TAKEN = List.of(EXPORTER, FLEET, OPERATIONS, BUSINESS, MODELS);

  /** What the names of the files of objectives end with. */
  static final String OBJECTIVES = ".objectives";

  /** What the names of the files of a model's server end with. */
  static final String SERVING = ".serving";

  private static final String RULES = ".rules.yml";
  private static final Watchdog WATCHDOG = new Watchdog();

  private final Delivery delivery;
  private final SortedMap<String, String> files = new TreeMap<>();
  private final List<AlertingRule> all = new ArrayList<>();
  private final List<AlertDefinition> alerts = new ArrayList<>();

  private Generation(Delivery delivery) {
    this.delivery = delivery;
  }

  /** The files' texts, by their paths below the output folder. */
  static SortedMap<String, String> files(List<WatchedModel> models, Delivery delivery) {
    Generation generation = new Generation(delivery);
    models.forEach(generation::add);
    generation.addWhatAllShare();
    return generation.files;
  }

  private void add(WatchedModel model) {
    String name = model.spec().name();
    List<AlertRule> rules =
        AlertRule.of(model.spec(), model.rowsPerSecond()).stream()
            .map(rule -> rule.linkedTo(links(rule.definition(), name)))
            .toList();
    all.addAll(rules);
    putRulesOfModel(model, rules);
    putRunbooks(name, Optional.of(model.spec()), rules, model.mark());
    addObjectives(model);
    addServing(model);
    putDashboard(name, ModelBoard.of(model.spec(), rules, delivery.readOn(name), model.mark()));
    putDashboard("features/" + name, ModelBoard.ofFeatures(model.spec(), rules, model.mark()));
  }

  /** In files of their own: three days of the other rules would take promtool minutes. */
  private void addObjectives(WatchedModel model) {
    String name = model.spec().name();
    List<QueryRule> rules = linked(name, ObjectiveRules.of(model.spec()));
    if (rules.isEmpty()) {
      return;
    }
    all.addAll(rules);
    String own = name + OBJECTIVES;
    List<String> ruleFiles = List.of(putRules(own, model.header(), GroupName.of(own), rules));
    putTests(
        own,
        model.header(),
        ruleFiles,
        RuleTestFile.ofObjectives(model.spec(), rules, Severity.CRITICAL));
    putTests(
        own + "-slow",
        model.header(),
        ruleFiles,
        RuleTestFile.ofObjectives(model.spec(), rules, Severity.WARNING));
    putRunbooks(name, model, rules);
  }

  private void addServing(WatchedModel model) {
    String name = model.spec().name();
    List<QueryRule> targets = linked(name, ServingRules.ofTargets(model.spec()));
    List<Judged> signals =
        ServingRules.ofSignals(model.spec()).stream()
            .map(judged -> judged.with(linked(name, judged.rule())))
            .toList();
    if (targets.isEmpty()) {
      return;
    }
    List<QueryRule> rules = new ArrayList<>(targets);
    signals.forEach(judged -> rules.add(judged.rule()));
    all.addAll(rules);
    String own = name + SERVING;
    putTests(
        own,
        model.header(),
        List.of(putRules(own, model.header(), GroupName.of(own), rules)),
        RuleTestFile.ofServing(model.spec(), targets, signals));
    putRunbooks(name, model, rules);
  }

  private QueryRule linked(String name, QueryRule rule) {
    return rule.linkedTo(delivery.links(name, BoardUid.of(name), rule.name()));
  }

  private List<QueryRule> linked(String name, List<QueryRule> rules) {
    return rules.stream().map(rule -> linked(name, rule)).toList();
  }

  private void putRunbooks(String name, WatchedModel model, List<QueryRule> rules) {
    for (QueryRule rule : rules) {
      List<QueryRule> tiers =
          rules.stream().filter(other -> other.name().equals(rule.name())).toList();
      files.computeIfAbsent(
          "runbooks/" + name + "/" + rule.name() + ".md",
          path -> QueryRunbook.text(tiers, model.spec(), model.mark()));
    }
  }

  /** Whether the rule of an alert is one for all models. */
  private boolean isGeneric(AlertDefinition alert) {
    return delivery.config().style() == Style.GENERIC && GenericRule.isOf(alert);
  }

  /** Where an alert leads: no template can make the uid of a model's own dashboard. */
  private SortedMap<String, String> links(AlertDefinition alert, String model) {
    String board = isGeneric(alert) ? BoardUid.FLEET + "?var-model=" + model : BoardUid.of(model);
    return delivery.links(model, board, alert.name());
  }

  private void putRulesOfModel(WatchedModel model, List<AlertRule> rules) {
    String name = model.spec().name();
    List<AlertRule> own = rules.stream().filter(rule -> !isGeneric(rule.definition())).toList();
    boolean shared = own.size() < rules.size();
    List<String> ruleFiles = new ArrayList<>();
    if (!own.isEmpty() || !shared) {
      ruleFiles.add(putRules(name, model.header(), GroupName.of(name), own));
    }
    if (shared) {
      ruleFiles.add(MODELS + RULES);
      rules.stream().map(AlertRule::definition).filter(this::isGeneric).forEach(alerts::add);
    }
    List<Reading> limits = shared ? model.limits() : List.of();
    List<TestCase> cases = RuleTestFile.cases(Optional.of(model.spec()), rules, limits);
    putTests(name, model.header(), ruleFiles, cases);
  }

  private void addRulesOfAllModels(String mark) {
    List<GenericRule> rules =
        GenericRule.of(
            alerts,
            alert ->
                delivery.links(
                    "{{ $labels.model }}",
                    BoardUid.FLEET + "?var-model={{ $labels.model }}",
                    alert));
    if (!rules.isEmpty()) {
      putRules(MODELS, YamlText.comment(mark) + GenericRule.LINTED, MODELS, rules);
    }
  }

  private void addWhatAllShare() {
    String mark = GeneratedFiles.MARK + ". DO NOT EDIT.";
    String header = YamlText.comment(mark);
    addRulesOfAllModels(mark);
    List<AlertRule> rules =
        AlertRule.ofExporter().stream()
            .map(rule -> rule.linkedTo(delivery.links(EXPORTER, BoardUid.FLEET, rule.name())))
            .toList();
    all.addAll(rules);
    List<Rule> written = new ArrayList<>(rules);
    written.add(WATCHDOG);
    List<TestCase> cases = new ArrayList<>(RuleTestFile.cases(Optional.empty(), rules));
    cases.add(RuleTestFile.of(WATCHDOG));
    putTests(EXPORTER, header, List.of(putRules(EXPORTER, header, EXPORTER, written)), cases);
    putRunbooks(EXPORTER, Optional.empty(), rules, List.of(mark));
    putDashboard(FLEET, FleetBoard.of(List.of(mark)));
    putDashboard(OPERATIONS, FleetViews.operations(List.of(mark)));
    putDashboard(BUSINESS, FleetViews.business(List.of(mark)));
    files.put("dashboards/.lint", LintExclusions.text(header));
    delivery
        .alertmanager()
        .ifPresent(
            user ->
                Routing.files(header, delivery.file(), user.routing(), user.base(), all)
                    .forEach((file, text) -> files.put("alertmanager/" + file, text)));
  }

  private void putDashboard(String name, Board board) {
    files.put("dashboards/" + name + ".json", JsonText.of(board.json()));
  }

  private void putRunbooks(
      String name, Optional<ModelSpec> spec, List<AlertRule> rules, List<String> mark) {
    Map<String, List<AlertRule>> tiers =
        rules.stream()
            .collect(
                Collectors.groupingBy(AlertRule::name, LinkedHashMap::new, Collectors.toList()));
    tiers.forEach(
        (alert, ofName) ->
            files.put("runbooks/" + name + "/" + alert + ".md", Runbook.text(ofName, spec, mark)));
  }

  private void putTests(String name, String header, List<String> ruleFiles, List<TestCase> cases) {
    files.put("rules/" + name + ".test.yml", RuleTestFile.text(header, ruleFiles, cases));
  }

  /** The name of the file for Prometheus. */
  private String putRules(String name, String header, String group, List<? extends Rule> rules) {
    files.put("rules/" + name + RULES, RuleFile.text(header, group, rules));
    for (Target target : delivery.config().targets()) {
      files.put(
          "rules/" + target.label() + "/" + name + ".yml",
          TargetFile.text(target, header, name, group, rules, delivery.config().operatorLabels()));
    }
    return name + RULES;
  }
}
