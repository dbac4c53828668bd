package io.tidegauge.rulegen.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Limits;
import io.tidegauge.rulegen.dashboard.Boards.Written;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dashboards are what Grafana itself would save, and each of them makes sense by itself. */
class BoardFormTest {
  private static final String ALL = "io.tidegauge.rulegen.dashboard.Boards#all";
  private static final String SPECS = "io.tidegauge.rulegen.dashboard.Boards#specs";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z]\\w*)");
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

  @Test
  void thereAreManyOfThem() throws IOException {
    assertThat(Boards.all()).hasSizeGreaterThan(20);
  }

  @Test
  void theSameBytesEveryTime() throws IOException {
    assertThat(Boards.all()).isEqualTo(Boards.all());
  }

  @Test
  void addressesAndTitlesAreTheirOwn() throws IOException {
    List<JsonNode> boards =
        Boards.all().stream()
            .map(Written::json)
            // Several valid specs of the tests are specs of the same model.
            .filter(new HashSet<>()::add)
            .toList();
    Set<String> pairs = new TreeSet<>();
    boards.forEach(board -> pairs.add(board.path("uid") + " " + board.path("title")));
    assertThat(boards.stream().map(board -> board.path("uid").asText()).distinct())
        .hasSameSizeAs(pairs)
        .allMatch(uid -> uid.matches("[a-zA-Z0-9_-]{1,40}"));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void fieldsAreSortedAndNothingIsNull(Written board) {
    assertThat(board.text()).endsWith("}\n").doesNotContain("\r", "\t", "  \n");
    walk("", board.json());
  }

  private static void walk(String path, JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    assertThat(names).as(path).isSorted();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      walk(path + "/" + field.getKey(), field.getValue());
    }
    if (node.isArray()) {
      node.forEach(item -> walk(path + "/*", item));
    }
    if (node.isNull()) {
      // The schema asks for it in the lowest step of thresholds.
      assertThat(path).endsWith("/steps/*/value");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void whatGrafanaWouldDropIsNotThere(Written board) {
    for (JsonNode panel : board.panels()) {
      assertThat(panel.path("transparent").isMissingNode()).isTrue();
      assertThat(panel.path("links").isMissingNode()).isTrue();
      assertThat(panel.path("transformations").isMissingNode())
          .isEqualTo(!panel.path("type").asText().equals("table"));
      assertThat(panel.path("targets").size()).isPositive();
    }
    for (JsonNode variable : board.json().path("templating").path("list")) {
      assertThat(variable.path("hide").isMissingNode()).isTrue();
      assertThat(variable.path("multi").asBoolean(true)).isTrue();
      assertThat(variable.path("includeAll").asBoolean(true)).isTrue();
      assertThat(variable.path("options").isArray()).isTrue();
    }
    assertThat(board.json().path("annotations").path("list").path(0).path("builtIn").asInt())
        .isEqualTo(1);
    assertThat(board.json().path("schemaVersion").asInt()).isEqualTo(42);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void everyPanelHasAPlaceAnIdAndWordsOfItsOwn(Written board) {
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();
    Set<String> titles = new HashSet<>();
    int last = -1;
    for (JsonNode panel : board.json().path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      JsonNode place = panel.path("gridPos");
      int x = place.path("x").asInt();
      int y = place.path("y").asInt();
      assertThat(100 * y + x).isGreaterThan(last);
      last = 100 * y + x;
      for (int i = x; i < x + place.path("w").asInt(); i++) {
        for (int j = y; j < y + place.path("h").asInt(); j++) {
          assertThat(cells.add(i + " " + j)).as("%s overlaps", panel.path("title")).isTrue();
          assertThat(i).isLessThan(Grid.WIDTH);
        }
      }
    }
    assertThat(ids).doesNotContain(0);
    // No line ends before the edge, and none is left out.
    assertThat(cells.size() % Grid.WIDTH).isZero();
    for (JsonNode panel : board.panels()) {
      assertThat(titles.add(panel.path("title").asText())).isTrue();
      assertThat(panel.path("description").asText()).matches("(?s)[A-Z].+[.?]");
      assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void everyVariableIsThereAndUsed(Written board) {
    Set<String> there = new TreeSet<>(Set.of("__rate_interval"));
    Set<String> used = new TreeSet<>(Set.of("__rate_interval"));
    for (JsonNode variable : board.json().path("templating").path("list")) {
      // A variable may depend on those before it only.
      Matcher needed = VARIABLE.matcher(variable.path("query").asText());
      while (needed.find()) {
        assertThat(there).contains(needed.group(1));
      }
      there.add(variable.path("name").asText());
    }
    for (JsonNode panel : board.panels()) {
      used.addAll(variables(panel.path("datasource").path("uid").asText()));
    }
    board.expressions().forEach(expression -> used.addAll(variables(expression)));
    used.removeIf(name -> name.isEmpty());
    assertThat(used).isEqualTo(there);
  }

  private static List<String> variables(String text) {
    return VARIABLE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aLegendNamesOnlyLabelsThatTheAnswerHas(Written board) {
    for (JsonNode panel : board.panels()) {
      for (JsonNode target : panel.path("targets")) {
        String expression = target.path("expr").asText();
        Matcher label = LABEL.matcher(target.path("legendFormat").asText());
        while (label.find()) {
          assertThat(expression).containsPattern("by \\([^)]*\\b" + label.group(1) + "\\b[^)]*\\)");
        }
      }
    }
  }

  /** Whoever is woken finds what has woken them, beside its limit. */
  @ParameterizedTest
  @MethodSource(SPECS)
  void everyRuleHasAPanelWithItsLimit(ModelSpec spec) {
    List<JsonNode> panels = Boards.of(spec).panels();
    List<AlertRule> rules =
        AlertRule.of(spec, Optional.empty()).stream()
            .filter(rule -> rule.definition().condition() instanceof Condition.Past)
            .toList();
    assertThat(rules).isNotEmpty();
    Set<String> milder = new TreeSet<>();
    for (AlertRule rule : rules) {
      if (!milder.add(rule.name())) {
        assertThat(panels)
            .anyMatch(
                panel ->
                    panel.path("description").asText().contains(rule.name() + " is critical "));
        continue;
      }
      Limits limits = ((Condition.Past) rule.definition().condition()).limits();
      List<JsonNode> judged =
          panels.stream()
              .filter(
                  panel ->
                      panel
                          .path("description")
                          .asText()
                          .contains(rule.definition().name() + " is due "))
              .toList();
      assertThat(judged).as(rule.definition().name()).isNotEmpty();
      for (JsonNode panel : judged) {
        if (limits.usual() != Limits.NEVER
            && !panel.path("type").asText().equals("state-timeline")) {
          assertThat(panel.findValues("steps").toString())
              .as(panel.path("title").asText())
              .contains("\"value\":" + Selector.number(limits.usual()));
        }
      }
    }
  }

  @Test
  void theDemosBoard() {
    ModelSpec spec = ModelSpecReader.read(Path.of("../examples/credit-risk/credit-risk.yaml"));
    Written board = Boards.of(spec);
    JsonNode json = board.json();
    assertThat(json.path("uid").asText()).isEqualTo("tidegauge-credit-risk");
    assertThat(json.path("title").asText()).isEqualTo("Tidegauge / credit-risk");
    assertThat(json.path("description").asText())
        .isEqualTo(spec.description().orElseThrow() + "\nMark.");
    assertThat(json.path("time").path("from").asText()).isEqualTo("now-30m");
    assertThat(json.path("templating").path("list").valueStream())
        .extracting(variable -> variable.path("name").asText())
        .containsExactly("datasource", "job", "instance", "version", "window", "slice", "feature");
    assertThat(board.panels())
        .filteredOn(panel -> panel.path("title").asText().equals("Missing values"))
        .singleElement()
        .satisfies(
            panel -> {
              assertThat(panel.path("description").asText())
                  .endsWith(
                      " MLModelMissingValues is due above 5%, employment_years: 8%, income: 5%,"
                          + " purpose: 5%, in the window 1m.");
              assertThat(panel.path("targets").path(0).path("expr").asText())
                  .isEqualTo(
                      "topk(10, max by (feature, version) (ml_feature_missing_ratio{"
                          + "feature=~\"$feature\", instance=~\"$instance\", job=~\"$job\","
                          + " model=\"credit-risk\", slice=\"$slice\", version=~\"$version\","
                          + " window=\"$window\"}))");
            });
  }

  /** Of two replicas one that cannot read is the one to show, whether or not an alert is on. */
  @Test
  void whatIsBadWhenItIsLowIsFoldedToTheLowest() throws IOException {
    for (ModelSpec spec : Boards.specs()) {
      assertThat(Boards.of(spec).expressions())
          .anyMatch(text -> text.startsWith("min by (collector) (ml_exporter_collector_success{"));
    }
  }

  @Test
  void aModelWithoutRolesIsShownWithAllItsTraffic() {
    ModelSpec spec =
        ModelSpecReader.read(
            "test.yaml",
            """
            model: m
            database: d
            predictions: {table: t, time: ts, version: v, kind: binary}
            features: {x: numeric}
            reference: {profile: p.json}
            """);
    assertThat(Boards.of(spec).expressions())
        .contains(
            "sum(min by (model, version, window) (ml_traffic_ratio{instance=~\"$instance\","
                + " job=~\"$job\", model=\"m\", version=~\"$version\", window=\"$window\"}))");
  }
}
