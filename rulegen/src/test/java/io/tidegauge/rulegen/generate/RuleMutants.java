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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Generated rules with one thing changed, and whether their generated tests notice. */
record RuleMutants(JsonNode rules, JsonNode tests) {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String RULES = "some.rules.yml";
  private static final String TESTS = "some.test.yml";

  static RuleMutants of(Path folder, String rules, String tests) throws IOException {
    return new RuleMutants(
        YAML.readTree(Files.readString(folder.resolve(rules))),
        YAML.readTree(Files.readString(folder.resolve(tests))));
  }

  /** Changes each place that a pattern finds, one at a time. */
  void assertNoticed(String what, String from, String to, Path folder)
      throws IOException, InterruptedException {
    Pattern pattern = Pattern.compile(from, Pattern.MULTILINE);
    List<Path> files = new ArrayList<>();
    for (String alert : alerts()) {
      String text = alone(alert);
      for (int place = 1; place <= pattern.matcher(text).results().count(); place++) {
        Path changed = Files.createDirectories(folder.resolve(alert + "-" + place));
        Files.writeString(changed.resolve(RULES), changed(text, pattern, place, to));
        files.add(Files.writeString(changed.resolve(TESTS), testsOf(alert)));
      }
    }

    Promtool.Result result = Promtool.oldest().testRules(files);

    assertThat(result.output().split("Unit Testing:"))
        .as(what)
        .hasSize(files.size() + 1)
        .noneMatch(outcome -> outcome.contains("SUCCESS"));
    assertThat(files).as(what).isNotEmpty();
  }

  void assertWellWithoutAChange(Path folder) throws IOException, InterruptedException {
    for (String alert : alerts()) {
      Files.writeString(folder.resolve(RULES), alone(alert));
      Path file = Files.writeString(folder.resolve(TESTS), testsOf(alert));

      Promtool.Result result = Promtool.oldest().testRules(List.of(file));

      assertThat(result.status()).as(result.output()).isZero();
    }
  }

  private SortedSet<String> alerts() {
    return new TreeSet<>(rules.findValuesAsText("alert"));
  }

  /** The rules of one name: of some there are two, with other limits and severities. */
  private String alone(String alert) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ArrayNode named = file.putArray("groups").addObject().put("name", "alone").putArray("rules");
    for (JsonNode group : rules.get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        if (rule.get("alert").asText().equals(alert)) {
          named.add(rule);
        }
      }
    }
    return YamlText.of(file);
  }

  private String testsOf(String alert) {
    ObjectNode file = tests.deepCopy();
    file.putArray("rule_files").add(RULES);
    file.putArray("tests");
    for (JsonNode test : tests.get("tests")) {
      if (test.get("name").asText().startsWith(alert + ":")) {
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
