package io.tidegauge.endtoend.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a Grafana dashboard asks and shows: its variables and its panels, in their order. */
record Dashboard(String title, List<Variable> variables, List<Panel> panels) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A variable that people choose by.
   *
   * @param query where its values come from, by its type
   * @param current what is chosen when the dashboard opens
   * @param all what stands for all values, where that can be chosen
   */
  record Variable(
      String name, String type, String query, List<String> current, Optional<String> all) {}

  /**
   * A panel, or the row that those after it belong to.
   *
   * @param json all that the dashboard says of it
   */
  record Panel(String title, String type, List<Query> queries, JsonNode json) {
    boolean isRow() {
      return type.equals("row");
    }

    /** How its fields look where nothing else is said of one. */
    JsonNode defaults() {
      return json.path("fieldConfig").path("defaults");
    }

    Unit unit() {
      return Unit.of(defaults().path("unit").asText());
    }
  }

  /**
   * A query of a panel.
   *
   * @param id Grafana's name of it in the panel
   * @param legend what its answers are called, with the names of labels in braces
   * @param instant whether it is asked for the newest values only
   */
  record Query(String panel, String id, String expression, String legend, boolean instant) {}

  static Dashboard read(Path file) throws IOException {
    JsonNode json = JSON.readTree(file.toFile());
    List<Variable> variables = new ArrayList<>();
    for (JsonNode variable : json.path("templating").path("list")) {
      variables.add(variable(variable));
    }
    List<Panel> panels = new ArrayList<>();
    collect(json.path("panels"), panels);
    return new Dashboard(json.path("title").asText(), variables, panels);
  }

  /** The dashboard where somebody has chosen a variable's value. */
  Dashboard choosing(String name, String value) {
    List<Variable> chosen =
        variables.stream()
            .map(
                variable ->
                    variable.name().equals(name)
                        ? new Variable(
                            name, variable.type(), variable.query(), List.of(value), variable.all())
                        : variable)
            .toList();
    return new Dashboard(title, chosen, panels);
  }

  List<Query> queries() {
    return panels.stream().flatMap(panel -> panel.queries().stream()).toList();
  }

  private static Variable variable(JsonNode json) {
    JsonNode query = json.path("query");
    JsonNode chosen = json.path("current").path("value");
    List<String> current = new ArrayList<>();
    if (chosen.isArray()) {
      chosen.forEach(value -> current.add(value.asText()));
    } else if (!chosen.isMissingNode()) {
      current.add(chosen.asText());
    }
    return new Variable(
        json.path("name").asText(),
        json.path("type").asText(),
        query.isObject() ? query.path("query").asText() : query.asText(),
        current,
        Optional.ofNullable(json.path("allValue").textValue()));
  }

  /** A row that is folded holds its panels, one that is not is followed by them. */
  private static void collect(JsonNode from, List<Panel> panels) {
    for (JsonNode json : from) {
      String title = json.path("title").asText();
      List<Query> queries = new ArrayList<>();
      for (JsonNode target : json.path("targets")) {
        queries.add(
            new Query(
                title,
                target.path("refId").asText(),
                target.path("expr").asText(),
                target.path("legendFormat").asText(),
                target.path("instant").asBoolean()));
      }
      panels.add(new Panel(title, json.path("type").asText(), queries, json));
      collect(json.path("panels"), panels);
    }
  }
}
