package io.tidegauge.rulegen.generate;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegauge.rulegen.Specs;
import io.tidegauge.rulegen.generate.RuleMutants.Alone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests of the alerts on a model's server can fail. What is not among the changes: a limit that
 * may be reached, since rates and gauges do not reach one to the last digit.
 */
class ServingChangesTest {
  private static final Pattern PLACE = Pattern.compile("\\((server|container|host)\\)$");

  private static RuleMutants mutants;

  @BeforeAll
  static void generate(@TempDir Path folder) throws Exception {
    Workspace workspace = new Workspace(folder);
    workspace.generate(workspace.write("serving.yaml", Specs.SERVING));
    Path made = folder.resolve("rules");
    JsonNode tests = RuleMutants.read(made.resolve("serving.serving.test.yml"));
    List<Alone> cases = new ArrayList<>();
    for (JsonNode rule : RuleMutants.rules(made.resolve("serving.serving.rules.yml"))) {
      String alert = rule.get("alert").asText();
      String part = "(" + rule.get("labels").get("part").asText() + ")";
      cases.add(
          Alone.of(
              alert + "-" + cases.size(),
              List.of(rule),
              tests,
              test ->
                  test.startsWith(alert + ":")
                      && (test.endsWith(part) || !PLACE.matcher(test).find())));
    }
    mutants = new RuleMutants(cases);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments("a higher limit", "^ +> (\\S+)$", "> 1.05 * $1"),
        arguments("a lower limit", "^ +> (\\S+)$", "> 0.97 * $1"),
        arguments("any limit is passed from below", "^ +> (\\S+)$", "< $1"),
        arguments("a request more", ">= (\\d+)$", ">= 1e9 * $1"),
        arguments("a request less", ">= (\\d+)$", ">= $1 - 1"),
        arguments("what is there", "or vector\\(0\\)\\) == 0", "or vector(1)) == 0"),
        arguments("up is bad", "== 0", "== 1"),
        arguments("any job", "job=\"[a-z]+\"", "job!=\"\""),
        arguments("another status", "status=~\"5..\"", "status=~\".*\""),
        arguments("another quantile", "quantile\\(0.99", "quantile(1.5"),
        arguments("another area", "area=\"heap\"", "area=\"nonheap\""),
        arguments("all states of processors", "mode=\"idle\"", "mode=\"user\""),
        arguments("no free space", "(?m)^( *)1 - ", "$1"),
        arguments("too late", "^ +for: .*", "        for: 45m"),
        arguments("too soon", "^ +for: .*", "        for: 1m"),
        arguments("another severity", "severity: \\w+", "severity: info"),
        arguments("no owner", "^ +owner: .*", ""),
        arguments("another model", "^ +model: .*", "        model: other"),
        arguments("another part", "^ +part: .*", "        part: other"),
        arguments("another description", "description: \"", "description: \"Now "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void isNoticed(String what, String from, String to, @TempDir Path folder) throws Exception {
    mutants.assertNoticed(what, from, to, folder);
  }
}
