package io.tidegauge.rulegen.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tidegauge.rulegen.Promtool;
import io.tidegauge.rulegen.text.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Generated rules with one thing changed, and whether their generated tests notice. */
record RuleMutants(List<Alone> cases) {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String RULES = "some.rules.yml";
  private static final String TESTS = "some.test.yml";

  /** Rules without others, and the tests that are about them: files. */
  record Alone(String name, String rules, String tests) {
    /**
     * Some rules.
     *
     * @param all a file of tests
     * @param about whether a test is about them, by its name
     */
    static Alone of(String name, List<JsonNode> rules, JsonNode all, Predicate<String> about) {
      ObjectNode file = JsonNodeFactory.instance.objectNode();
      file.putArray("groups").addObject().put("name", "alone").putArray("rules").addAll(rules);
      ObjectNode tests = all.deepCopy();
      tests.putArray("rule_files").add(RULES);
      ArrayNode some = tests.putArray("tests");
      all.get("tests")
          .valueStream()
          .filter(test -> about.test(test.get("name").asText()))
          .forEach(some::add);
      return new Alone(name, YamlText.of(file), YamlText.of(tests));
    }
  }

  /** The rules of each name: of some there are two, with other limits and severities. */
  static RuleMutants of(Path folder, String rules, String tests) throws IOException {
    JsonNode all = read(folder.resolve(tests));
    Map<String, List<JsonNode>> named = new TreeMap<>();
    for (JsonNode rule : rules(folder.resolve(rules))) {
      named.computeIfAbsent(rule.get("alert").asText(), alert -> new ArrayList<>()).add(rule);
    }
    return new RuleMutants(
        named.entrySet().stream()
            .map(
                alert ->
                    Alone.of(
                        alert.getKey(),
                        alert.getValue(),
                        all,
                        test -> test.startsWith(alert.getKey() + ":")))
            .toList());
  }

  static JsonNode read(Path file) throws IOException {
    return YAML.readTree(Files.readString(file));
  }

  /** All rules of a file. */
  static List<JsonNode> rules(Path file) throws IOException {
    return read(file)
        .get("groups")
        .valueStream()
        .flatMap(group -> group.get("rules").valueStream())
        .toList();
  }

  /** Changes each place that a pattern finds, one at a time. */
  void assertNoticed(String what, String from, String to, Path folder)
      throws IOException, InterruptedException {
    Pattern pattern = Pattern.compile(from, Pattern.MULTILINE);
    List<Path> files = new ArrayList<>();
    for (Alone alone : cases) {
      for (int place = 1; place <= pattern.matcher(alone.rules()).results().count(); place++) {
        Path changed = Files.createDirectories(folder.resolve(alone.name() + "-" + place));
        Files.writeString(changed.resolve(RULES), changed(alone.rules(), pattern, place, to));
        files.add(Files.writeString(changed.resolve(TESTS), alone.tests()));
      }
    }

    assertThat(files).as(what).isNotEmpty();
    Promtool.Result result = Promtool.oldest().testRules(files);
    assertThat(result.output().split("Unit Testing:"))
        .as(what)
        .hasSize(files.size() + 1)
        .noneMatch(outcome -> outcome.contains("SUCCESS"));
  }

  void assertWellWithoutAChange(Path folder) throws IOException, InterruptedException {
    for (Alone alone : cases) {
      Files.writeString(folder.resolve(RULES), alone.rules());
      Path file = Files.writeString(folder.resolve(TESTS), alone.tests());

      Promtool.Result result = Promtool.oldest().testRules(List.of(file));

      assertThat(result.status()).as(result.output()).isZero();
    }
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
