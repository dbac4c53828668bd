package io.tidegauge.rulegen.generate;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Reading;
import io.tidegauge.rulegen.dashboard.Board;
import io.tidegauge.rulegen.dashboard.BoardUid;
import io.tidegauge.rulegen.dashboard.FleetBoard;
import io.tidegauge.rulegen.dashboard.FleetViews;
import io.tidegauge.rulegen.dashboard.LintExclusions;
import io.tidegauge.rulegen.dashboard.ModelBoard;
import io.tidegauge.rulegen.routing.Routing;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.GenericRule;
import io.tidegauge.rulegen.rules.GroupName;
import io.tidegauge.rulegen.rules.Rule;
import io.tidegauge.rulegen.rules.RuleFile;
import io.tidegauge.rulegen.rules.TargetFile;
import io.tidegauge.rulegen.rules.Watchdog;
import io.tidegauge.rulegen.ruletest.RuleTestFile;
import io.tidegauge.rulegen.ruletest.TestCase;
import io.tidegauge.rulegen.runbook.Runbook;
import io.tidegauge.rulegen.text.JsonText;
import io.tidegauge.rulegen.text.YamlText;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.RulegenConfig.Style;
import io.tidegauge.spec.RulegenConfig.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

  private static final String RULES = ".rules.yml";
  private static final Watchdog WATCHDOG = new Watchdog();

  private final Delivery delivery;
  private final SortedMap<String, String> files = new TreeMap<>();
  private final List<AlertRule> all = new ArrayList<>();
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
    putDashboard(name, ModelBoard.of(model.spec(), rules, delivery.readOn(name), model.mark()));
    putDashboard("features/" + name, ModelBoard.ofFeatures(model.spec(), rules, model.mark()));
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
    for (AlertRule rule : rules) {
      // Of an alert that is critical further out, the milder one's: it comes first.
      files.computeIfAbsent(
          "runbooks/" + name + "/" + rule.name() + ".md", path -> Runbook.text(rule, spec, mark));
    }
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
