package io.tidegauge.rulegen.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.rulegen.dashboard.Grid.Place;
import io.tidegauge.rulegen.dashboard.Panel.Section;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A dashboard.
 *
 * @param from how far it looks back at first, such as {@code 24h}
 * @param firing the alerts that are marked in every panel
 */
public record Board(
    String uid,
    String title,
    String description,
    List<String> tags,
    List<ObjectNode> links,
    String from,
    String refresh,
    List<Variable> variables,
    String firing,
    List<Section> sections) {
  /** The last one of the classic form: Grafana's newer form cannot be provisioned from files. */
  private static final int SCHEMA_VERSION = 42;

  private static final int SHARED_CROSSHAIR = 1;

  /** Every dashboard's, for the fleet's link to all of them. */
  static final String TAG = "tidegauge";

  /** Every model's dashboard's. */
  static final String MODEL_TAG = "tidegauge-model";

  public Board {
    tags = List.copyOf(tags);
    links = links.stream().map(ObjectNode::deepCopy).toList();
    variables = List.copyOf(variables);
    sections = List.copyOf(sections);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode datasource() {
    return object().put("type", "prometheus").put("uid", "${datasource}");
  }

  /** A link to another dashboard, for the same time and from the same Prometheus. */
  static ObjectNode link(String title, String uid, List<String> variables) {
    String kept =
        Stream.concat(Stream.of("datasource"), variables.stream())
            .map(name -> "${" + name + ":queryparam}")
            .collect(Collectors.joining("&"));
    return link(title, "link").put("url", "/d/" + uid + "?" + kept);
  }

  /** A link to somewhere else. */
  static ObjectNode linkTo(String title, String url) {
    return link(title, "link").put("url", url).put("keepTime", false).put("targetBlank", true);
  }

  /** A link on top of a dashboard, with what Grafana wants to be said of all. */
  static ObjectNode link(String title, String type) {
    ObjectNode link = object().put("title", title).put("type", type);
    link.put("icon", "external link").put("tooltip", "").put("url", "").put("keepTime", true);
    link.put("asDropdown", false).put("includeVars", false).put("targetBlank", false);
    link.putArray("tags");
    return link;
  }

  /**
   * In the form that Grafana itself saves, so that a dashboard that is exported is no other one.
   */
  public ObjectNode json() {
    ObjectNode json = object();
    json.putObject("annotations").set("list", annotations());
    json.put("description", description)
        .put("editable", false)
        .put("fiscalYearStartMonth", 0)
        .put("graphTooltip", SHARED_CROSSHAIR);
    json.putArray("links").addAll(links);
    json.set("panels", panels());
    json.put("refresh", refresh).put("schemaVersion", SCHEMA_VERSION);
    tags.forEach(json.putArray("tags")::add);
    ArrayNode list = json.putObject("templating").putArray("list");
    variables.forEach(variable -> variable.addTo(list));
    json.putObject("time").put("from", "now-" + from).put("to", "now");
    json.putObject("timepicker");
    json.put("timezone", "utc").put("title", title).put("uid", uid);
    json.put("version", 1).put("weekStart", "");
    return json;
  }

  private ArrayNode annotations() {
    ObjectNode builtIn =
        object()
            .put("builtIn", 1)
            .put("enable", true)
            .put("hide", true)
            .put("iconColor", "rgba(0, 211, 255, 1)")
            .put("name", "Annotations & Alerts")
            .put("type", "dashboard");
    builtIn.putObject("datasource").put("type", "grafana").put("uid", "-- Grafana --");
    ObjectNode alerts =
        object()
            .put("enable", true)
            .put("expr", firing)
            .put("hide", false)
            .put("iconColor", "red")
            .put("name", "Firing alerts")
            .put("step", "60s")
            .put("tagKeys", "severity,model")
            .put("textFormat", "{{model}} {{version}} {{feature}}")
            .put("titleFormat", "{{alertname}}");
    alerts.set("datasource", datasource());
    return JsonNodeFactory.instance.arrayNode().add(builtIn).add(alerts);
  }

  private ArrayNode panels() {
    ArrayNode panels = JsonNodeFactory.instance.arrayNode();
    Grid grid = new Grid();
    int id = 1;
    for (Section section : sections) {
      ObjectNode row = object().put("collapsed", false).put("id", id++);
      row.put("title", section.title()).put("type", "row").putArray("panels");
      row.set("gridPos", grid.title().json());
      panels.add(row);
      List<Place> places = grid.places(section.panels().stream().map(Panel::kind).toList());
      for (int i = 0; i < places.size(); i++) {
        panels.add(PanelJson.of(section.panels().get(i), id++, places.get(i)));
      }
    }
    return panels;
  }
}
