package io.tidegauge.rulegen.generate;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.rulegen.dashboard.BoardUid;
import io.tidegauge.rulegen.dashboard.FleetBoard;
import io.tidegauge.rulegen.dashboard.FleetViews;
import io.tidegauge.rulegen.dashboard.LintExclusions;
import io.tidegauge.rulegen.routing.Routing;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.AlertingRule;
import io.tidegauge.rulegen.rules.GenericRule;
import io.tidegauge.rulegen.rules.Rule;
import io.tidegauge.rulegen.rules.Watchdog;
import io.tidegauge.rulegen.ruletest.RuleTestFile;
import io.tidegauge.rulegen.ruletest.TestCase;
import io.tidegauge.rulegen.runbook.Runbook;
import io.tidegauge.rulegen.text.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What is generated from specs: a pure function of them and of what stands beside them. */
final class Generation {
  /** The rules of all models, where these are one set. */
  static final String MODELS = "tidegauge-models";

  private static final String EXPORTER = "tidegauge-exporter";
  private static final String FLEET = "fleet";
  private static final String OPERATIONS = "operations";
  private static final String BUSINESS = "business";

  /** Names of files that are nobody's model's. */
  static final List<String> TAKEN = List.of(EXPORTER, FLEET, OPERATIONS, BUSINESS, MODELS);

  private static final Watchdog WATCHDOG = new Watchdog();
  private static final String MARK = GeneratedFiles.MARK + ". DO NOT EDIT.";
  private static final String HEADER = YamlText.comment(MARK);

  private final Delivery delivery;
  private final OutputFiles files;
  private final List<AlertingRule> rules = new ArrayList<>();
  private final List<AlertDefinition> shared = new ArrayList<>();

  private Generation(Delivery delivery) {
    this.delivery = delivery;
    this.files = new OutputFiles(delivery.config());
  }

  /** The files' texts, by their paths below the output folder. */
  static SortedMap<String, String> files(List<WatchedModel> models, Delivery delivery) {
    Generation generation = new Generation(delivery);
    // No spec has a part in what another one comes to: 500 of them use all processors.
    models.parallelStream()
        .map(model -> ModelGeneration.of(model, delivery))
        .toList()
        .forEach(generation::add);
    generation.addWhatAllShare();
    return generation.files.texts();
  }

  private void add(ModelGeneration.Result model) {
    model.files().forEach(files::put);
    rules.addAll(model.rules());
    shared.addAll(model.shared());
  }

  private void addWhatAllShare() {
    addSharedRules();
    addExporter();
    files.putDashboard(FLEET, FleetBoard.of(List.of(MARK)));
    files.putDashboard(OPERATIONS, FleetViews.operations(List.of(MARK)));
    files.putDashboard(BUSINESS, FleetViews.business(List.of(MARK)));
    files.put("dashboards/.lint", LintExclusions.text(HEADER));
    delivery
        .alertmanager()
        .ifPresent(
            user ->
                Routing.files(HEADER, delivery.file(), user.routing(), user.base(), rules)
                    .forEach((file, text) -> files.put("alertmanager/" + file, text)));
  }

  private void addSharedRules() {
    List<GenericRule> generic =
        GenericRule.of(
            shared,
            alert ->
                delivery.links(
                    "{{ $labels.model }}",
                    BoardUid.FLEET + "?var-model={{ $labels.model }}",
                    alert));
    if (!generic.isEmpty()) {
      files.putRules(MODELS, HEADER + GenericRule.LINTED, MODELS, generic);
    }
  }

  private void addExporter() {
    List<AlertRule> ofExporter =
        AlertRule.ofExporter().stream()
            .map(rule -> rule.linkedTo(delivery.links(EXPORTER, BoardUid.FLEET, rule.name())))
            .toList();
    rules.addAll(ofExporter);
    List<Rule> written = new ArrayList<>(ofExporter);
    written.add(WATCHDOG);
    List<TestCase> cases = new ArrayList<>(RuleTestFile.cases(Optional.empty(), ofExporter));
    cases.add(RuleTestFile.of(WATCHDOG));
    files.putRules(EXPORTER, HEADER, EXPORTER, written);
    files.putTests(EXPORTER, HEADER, List.of(OutputFiles.rules(EXPORTER)), cases);
    for (AlertRule rule : ofExporter) {
      files.putRunbook(
          EXPORTER, rule.name(), Runbook.text(List.of(rule), Optional.empty(), List.of(MARK)));
    }
  }
}
