package io.tidegauge.exporter.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.alert.Judgement;
import io.tidegauge.exporter.explain.ColumnFigures;
import io.tidegauge.exporter.explain.Explanation;
import io.tidegauge.exporter.explain.Since;
import io.tidegauge.monitor.Limits;
import java.util.List;

/** Explanations for programs: one JSON object on a line each. */
final class ExplanationJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExplanationJson() {}

  static String of(List<Explanation> explanations) {
    StringBuilder text = new StringBuilder();
    for (Explanation explained : explanations) {
      try {
        text.append(JSON.writeValueAsString(of(explained))).append('\n');
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a JSON tree that cannot be printed", e);
      }
    }
    return text.toString();
  }

  private static ObjectNode of(Explanation explained) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("alert", explained.alert().name())
        .put("model", explained.model())
        .put("at", explained.at().toString())
        .put("due", explained.isDue());
    ArrayNode readings = node.putArray("readings");
    explained.judged().forEach(judged -> readings.add(of(explained, judged)));
    ArrayNode why = node.putArray("no_reading");
    explained.others().forEach(why::add);
    explained.from().ifPresent(from -> node.put("from", from.toString()));
    explained.to().ifPresent(to -> node.put("to", to.toString()));
    explained.since().ifPresent(since -> node.set("since", of(since)));
    explained.column().ifPresent(column -> node.set("column", of(column)));
    if (!explained.query().isEmpty()) {
      node.put("query", explained.query());
    }
    return node;
  }

  private static ObjectNode of(Explanation explained, Judgement judged) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("metric", explained.alert().condition().reading().name());
    ObjectNode labels = node.putObject("labels");
    judged.labels().forEach(labels::put);
    node.put("value", judged.value());
    if (judged.limit() != Limits.NEVER) {
      node.put("limit", judged.limit());
    }
    judged.noise().ifPresent(noise -> node.put("noise", noise));
    judged.rows().ifPresent(rows -> node.put("rows", rows));
    return node.put("past_limit", judged.pastLimit())
        .put("beyond_noise", judged.beyondNoise())
        .put("enough_rows", judged.enoughRows())
        .put("due", judged.isDue());
  }

  private static ObjectNode of(Since since) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    since.from().ifPresent(from -> node.put("from", from.toString()));
    since.to().ifPresent(to -> node.put("to", to.toString()));
    return node.put("looked_since", since.first().toString())
        .put("step_seconds", since.step().toSeconds());
  }

  private static ObjectNode of(ColumnFigures column) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", column.column())
        .put("personal", column.personal())
        .put("rows", column.rows())
        .put("missing", column.missing());
    column.referenceMissing().ifPresent(share -> node.put("reference_missing_ratio", share));
    column.invalid().ifPresent(count -> node.put("invalid", count));
    column.outOfRange().ifPresent(count -> node.put("out_of_range", count));
    column.unseen().ifPresent(count -> node.put("unseen", count));
    ArrayNode bins = node.putArray("bins");
    column
        .bins()
        .forEach(
            bin ->
                bins.addObject()
                    .put("bin", bin.label())
                    .put("reference", bin.referenceShare())
                    .put("window", bin.currentShare())
                    .put("of_psi", bin.part()));
    return node;
  }
}
