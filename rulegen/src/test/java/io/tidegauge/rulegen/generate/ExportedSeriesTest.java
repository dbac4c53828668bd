package io.tidegauge.rulegen.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tidegauge.rulegen.Specs;
import io.tidegauge.spec.ServingPreset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every series and every label that a rule, a panel or a runbook reads is one that the exporter
 * publishes.
 */
class ExportedSeriesTest {
  /** What Prometheus itself writes for the rules. */
  private static final Set<String> OF_ALERTS =
      Set.of("alertname", "alertstate", "severity", "owner");

  private static final Map<String, Set<String>> EXPORTED = new TreeMap<>();

  @TempDir static Path folder;
  private static Workspace workspace;

  @BeforeAll
  static void generate() throws Exception {
    EXPORTED.putAll(ExportedLabels.bySeries());
    Set<String> alerts = new TreeSet<>(OF_ALERTS);
    EXPORTED.values().forEach(alerts::addAll);
    EXPORTED.put("ALERTS", alerts);
    EXPORTED.put("ALERTS_FOR_STATE", alerts);

    workspace = new Workspace(folder);
    List<Path> specs = new ArrayList<>(Specs.examples());
    specs.add(workspace.write("odd.yaml", Specs.ODD));
    specs.add(workspace.write("least.yaml", Specs.LEAST));
    specs.add(workspace.write("quick.yaml", Specs.QUICK));
    specs.add(workspace.write("objectives.yaml", Specs.OBJECTIVES));
    specs.add(workspace.write("serving.yaml", Specs.SERVING));
    for (String preset : ServingPreset.SERVERS) {
      specs.add(workspace.write(preset + ".yaml", Specs.served(preset)));
    }
    addPresets();
    workspace.generate(specs.toArray(Path[]::new));
  }

  /** What the servers export by their documentation, and what the spec says of its own. */
  private static void addPresets() {
    Stream.of(ServingPreset.SERVERS, ServingPreset.HOSTS, ServingPreset.CONTAINERS)
        .flatMap(List::stream)
        .map(ServingPreset::named)
        .forEach(preset -> preset.series().forEach(ExportedSeriesTest::add));
    add("http_server_requests_seconds_bucket", List.of("le"));
    add("executor_queued_tasks", List.of());
    add("up", List.of());
  }

  private static void add(String metric, List<String> labels) {
    Set<String> all = new TreeSet<>(labels);
    all.addAll(ExportedLabels.OF_THE_TARGET);
    all.add("zone");
    EXPORTED.put(metric, all);
  }

  @Test
  void rules() throws Exception {
    List<String> expressions = new ArrayList<>();
    for (Map.Entry<String, String> file : workspace.files().entrySet()) {
      if (file.getKey().endsWith(".rules.yml")) {
        collect(new YAMLMapper().readTree(file.getValue()), expressions);
      }
    }
    // The watchdog alone reads nothing: it always fires.
    assertThat(expressions.remove("vector(1)\n")).isTrue();
    assertExported(expressions);
  }

  @Test
  void rulesOfAllModelsInOneSet(@TempDir Path other) throws Exception {
    Workspace generic = new Workspace(other);
    List<Path> specs = new ArrayList<>(Specs.examples());
    specs.add(generic.write("odd.yaml", Specs.ODD));
    specs.add(generic.write("quick.yaml", Specs.QUICK));
    generic.generateGeneric(specs.toArray(Path[]::new));
    List<String> expressions = new ArrayList<>();
    collect(
        new YAMLMapper().readTree(generic.files().get("rules/tidegauge-models.rules.yml")),
        expressions);
    assertExported(expressions);
  }

  @Test
  void dashboards() throws Exception {
    List<String> expressions = new ArrayList<>();
    for (Map.Entry<String, String> file : workspace.files().entrySet()) {
      if (file.getKey().endsWith(".json")) {
        collect(new ObjectMapper().readTree(file.getValue()), expressions);
      }
    }
    assertExported(expressions);
  }

  @Test
  void runbooks() throws Exception {
    assertExported(RunbookQueries.promql(workspace.files()));
  }

  private static void collect(JsonNode node, List<String> expressions) {
    if (node.path("expr").isTextual()) {
      expressions.add(node.get("expr").asText());
    }
    node.forEach(child -> collect(child, expressions));
  }

  private static void assertExported(List<String> expressions) {
    assertThat(expressions).isNotEmpty();
    for (String text : expressions) {
      Expression expression = Expression.parse(text);
      assertThat(expression.selectors()).as(text).isNotEmpty();
      Set<String> known = new TreeSet<>();
      for (Expression.Selector selector : expression.selectors()) {
        assertThat(EXPORTED).as(text).containsKey(selector.metric());
        assertThat(EXPORTED.get(selector.metric()))
            .as("%s in %s", selector.metric(), text)
            .containsAll(selector.labels());
        known.addAll(EXPORTED.get(selector.metric()));
      }
      assertThat(known).as("groupings of %s", text).containsAll(expression.grouped());
    }
  }

  @Test
  void aLabelThatIsNotExportedIsFound() {
    assertThat(
            Stream.of(
                "ml_window_rows{color=\"red\"}",
                "ml_window_row",
                "sum by (color) (ml_window_rows)"))
        .allSatisfy(
            text ->
                assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                            () -> assertExported(List.of(text))))
                    .isInstanceOf(AssertionError.class));
  }
}
