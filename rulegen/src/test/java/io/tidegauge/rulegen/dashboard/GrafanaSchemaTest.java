package io.tidegauge.rulegen.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.tidegauge.rulegen.dashboard.Boards.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Grafana's own JSON Schemas of dashboards, of panels and of Prometheus queries, which forbid
 * fields that they do not know.
 */
class GrafanaSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Beside the repository; a test's working directory is its module. */
  private static final Path SCHEMAS =
      Path.of(
          Optional.ofNullable(System.getenv("TIDEGAUGE_SCHEMAS")).orElse("../../shared/schemas"),
          "grafana");

  private static final Map<String, String> FILES =
      Map.of(
          "timeseries", "timeseries",
          "stat", "stat",
          "table", "table",
          "state-timeline", "statetimeline",
          "status-history", "statushistory");

  private static final Map<String, JsonSchema> READ = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    assumeTrue(Files.isDirectory(SCHEMAS), "Grafana's schemas are not in " + SCHEMAS);
    READ.put("dashboard", schema("dashboard", "Dashboard"));
    READ.put("query", schema("prometheus", "Dataquery"));
    for (Map.Entry<String, String> type : FILES.entrySet()) {
      READ.put(type.getKey() + " options", schema(type.getValue(), "Options"));
      if (!type.getKey().equals("stat")) {
        READ.put(type.getKey() + " field", schema(type.getValue(), "FieldConfig"));
      }
    }
  }

  private static JsonSchema schema(String file, String definition) throws IOException {
    ObjectNode schema =
        (ObjectNode) JSON.readTree(SCHEMAS.resolve(file + ".jsonschema.json").toFile());
    mend(schema);
    schema.put("$ref", "#/definitions/" + definition);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
  }

  /**
   * Two defects: branches of a {@code oneOf} that are not exclusive, and what may be anything but
   * is said to be an object.
   */
  private static void mend(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has("oneOf")) {
        object.set("anyOf", object.remove("oneOf"));
      }
      if (object.has("DynamicConfigValue")) {
        ((ObjectNode) object.at("/DynamicConfigValue/properties/value")).removeAll();
        ((ObjectNode) object.at("/MatcherConfig/properties/options")).removeAll();
      }
    }
    node.forEach(GrafanaSchemaTest::mend);
  }

  private static List<String> problems(JsonNode board) {
    List<String> problems = new ArrayList<>(problems("dashboard", board));
    for (JsonNode panel : board.path("panels")) {
      String type = panel.path("type").asText();
      if (type.equals("row")) {
        continue;
      }
      problems.addAll(problems(type + " options", panel.path("options")));
      JsonNode custom = panel.path("fieldConfig").path("defaults").path("custom");
      if (!custom.isMissingNode()) {
        problems.addAll(problems(type + " field", custom));
      }
      panel.path("targets").forEach(target -> problems.addAll(problems("query", target)));
    }
    return problems;
  }

  private static List<String> problems(String schema, JsonNode node) {
    return Objects.requireNonNull(READ.get(schema), schema).validate(node).stream()
        .map(problem -> schema + ": " + problem)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("io.tidegauge.rulegen.dashboard.Boards#all")
  void everyBoardIsValid(Written board) {
    assertThat(problems(board.json())).isEmpty();
  }

  @Test
  void whatIsNotValidIsFound() {
    JsonNode board = Boards.fleet().json();
    for (JsonNode panel : board.path("panels")) {
      if (panel.path("type").asText().equals("timeseries")) {
        ((ObjectNode) panel).put("tilte", "Typo");
        ((ObjectNode) panel.path("options").path("legend")).put("placement", "left");
        ((ObjectNode) panel.path("fieldConfig").path("defaults").path("custom")).put("width", 1);
        ((ObjectNode) panel.path("targets").path(0)).remove("expr");
        break;
      }
    }
    assertThat(problems(board))
        .anyMatch(problem -> problem.startsWith("dashboard: ") && problem.contains("tilte"))
        .anyMatch(problem -> problem.startsWith("timeseries options: "))
        .anyMatch(problem -> problem.startsWith("timeseries field: "))
        .anyMatch(problem -> problem.startsWith("query: "));
  }
}
