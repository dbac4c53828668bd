package io.tidegauge.rulegen.generate;

import io.tidegauge.rulegen.dashboard.FleetBoard;
import io.tidegauge.rulegen.dashboard.LintExclusions;
import io.tidegauge.rulegen.dashboard.ModelBoard;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.GroupName;
import io.tidegauge.rulegen.rules.RuleFile;
import io.tidegauge.rulegen.ruletest.RuleTestFile;
import io.tidegauge.rulegen.text.JsonText;
import io.tidegauge.rulegen.text.YamlText;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is generated from specs: a pure function of them and of the profiles beside them. */
final class Generation {
  /** Names that no model can have beside the files of all models. */
  static final String EXPORTER = "tidegauge-exporter";

  static final String FLEET = "fleet";

  private Generation() {}

  /** The files' texts, by their paths below the output folder. */
  static SortedMap<String, String> files(List<WatchedModel> models) {
    SortedMap<String, String> files = new TreeMap<>();
    for (WatchedModel model : models) {
      String name = model.spec().name();
      List<AlertRule> rules = AlertRule.of(model.spec(), model.rowsPerSecond());
      putRules(files, name, model.header(), Optional.of(model), rules);
      files.put(
          "dashboards/" + name + ".json",
          JsonText.of(ModelBoard.of(model.spec(), rules, model.mark()).json()));
    }
    String mark = GeneratedFiles.MARK + ". DO NOT EDIT.";
    String header = YamlText.comment(mark);
    putRules(files, EXPORTER, header, Optional.empty(), AlertRule.ofExporter());
    files.put("dashboards/" + FLEET + ".json", JsonText.of(FleetBoard.of(List.of(mark)).json()));
    files.put("dashboards/.lint", LintExclusions.text(header));
    return files;
  }

  private static void putRules(
      SortedMap<String, String> files,
      String name,
      String header,
      Optional<WatchedModel> model,
      List<AlertRule> rules) {
    String file = name + ".rules.yml";
    String group = model.isPresent() ? GroupName.of(name) : name;
    files.put("rules/" + file, RuleFile.text(header, group, rules));
    files.put(
        "rules/" + name + ".test.yml",
        RuleTestFile.text(header, file, model.map(WatchedModel::spec), rules));
  }
}
