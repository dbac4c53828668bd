package io.tidegauge.endtoend.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegauge.endtoend.dashboard.Dashboard.Panel;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers in rows, one for each set of labels. */
final class Table {
  private final Panel panel;
  private final JsonNode organize;

  private Table(Panel panel) {
    this.panel = panel;
    this.organize = find(panel.json().path("transformations"), "id", "organize").path("options");
  }

  /** A row's labels and numbers, by the names that Grafana gives to fields. */
  private record Row(Map<String, String> labels, Map<String, Double> numbers) {
    /** Whether nothing in the other's labels contradicts. */
    boolean fits(Map<String, String> others) {
      return others.entrySet().stream()
          .allMatch(
              other ->
                  labels.getOrDefault(other.getKey(), other.getValue()).equals(other.getValue()));
    }
  }

  static String html(Panel panel, List<Series> series) {
    return new Table(panel).html(series);
  }

  private String html(List<Series> series) {
    List<String> columns = columns();
    List<Row> rows = sorted(merged(series));
    String head =
        columns.stream()
            .map(
                column ->
                    "<th%s>%s</th>"
                        .formatted(
                            column.startsWith("Value") ? " class=number" : "",
                            Html.text(title(column))))
            .collect(Collectors.joining());
    String body =
        rows.stream()
            .map(
                row ->
                    columns.stream()
                        .map(column -> cell(row, column))
                        .collect(Collectors.joining("", "<tr>", "</tr>\n")))
            .collect(Collectors.joining());
    return "<table><tr>" + head + "</tr>\n" + body + "</table>";
  }

  private List<Row> merged(List<Series> series) {
    List<Row> rows = new ArrayList<>();
    for (Series one : series) {
      Row row =
          rows.stream()
              .filter(found -> found.fits(one.labels()) && !found.numbers().containsKey(field(one)))
              .findFirst()
              .orElseGet(
                  () -> {
                    Row added = new Row(new HashMap<>(), new HashMap<>());
                    rows.add(added);
                    return added;
                  });
      row.labels().putAll(one.labels());
      row.numbers().put(field(one), one.newest());
    }
    return rows;
  }

  private String field(Series series) {
    return panel.queries().size() == 1 ? "Value" : "Value #" + series.query().id();
  }

  private List<Row> sorted(List<Row> rows) {
    JsonNode by = panel.json().path("options").path("sortBy").path(0);
    for (String column : columns()) {
      if (title(column).equals(by.path("displayName").asText())) {
        Comparator<Row> order =
            Comparator.comparing(
                row -> row.numbers().getOrDefault(column, Double.NEGATIVE_INFINITY));
        return rows.stream()
            .sorted(by.path("desc").asBoolean() ? order.reversed() : order)
            .toList();
      }
    }
    return rows;
  }

  private List<String> columns() {
    Map<String, Integer> places = new LinkedHashMap<>();
    organize
        .path("indexByName")
        .properties()
        .forEach(column -> places.put(column.getKey(), column.getValue().asInt()));
    return places.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .filter(column -> !organize.path("excludeByName").path(column).asBoolean())
        .filter(column -> property(column, "custom.hidden").isEmpty())
        .toList();
  }

  private String title(String column) {
    return organize.path("renameByName").path(column).asText(column);
  }

  private Optional<JsonNode> property(String column, String id) {
    JsonNode overrides = panel.json().path("fieldConfig").path("overrides");
    for (JsonNode override : overrides) {
      if (override.path("matcher").path("options").asText().equals(title(column))) {
        JsonNode property = find(override.path("properties"), "id", id);
        if (!property.isMissingNode()) {
          return Optional.of(property.path("value"));
        }
      }
    }
    return Optional.empty();
  }

  private static JsonNode find(JsonNode list, String key, String value) {
    for (JsonNode one : list) {
      if (one.path(key).asText().equals(value)) {
        return one;
      }
    }
    return list.path(list.size());
  }

  private String cell(Row row, String column) {
    Double number = row.numbers().get(column);
    if (number == null) {
      return "<td>" + Html.text(row.labels().getOrDefault(column, "")) + "</td>";
    }
    Unit unit = property(column, "unit").map(id -> Unit.of(id.asText())).orElseGet(panel::unit);
    Color color =
        property(column, "thresholds").map(steps -> Colors.of(steps, number)).orElse(Colors.TEXT);
    return "<td class=number style='color:%s'>%s</td>"
        .formatted(Colors.css(color), Html.text(unit.text(number)));
  }
}
