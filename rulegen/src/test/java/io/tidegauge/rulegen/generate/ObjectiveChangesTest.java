package io.tidegauge.rulegen.generate;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegauge.rulegen.Specs;
import io.tidegauge.rulegen.generate.RuleMutants.Alone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests of error budgets can fail: a rule that says anything else does not pass them. Each
 * place is changed by itself: every window, limit and count of every pair.
 */
class ObjectiveChangesTest {
  private static RuleMutants mutants;

  /** Availability's is the simplest indicator; the others differ by their series alone. */
  @BeforeAll
  static void generate(@TempDir Path folder) throws Exception {
    Workspace workspace = new Workspace(folder);
    workspace.generate(workspace.write("objectives.yaml", Specs.OBJECTIVES));
    Path made = folder.resolve("rules");
    List<Alone> cases = new ArrayList<>();
    for (JsonNode rule : RuleMutants.rules(made.resolve("objectives.objectives.rules.yml"))) {
      String severity = rule.get("labels").get("severity").asText();
      String speed = severity.equals("critical") ? "" : "-slow";
      if (rule.get("alert").asText().equals("MLModelAvailabilityBudgetBurn")) {
        cases.add(
            Alone.of(
                severity,
                List.of(rule),
                RuleMutants.read(made.resolve("objectives.objectives" + speed + ".test.yml")),
                test -> test.startsWith("MLModelAvailabilityBudgetBurn:")));
      }
    }
    mutants = new RuleMutants(cases);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments("a limit that may be reached", "> (0\\.\\d+)$", ">= $1"),
        arguments("a higher limit", "> (0\\.\\d+)$", "> 1.02 * $1"),
        arguments("a lower limit", "> (0\\.\\d+)$", "> 0.99 * $1"),
        arguments("one bad row more", ">= (\\d+)$", ">= $1 + 1"),
        arguments("one bad row less", ">= (\\d+)$", ">= $1 - 1"),
        arguments("longer times", "\\[(\\d+[mhd])]", "[2$1]"),
        arguments("a shorter short time", "\\[(5m|30m|2h)]", "[2m]"),
        arguments("a shorter long time", "\\[(1h|6h|24h|3d)]", "[8m]"),
        arguments("shadows, too", "version!=\"v2\"", "version!=\"v3\""),
        arguments("either window", "^( +)and\\n", "$1or\n"),
        arguments("an alert for each instance", "max without \\(instance, pod", "max without (pod"),
        arguments("too late", "^ +for: .*", "        for: 45m"),
        arguments("too soon", "^ +for: .*", ""),
        arguments("another severity", "severity: \\w+", "severity: info"),
        arguments("no owner", "^ +owner: .*", ""),
        arguments("another description", "description: \"", "description: \"Now "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void isNoticed(String what, String from, String to, @TempDir Path folder) throws Exception {
    mutants.assertNoticed(what, from, to, folder);
  }
}
