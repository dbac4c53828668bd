package io.tidegauge.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a Grafana dashboard asks Prometheus: its variables, in their order, and its panels' queries.
 */
record Dashboard(String title, List<Variable> variables, List<Query> queries) {

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
   * A query of a panel.
   *
   * @param instant whether it is asked for the newest values only
   */
  record Query(String panel, String expression, boolean instant) {}

  static Dashboard read(Path file) throws IOException {
    JsonNode json = JsonApi.JSON.readTree(file.toFile());
    List<Variable> variables = new ArrayList<>();
    for (JsonNode variable : json.path("templating").path("list")) {
      variables.add(variable(variable));
    }
    List<Query> queries = new ArrayList<>();
    collect(json.path("panels"), queries);
    return new Dashboard(json.path("title").asText(), variables, queries);
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
  private static void collect(JsonNode panels, List<Query> queries) {
    for (JsonNode panel : panels) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            new Query(
                panel.path("title").asText(),
                target.path("expr").asText(),
                target.path("instant").asBoolean()));
      }
      collect(panel.path("panels"), queries);
    }
  }
}
