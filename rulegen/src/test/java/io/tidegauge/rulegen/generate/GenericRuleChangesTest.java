package io.tidegauge.rulegen.generate;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidegauge.rulegen.Specs;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests notice what {@link RuleChangesTest} has no place for in rules with limits of their own.
 */
class GenericRuleChangesTest {
  private static RuleMutants mutants;

  @BeforeAll
  static void generate(@TempDir Path folder) throws Exception {
    Workspace workspace = new Workspace(folder);
    workspace.generateGeneric(workspace.write("quick.yaml", Specs.QUICK));
    mutants =
        RuleMutants.of(folder.resolve("rules"), "tidegauge-models.rules.yml", "quick.test.yml");
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments("a limit that may be reached", "([<>]) (on .* group_left \\(c)", "$1= $2"),
        arguments("a row more", ">= on", "> on"),
        arguments(
            "a row less", "(>= on [^(]*\\([^)]*\\) group_left \\(\\)\n +)(max .*)", "$1($2 - 1)"),
        arguments("noise that nobody asks for", "^ +> last_over_time.*\n", ""),
        arguments("rows that nobody counts", "^ +and on .*\n +last_over.*\n +>= .*\n.*\n", ""),
        arguments("an explanation that nobody hears", "^ +unless on \\(database.*\n.*\n", ""),
        arguments("features with two limits", "^ +unless on \\(feature.*\n.*\n", ""),
        arguments(
            "an alert for each instance",
            "(max|min) without \\((.*)instance, pod",
            "$1 without ($2pod"),
        arguments(
            "another alert's limit", "(ml_alert_limit\\{)alert=\"\\w+\", (?=.*5m\\]\\)\\)$)", "$1"),
        arguments("another alert's rows", "(min_rows\\{)alert=\"\\w+\", ", "$1"),
        arguments("another severity's rows", "(min_rows\\{.*), severity=\"\\w+\"", "$1"),
        arguments(
            "another severity's limit",
            "(ml_alert_limit\\{.*), severity=\"\\w+\"(?=.*5m\\]\\)\\)$)",
            "$1"),
        arguments(
            "a limit with another for",
            "(ml_alert_limit\\{.*), for=\"\\w+\"(?=.*5m\\]\\)\\)$)",
            "$1"),
        arguments(
            "a limit that keeps otherwise",
            "(ml_alert_limit\\{.*), keep_firing_for=\"\\w+\"(?=.*5m\\]\\)\\)$)",
            "$1"),
        arguments(
            "another reading's limit",
            "(ml_alert_limit\\{.*), reading=\"\\w+\"(?=.*5m\\]\\)\\)$)",
            "$1"),
        arguments("another feature's limit", "feature=\"\"(?=.*5m\\]\\)\\)$)", "feature=\"b\""),
        arguments(
            "any model's limit",
            "on \\(([^)]*)model, ([^)]*\\) group_left \\(c.*\n +topk by \\([^)]*)model, ",
            "on ($1$2"),
        arguments(
            "any window's limit",
            "on \\(([^)]*), window(\\) group_left \\(c.*\n +topk by \\([^)]*), window",
            "on ($1$2"),
        arguments("limits of two owners", "topk by \\([^)]*\\) \\(1, (.*)\\)$", "$1"),
        arguments(
            "nobody's",
            "group_left \\(consumers, (database, )?owner, ",
            "group_left (consumers, $1"),
        arguments("nobody told", "group_left \\(consumers, ", "group_left ("),
        arguments("one version for all", "sum without \\(version", "max without (version"),
        arguments("some slice", "slice=\"all\"", "slice=\"some\""),
        arguments("no gap bridged", "(?<!exporter_up|job=%q.{0,99})\\[5m\\](?=\\)\\)?$)", "[30s]"),
        arguments("too late", "^ +for: .*", "        for: 3m"),
        arguments("too soon", "^ +for: .*", "        for: 1m"),
        arguments("too short", "^ +keep_firing_for: .*", ""),
        arguments("another severity", "severity: \\w+", "severity: info"),
        arguments(
            "another limit in the text", "first \\| value\\)", "first | value | printf \"1%f\")"),
        arguments("what need not fire", "^ +and on .*\n +ALERTS.*\n", ""),
        arguments("what is pending", "alertstate=\"firing\"", "alertstate=\"pending\""),
        arguments(
            "another alert that fires",
            "ALERTS\\{alertname=\"\\w+\"",
            "ALERTS{alertname=\"MLOther\""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void isNoticed(String what, String from, String to, @TempDir Path folder) throws Exception {
    mutants.assertNoticed(what, from, to, folder);
  }

  @Test
  void withoutAChangeAllIsWell(@TempDir Path folder) throws Exception {
    mutants.assertWellWithoutAChange(folder);
  }
}
