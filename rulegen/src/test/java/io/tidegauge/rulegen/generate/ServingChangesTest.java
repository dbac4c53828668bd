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
 * The tests of the alerts on a model's server can fail. What is not among the changes: a limit that
 * may be reached, since rates and gauges do not reach one to the last digit.
 */
class ServingChangesTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String RULES = "serving.serving.rules.yml";
  private static final String TESTS = "serving.serving.test.yml";
  private static final String PLACE = "\\((server|container|host)\\)$";

  private static JsonNode rules;
  private static JsonNode tests;

  @BeforeAll
  static void generate(@TempDir Path folder) throws Exception {
    Workspace workspace = new Workspace(folder);
    workspace.generate(workspace.write("serving.yaml", Specs.SERVING));
    rules = YAML.readTree(Files.readString(folder.resolve("rules").resolve(RULES)));
    tests = YAML.readTree(Files.readString(folder.resolve("rules").resolve(TESTS)));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments("a higher limit", "^> (\\S+)$", "> 1.05 * $1"),
        arguments("a lower limit", "^> (\\S+)$", "> 0.97 * $1"),
        arguments("any limit is passed from below", "^> (\\S+)$", "< $1"),
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
    Pattern pattern = Pattern.compile(from, Pattern.MULTILINE);
    List<Path> files = new ArrayList<>();
    for (JsonNode rule : rules.findValues("rules").get(0)) {
      // Any job is what a sum over all of them shows; some add nothing up but one value.
      String text = alone(rule);
      for (int place = 1; place <= pattern.matcher(text).results().count(); place++) {
        Path changed =
            Files.createDirectories(
                folder.resolve(rule.get("alert").asText() + "-" + files.size()));
        Files.writeString(changed.resolve(RULES), changed(text, pattern, place, to));
        files.add(Files.writeString(changed.resolve(TESTS), testsOf(rule)));
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

  private static String testsOf(JsonNode rule) {
    String part = "(" + rule.get("labels").get("part").asText() + ")";
    ObjectNode file = tests.deepCopy();
    file.putArray("tests");
    for (JsonNode test : tests.get("tests")) {
      String name = test.get("name").asText();
      boolean ofPart = name.endsWith(part) || !Pattern.compile(PLACE).matcher(name).find();
      if (name.startsWith(rule.get("alert").asText() + ":") && ofPart) {
        file.withArray("tests").add(test);
      }
    }
    return YamlText.of(file);
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
