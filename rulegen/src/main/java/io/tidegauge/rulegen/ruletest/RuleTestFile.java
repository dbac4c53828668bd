package io.tidegauge.rulegen.ruletest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.Windows;
import io.tidegauge.rulegen.objective.ObjectiveRules;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.QueryRule;
import io.tidegauge.rulegen.rules.Watchdog;
import io.tidegauge.rulegen.ruletest.TestCase.Firing;
import io.tidegauge.rulegen.serving.ServingRules.Judged;
import io.tidegauge.rulegen.text.YamlText;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ObjectiveSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file of promtool's unit tests. */
public final class RuleTestFile {
  private RuleTestFile() {}

  /**
   * The tests of rules.
   *
   * @param spec of the model; absent for the rules of the exporter itself
   */
  public static List<TestCase> cases(Optional<ModelSpec> spec, List<AlertRule> rules) {
    return cases(spec, rules, List.of());
  }

  /**
   * The tests of rules that read their limits from series.
   *
   * @param limits the series
   */
  public static List<TestCase> cases(
      Optional<ModelSpec> spec, List<AlertRule> rules, List<Reading> limits) {
    return rules.stream()
        .flatMap(
            rule ->
                new AlertCases(spec, rule, rules, LimitSeries.of(rule.name(), limits))
                    .all().stream())
        .toList();
  }

  /**
   * The tests of the alerts of objectives.
   *
   * @param severity those of the slow windows are evaluated far less often
   */
  public static List<TestCase> ofObjectives(
      ModelSpec spec, List<QueryRule> rules, Severity severity) {
    List<TestCase> cases = new ArrayList<>();
    for (ObjectiveSpec objective : spec.objectives()) {
      rules.stream()
          .filter(rule -> rule.name().equals(ObjectiveRules.name(objective)))
          .filter(rule -> rule.severity() == severity)
          .forEach(rule -> cases.addAll(new ObjectiveCases(spec, objective, rule).all()));
    }
    return cases;
  }

  /** The tests of the alerts on a model's server. */
  public static List<TestCase> ofServing(
      ModelSpec spec, List<QueryRule> targets, List<Judged> signals) {
    return new ServingCases(spec).all(targets, signals);
  }

  /** The test of the alert that always fires. */
  public static TestCase of(Watchdog watchdog) {
    SortedMap<String, String> annotations = new TreeMap<>(watchdog.annotations());
    annotations.computeIfPresent("description", (name, text) -> text.replace("{{ $value }}", "1"));
    Firing firing = new Firing(watchdog.labels(), annotations);
    return new TestCase(
        Watchdog.NAME + ": at once",
        Duration.ofMinutes(1),
        List.of(),
        List.of(new TestCase.Fires(Duration.ZERO, Watchdog.NAME, List.of(firing))));
  }

  /**
   * The text of the tests of a rule file.
   *
   * @param header the comment on top
   * @param ruleFiles the files' names, in the same folder
   * @param cases at least one
   */
  public static String text(String header, List<String> ruleFiles, List<TestCase> cases) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ruleFiles.forEach(file.putArray("rule_files")::add);
    Duration step =
        cases.stream()
            .map(TestCase::interval)
            .min(Duration::compareTo)
            .orElse(Duration.ofMinutes(1));
    file.put("evaluation_interval", Windows.label(step));
    cases.forEach(one -> write(one, file.withArray("tests").addObject()));
    return header + YamlText.of(file);
  }

  private static void write(TestCase test, ObjectNode node) {
    node.put("name", test.name());
    node.put("interval", Windows.label(test.interval()));
    node.putArray("input_series");
    for (TestCase.Samples samples : test.series()) {
      node.withArray("input_series")
          .addObject()
          .put("series", samples.series())
          .put("values", samples.values());
    }
    for (TestCase.Expectation expectation : test.expected()) {
      if (expectation instanceof TestCase.Fires fires) {
        write(fires, node.withArray("alert_rule_test").addObject());
      } else {
        write((TestCase.Rests) expectation, node.withArray("promql_expr_test").addObject());
      }
    }
  }

  private static void write(TestCase.Fires expected, ObjectNode node) {
    node.put("eval_time", Windows.label(expected.at()));
    node.put("alertname", expected.alert());
    node.putArray("exp_alerts");
    for (TestCase.Firing firing : expected.firing()) {
      ObjectNode one = node.withArray("exp_alerts").addObject();
      ObjectNode labels = one.putObject("exp_labels");
      firing.labels().forEach(labels::put);
      ObjectNode annotations = one.putObject("exp_annotations");
      firing.annotations().forEach(annotations::put);
    }
  }

  private static void write(TestCase.Rests expected, ObjectNode node) {
    String severity =
        expected.severity().map(one -> ", severity=\"" + one.label() + "\"").orElse("");
    node.put("expr", "ALERTS{alertname=\"" + expected.alert() + "\"" + severity + "}");
    node.put("eval_time", Windows.label(expected.at()));
    node.putArray("exp_samples");
  }
}
