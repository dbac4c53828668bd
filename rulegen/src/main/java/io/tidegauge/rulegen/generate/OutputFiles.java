package io.tidegauge.rulegen.generate;

import io.tidegauge.rulegen.dashboard.Board;
import io.tidegauge.rulegen.rules.Rule;
import io.tidegauge.rulegen.rules.RuleFile;
import io.tidegauge.rulegen.rules.TargetFile;
import io.tidegauge.rulegen.ruletest.RuleTestFile;
import io.tidegauge.rulegen.ruletest.TestCase;
import io.tidegauge.rulegen.text.JsonText;
import io.tidegauge.spec.RulegenConfig;
import io.tidegauge.spec.RulegenConfig.Target;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where each kind of file stands, and in which forms. Not safe for use by several threads. */
final class OutputFiles {
  private static final String RULES = ".rules.yml";

  private final RulegenConfig config;
  private final SortedMap<String, String> texts = new TreeMap<>();

  OutputFiles(RulegenConfig config) {
    this.config = config;
  }

  /** The texts, by their paths below the output folder. */
  SortedMap<String, String> texts() {
    return texts;
  }

  /** The name of the file for Prometheus that holds a name's rules. */
  static String rules(String name) {
    return name + RULES;
  }

  /** Rules, for Prometheus and for whom else they are wanted. */
  void putRules(String name, String header, String group, List<? extends Rule> rules) {
    texts.put("rules/" + rules(name), RuleFile.text(header, group, rules));
    for (Target target : config.targets()) {
      texts.put(
          "rules/" + target.label() + "/" + name + ".yml",
          TargetFile.text(target, header, name, group, rules, config.operatorLabels()));
    }
  }

  /**
   * Tests of rules.
   *
   * @param ruleFiles the names of the files that hold them
   */
  void putTests(String name, String header, List<String> ruleFiles, List<TestCase> cases) {
    texts.put("rules/" + name + ".test.yml", RuleTestFile.text(header, ruleFiles, cases));
  }

  /** The page of an alert. */
  void putRunbook(String name, String alert, String text) {
    texts.put("runbooks/" + name + "/" + alert + ".md", text);
  }

  /** A dashboard. */
  void putDashboard(String name, Board board) {
    texts.put("dashboards/" + name + ".json", JsonText.of(board.json()));
  }

  /** A file of any other kind. */
  void put(String path, String text) {
    texts.put(path, text);
  }
}
