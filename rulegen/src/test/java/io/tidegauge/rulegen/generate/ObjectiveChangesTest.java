package io.tidegauge.rulegen.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tidegauge.rulegen.Promtool;
import io.tidegauge.rulegen.Specs;
import io.tidegauge.rulegen.text.YamlText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String RULES = "objectives.objectives.rules.yml";

  private static Path made;
  private static JsonNode rules;

  @BeforeAll
  static void generate(@TempDir Path folder) throws Exception {
    Workspace workspace = new Workspace(folder);
    workspace.generate(workspace.write("objectives.yaml", Specs.OBJECTIVES));
    made = folder.resolve("rules");
    rules = YAML.readTree(Files.readString(made.resolve(RULES)));
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
    Pattern pattern = Pattern.compile(from, Pattern.MULTILINE);
    List<Path> files = new ArrayList<>();
    // Availability's is the simplest indicator; the others differ by their series alone.
    for (JsonNode rule : rules.findValues("rules").get(0)) {
      if (!rule.get("alert").asText().equals("MLModelAvailabilityBudgetBurn")) {
        continue;
      }
      String severity = rule.get("labels").get("severity").asText();
      String tests =
          severity.equals("critical")
              ? "objectives.objectives.test.yml"
              : "objectives.objectives-slow.test.yml";
      String text = alone(rule);
      for (int place = 1; place <= pattern.matcher(text).results().count(); place++) {
        Path changed = Files.createDirectories(folder.resolve(severity + "-" + place));
        Files.writeString(changed.resolve(RULES), changed(text, pattern, place, to));
        files.add(Files.writeString(changed.resolve(tests), testsOf(tests)));
      }
    }

    assertThat(files).as(what).isNotEmpty();
    Promtool.Result result = Promtool.oldest().testRules(files);
    assertThat(result.output().split("Unit Testing:"))
        .as(what)
        .hasSize(files.size() + 1)
        .noneMatch(outcome -> outcome.contains("SUCCESS"));
  }

  private static String alone(JsonNode rule) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.putArray("groups").addObject().put("name", "alone").putArray("rules").add(rule);
    return YamlText.of(file);
  }

  private static String testsOf(String name) throws Exception {
    ObjectNode file = (ObjectNode) YAML.readTree(Files.readString(made.resolve(name)));
    ObjectNode some = file.deepCopy();
    some.putArray("tests");
    for (JsonNode test : file.get("tests")) {
      if (test.get("name").asText().startsWith("MLModelAvailabilityBudgetBurn:")) {
        some.withArray("tests").add(test);
      }
    }
    return YamlText.of(some);
  }

  /** The text with one of the places changed. */
  private static String changed(String text, Pattern pattern, int place, String to) {
    AtomicInteger index = new AtomicInteger();
    return pattern
        .matcher(text)
        .replaceAll(
            found ->
                index.incrementAndGet() == place ? to : Matcher.quoteReplacement(found.group()));
  }
}
