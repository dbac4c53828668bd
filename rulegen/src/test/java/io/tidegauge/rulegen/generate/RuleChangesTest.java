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

/** The tests that are generated can fail: a rule that says anything else does not pass them. */
class RuleChangesTest {
  private static final String LIMIT = "(0\\.\\d+|[1-9]\\d*)$";

  private static RuleMutants mutants;

  @BeforeAll
  static void generate(@TempDir Path folder) throws Exception {
    Workspace workspace = new Workspace(folder);
    workspace.generate(workspace.write("quick.yaml", Specs.QUICK));
    mutants = RuleMutants.of(folder.resolve("rules"), "quick.rules.yml", "quick.test.yml");
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments("a limit that may be reached", "([<>]) ([0-9.]+)$", "$1= $2"),
        arguments("a higher limit", "> " + LIMIT, "> 1.02 * $1"),
        arguments("a lower limit", "> " + LIMIT, "> 0.99 * $1"),
        arguments("one thing that is let pass", "> 0$", "> 1"),
        arguments("a lower limit from below", "< (0\\.\\d+)$", "< 0.98 * $1"),
        arguments("a higher limit from below", "< (0\\.\\d+)$", "< 1.01 * $1"),
        arguments("told for a shorter time", "< (\\d{2,})$", "< 0.98 * $1"),
        arguments("told for a longer time", "< (\\d{2,})$", "< 1.01 * $1"),
        arguments("a row more", ">= (\\d+)$", "> $1"),
        arguments("a row less", ">= (\\d+)$", ">= $1 - 1"),
        arguments("noise that nobody asks for", "^ +> last_over_time.*\n", ""),
        arguments("rows that nobody counts", "^ +and ignoring.*\n.*\n", ""),
        arguments("an explanation that nobody hears", "^ +unless on.*\n.*\n", ""),
        arguments(
            "an alert for each instance", "(max|min) without \\(instance, pod", "$1 without (pod"),
        arguments(
            "an alert for each pod", "(max|min) without \\(instance, pod", "$1 without (instance"),
        arguments("one version for all", "sum without \\(version", "max without (version"),
        arguments(
            "any model, where it is named once",
            "(?s)\\A((?:(?!%1$s).)*)%1$s((?:(?!%1$s).)*)\\z".formatted("model=\"quick\""),
            "$1model!=\"\"$2"),
        arguments("some slice", "slice=\"all\"", "slice=\"some\""),
        arguments("another share", "share=\"[^\"]*\"", "share=\"0.5\""),
        arguments("another window", "window=\"[^\"]*\"", "window=\"2h\""),
        arguments(
            "a feature with a limit of its own", "(?s)feature!=\"a\", (.*)feature!=\"a\", ", "$1"),
        arguments("no gap bridged", "(?<!exporter_up[^\\[]{0,50})\\[5m]", "[30s]"),
        arguments("too late", "^ +for: .*", "        for: 3m"),
        arguments("too soon", "^ +for: .*", "        for: 1m"),
        arguments("too long", "^ +keep_firing_for: .*", "        keep_firing_for: 2m"),
        arguments("too short", "^ +keep_firing_for: .*", ""),
        arguments("another severity", "severity: \\w+", "severity: info"),
        arguments("no owner", "^ +owner: .*", ""),
        arguments("no consumers", "^ +consumers: .*", ""),
        arguments("another summary", "summary: ", "summary: Now "),
        arguments("another description", "description: \"", "description: \"Now "),
        arguments("another limit in the text", "(limit (?:is|of)) [^ {][^ ]*?([. ])", "$1 1$2"),
        arguments("what need not fire", "^ +and on .*\n.*\n", ""),
        arguments("what is pending", "alertstate=\"firing\"", "alertstate=\"pending\""),
        arguments("another alert that fires", "alertname=\"\\w+\"", "alertname=\"MLOther\""),
        arguments("what is there", "absent_over_time", "present_over_time"));
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
