package io.tidegauge.exporter.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.alert.Firing;
import io.tidegauge.alert.IncidentReport;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What would have fired, for programs. */
final class FiringJson {
  private FiringJson() {}

  static String of(Map<String, List<Firing>> byModel, Optional<IncidentReport> report)
      throws IOException {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ArrayNode models = all.putArray("models");
    byModel.forEach(
        (model, firings) ->
            models.addObject().put("model", model).set("firings", firings(firings)));
    report.ifPresent(
        found -> {
          ArrayNode incidents = all.putArray("incidents");
          found.told().forEach(told -> incidents.add(incident(told)));
          all.set("unexplained", firings(found.unexplained()));
        });
    return PrettyJson.of(all);
  }

  private static ObjectNode incident(IncidentReport.Told told) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("why", told.incident().why())
        .put("from", told.incident().from().toString())
        .put("to", told.incident().to().toString())
        .put("detected", told.first().isPresent());
    told.delay().ifPresent(delay -> node.put("delay_seconds", delay.toSeconds()));
    told.first().ifPresent(first -> node.set("by", firing(first)));
    return node;
  }

  private static ArrayNode firings(Collection<Firing> firings) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    firings.forEach(firing -> array.add(firing(firing)));
    return array;
  }

  private static ObjectNode firing(Firing firing) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("alert", firing.alert().name());
    ObjectNode labels = node.putObject("labels");
    firing.labels().forEach(labels::put);
    return node.put("from", firing.from().toString())
        .put("to", firing.to().toString())
        .put("seconds", firing.length().toSeconds());
  }
}
