package io.tidegauge.rulegen.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.rulegen.Promtool;
import io.tidegauge.rulegen.Specs;
import io.tidegauge.rulegen.dashboard.Boards.Written;
import io.tidegauge.rulegen.text.YamlText;
import io.tidegauge.spec.ModelSpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dashboards ask, put to Prometheus' own tool. */
class BoardQueriesTest {
  /** What it takes, newer ones take, too. */
  private final Promtool promtool = Promtool.oldest();

  @TempDir Path folder;

  private static String filled(String expression) {
    return expression
        .replace("$__rate_interval", "1m")
        .replace("\"$window\"", "\"1h\"")
        .replaceAll("\\$[a-z]+", ".+");
  }

  @Test
  void everyQueryIsOne() throws IOException, InterruptedException {
    List<String> expressions = new ArrayList<>();
    for (Written board : Boards.all()) {
      expressions.addAll(board.expressions());
      for (JsonNode annotation : board.json().path("annotations").path("list")) {
        Stream.of(annotation.path("expr").asText())
            .filter(text -> !text.isEmpty())
            .forEach(expressions::add);
      }
    }
    ObjectNode file = Board.object();
    ArrayNode rules = file.putArray("groups").addObject().put("name", "queries").putArray("rules");
    for (int i = 0; i < expressions.size(); i++) {
      rules.addObject().put("record", "query:" + i).put("expr", filled(expressions.get(i)));
    }
    Path queries = Files.writeString(folder.resolve("queries.yml"), YamlText.of(file));
    assertThat(expressions).hasSizeGreaterThan(500);
    Promtool.Result result = promtool.checkRules(List.of(queries));
    assertThat(result.output()).contains("SUCCESS: " + expressions.size() + " rules found");
    assertThat(result.status()).isZero();
  }

  /** A model has its row even while nobody reports it, or nothing but that it is there. */
  @Test
  void everyModelHasItsRow() throws IOException, InterruptedException {
    String rows = column("Model by model", 0);
    String traffic = column("Model by model", 2);
    String unreadable = column("Model by model", 6);
    assertAnswers(
        List.of(
            info("plain-1", "a:1"),
            info("plain-1", "b:1"),
            info("with.dot", "a:1"),
            "ALERTS{alertname=\"MLModelSilent\", alertstate=\"firing\", model=\"plain-1\"}",
            "ALERTS{alertname=\"MLModelTooOld\", alertstate=\"firing\", model=\"plain-1\"}",
            "ALERTS{alertname=\"MLModelTooOld\", alertstate=\"pending\", model=\"with.dot\"}",
            "ALERTS{alertname=\"MLModelNotWatched\", alertstate=\"firing\", model=\"gone\"}",
            "ALERTS{alertname=\"SomeoneElses\", alertstate=\"firing\", model=\"theirs\"}",
            "ALERTS{alertname=\"MLExporterConfigRefused\", alertstate=\"firing\"}",
            "ml_exporter_collector_success{collector=\"volume\", instance=\"a:1\", job=\"j\","
                + " model=\"plain-1\"}",
            series("ml_traffic_ratio", "1h", "v1", "a:1"),
            series("ml_traffic_ratio", "1h", "v2", "a:1"),
            series("ml_traffic_ratio", "24h", "v1", "a:1")),
        Map.of(
            rows,
            List.of(
                "{board=\"d/tidegauge-plain-1?\", model=\"plain-1\"} 2",
                "{board=\"dashboards?query=with.dot&\", model=\"with.dot\"} 0",
                "{board=\"d/tidegauge-gone?\", model=\"gone\"} 1"),
            traffic,
            List.of("{model=\"plain-1\"} 1"),
            unreadable,
            List.of("{model=\"plain-1\"} 0"),
            column("Firing alerts", 0),
            List.of("{} 4"),
            column("Databases down", 0),
            List.of("{} 0"),
            column("Models", 0),
            List.of("{} 2")));
  }

  /** Which monitors lack nothing is an answer, too. */
  @Test
  void aMonitorWhoseReadingsAreAllThereHasARow() throws IOException, InterruptedException {
    Written least = Boards.of(ModelSpecReader.read("test.yaml", Specs.LEAST));
    String of = "{collector=\"%s\", instance=\"a:1\", job=\"j\", model=\"least\"%s}";
    assertAnswers(
        List.of(
            "ml_exporter_collector_success" + of.formatted("volume", ""),
            "ml_exporter_collector_success" + of.formatted("skew", ""),
            "ml_exporter_absent_readings" + of.formatted("skew", ", reason=\"timeout\"")),
        Map.of(
            column(least, "Readings without a series", 0),
            List.of("{collector=\"volume\"} 0", "{collector=\"skew\", reason=\"timeout\"} 1")));
  }

  private static String column(String title, int index) {
    return column(Boards.fleet(), title, index);
  }

  private static String column(Written board, String title, int index) {
    return board.panels().stream()
        .filter(panel -> panel.path("title").asText().equals(title))
        .map(panel -> panel.path("targets").path(index).path("expr").asText())
        .findFirst()
        .map(expression -> expression.replace("\"$model\"", "\".*\""))
        .map(BoardQueriesTest::filled)
        .orElseThrow();
  }

  private static String info(String model, String instance) {
    return "ml_model_info{instance=\"" + instance + "\", job=\"j\", model=\"" + model + "\"}";
  }

  private static String series(String metric, String window, String version, String instance) {
    return "%s{instance=\"%s\", job=\"j\", model=\"plain-1\", version=\"%s\", window=\"%s\"}"
        .formatted(metric, instance, version, window);
  }

  /** Every series has the value 1. */
  private void assertAnswers(List<String> series, Map<String, List<String>> answers)
      throws IOException, InterruptedException {
    ObjectNode file = Board.object();
    file.putArray("rule_files");
    ObjectNode test = file.putArray("tests").addObject().put("interval", "1m");
    ArrayNode input = test.putArray("input_series");
    series.forEach(one -> input.addObject().put("series", one).put("values", "1x5"));
    ArrayNode cases = test.putArray("promql_expr_test");
    answers.forEach(
        (expression, samples) -> {
          ArrayNode expected =
              cases
                  .addObject()
                  .put("expr", expression)
                  .put("eval_time", "3m")
                  .putArray("exp_samples");
          for (String sample : samples) {
            int end = sample.lastIndexOf(' ');
            expected
                .addObject()
                .put("labels", sample.substring(0, end))
                .put("value", Integer.parseInt(sample.substring(end + 1)));
          }
        });
    Path tests = Files.writeString(folder.resolve("test.yml"), YamlText.of(file));
    Promtool.Result result = promtool.testRules(List.of(tests));
    assertThat(result.status()).as(result.output()).isZero();
  }
}
