package io.tidegauge.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A Prometheus that scrapes exporters and evaluates rules, if nothing else is said every second.
 */
public final class PrometheusServer implements AutoCloseable {
  /** How often it scrapes and evaluates. */
  static final Duration INTERVAL = Duration.ofSeconds(1);

  private final ServerProcess process;
  private final JsonApi api;

  /** All alerts but the one that always fires. */
  static final String ALERTS = "ALERTS{alertname!=\"MLWatchdog\"}";

  private static final String FIRING = "ALERTS{alertname!=\"MLWatchdog\",alertstate=\"firing\"}";

  /** A series at a time. */
  public record Sample(Map<String, String> labels, Instant time, double value) {}

  private PrometheusServer(ServerProcess process, URI url) {
    this.process = process;
    this.api = new JsonApi(url);
  }

  /**
   * Starts one.
   *
   * @param rules a folder of rule files
   * @param exporters ports of exporters
   * @param alertmanager the port of an Alertmanager
   */
  static PrometheusServer start(
      Program program, Path folder, Path rules, List<Integer> exporters, int alertmanager)
      throws IOException, InterruptedException {
    return start(program, folder, rules, exporters, alertmanager, INTERVAL);
  }

  /** Starts one that scrapes and evaluates as often as is said. */
  static PrometheusServer start(
      Program program,
      Path folder,
      Path rules,
      List<Integer> exporters,
      int alertmanager,
      Duration interval)
      throws IOException, InterruptedException {
    String targets =
        exporters.stream().map("\"127.0.0.1:%d\""::formatted).collect(Collectors.joining(", "));
    return start(
        program,
        folder,
        """
        global: {scrape_interval: %1$ds, scrape_timeout: %1$ds, evaluation_interval: %1$ds}
        rule_files: ["%2$s/*.rules.yml"]
        alerting:
          alertmanagers:
            - static_configs: [{targets: ["127.0.0.1:%3$d"]}]
        scrape_configs:
          - job_name: tidegauge
            static_configs: [{targets: [%4$s]}]
        """
            .formatted(interval.toSeconds(), rules, alertmanager, targets));
  }

  /** Starts one with a config. */
  static PrometheusServer start(Program program, Path folder, String text)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path config = Files.writeString(folder.resolve("prometheus.yml"), text);
    int port = ServerProcess.freePort();
    URI url = ServerProcess.url(port);
    ServerProcess process =
        ServerProcess.start(
            program,
            List.of(
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                // What fires at once is told before an Alertmanager is known, and lost until this.
                "--rules.alert.resend-delay=5s",
                "--web.listen-address=127.0.0.1:" + port),
            folder.resolve("prometheus.log"),
            url.resolve("/-/ready"));
    return new PrometheusServer(process, url);
  }

  /** What an expression says now. */
  public List<Sample> query(String expression) {
    return samples(
        api.get("/api/v1/query", Map.of("query", expression)),
        series -> List.of(series.get("value")));
  }

  /** What an expression said at a time. */
  public List<Sample> query(String expression, Instant time) {
    return samples(
        api.get("/api/v1/query", Map.of("query", expression, "time", seconds(time))),
        series -> List.of(series.get("value")));
  }

  /** Every value that an expression had in a time. */
  public List<Sample> queryRange(String expression, Instant from, Instant to, Duration step) {
    return samples(
        api.get(
            "/api/v1/query_range",
            Map.of(
                "query",
                expression,
                "start",
                seconds(from),
                "end",
                seconds(to),
                "step",
                Long.toString(step.toSeconds()))),
        series -> elements(series.get("values")));
  }

  private static String seconds(Instant time) {
    return Double.toString(time.toEpochMilli() / 1e3);
  }

  private interface Points {
    List<JsonNode> of(JsonNode series);
  }

  private static List<Sample> samples(JsonNode answer, Points points) {
    JsonNode data = answer.get("data");
    if (data.get("resultType").asText().equals("scalar")) {
      return List.of(sample(Map.of(), data.get("result")));
    }
    List<Sample> samples = new ArrayList<>();
    for (JsonNode series : data.get("result")) {
      Map<String, String> labels = JsonApi.strings(series.get("metric"));
      points.of(series).forEach(point -> samples.add(sample(labels, point)));
    }
    return samples;
  }

  private static Sample sample(Map<String, String> labels, JsonNode point) {
    return new Sample(
        labels, Instant.ofEpochMilli(Math.round(point.get(0).asDouble() * 1e3)), number(point));
  }

  private static double number(JsonNode point) {
    String text = point.get(1).asText();
    return text.endsWith("Inf")
        ? Double.parseDouble(text.replace("Inf", "Infinity"))
        : Double.parseDouble(text);
  }

  /** The values of a label, in all series or in those that a selector takes. */
  public List<String> labelValues(String label, String selector) {
    JsonNode answer =
        api.get(
            "/api/v1/label/" + label + "/values",
            selector.isEmpty() ? Map.of() : Map.of("match[]", selector));
    return elements(answer.get("data")).stream().map(JsonNode::asText).toList();
  }

  /** The labels of every alert that fired at any time since then. */
  List<Map<String, String>> firedSince(Instant start) {
    long seconds = Math.max(1, Duration.between(start, Instant.now()).toSeconds());
    String expression = "count_over_time(%s[%ds])".formatted(FIRING, seconds);
    return query(expression).stream().map(Sample::labels).toList();
  }

  String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }

  private static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
