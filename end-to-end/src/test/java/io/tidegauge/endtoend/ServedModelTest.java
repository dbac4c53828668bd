package io.tidegauge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegauge.endtoend.PrometheusServer.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model's server that Micrometer measures, on a host that node_exporter does: real ones, scraped
 * by a real Prometheus.
 */
class ServedModelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SLOW = Duration.ofMillis(400);

  private static final String SPEC =
      """
      model: served
      database: main
      predictions: {table: log, time: at, kind: regression, score: p}
      features: {a: numeric}
      serving:
        preset: spring
        signals: {latency: {kind: quantile, of: http_server_requests_seconds}}
        job: scoring
        limits: {latency: 250ms, disk: 99.9%, memory: 99.9%, cpu: 99.9%}
        host: {preset: node_exporter, job: node}
      """;

  @TempDir Path folder;

  @Test
  void everySignalHasAValueAndAlertsFire() throws Exception {
    Generated generated =
        Generated.from(
            folder.resolve("generated"), Files.writeString(folder.resolve("served.yaml"), SPEC));
    int nodePort = ServerProcess.freePort();
    try (ModelServer server = new ModelServer();
        ServerProcess node = node(nodePort);
        PrometheusServer prometheus = prometheus(generated, server.port(), nodePort)) {
      assertThat(node.isAlive()).isTrue();
      server.serve(1, 200, SLOW);
      server.serve(1, 500, SLOW);
      await(() -> !prometheus.query("rate(http_server_requests_seconds_count[1m])").isEmpty());
      server.serve(300, 200, SLOW);
      server.serve(100, 500, SLOW);

      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Map<String, List<Sample>> shown = shown(generated, prometheus);
                assertThat(shown).hasSizeGreaterThan(10);
                assertThat(shown).allSatisfy((title, samples) -> assertThat(samples).isNotEmpty());
                assertThat(shown)
                    .allSatisfy(
                        (title, samples) ->
                            assertThat(samples).allMatch(one -> Double.isFinite(one.value())));
                assertThat(value(shown, "Server: share of failed requests"))
                    .isCloseTo(0.25, within(0.01));
                // The histogram's buckets are as wide as a tenth of the value, and wider.
                assertThat(value(shown, "Server: latency")).isCloseTo(0.4, within(0.06));
                for (String part : List.of("Server", "Host")) {
                  assertThat(shown.get(part + ": share of the memory in use"))
                      .allMatch(one -> one.value() > 0 && one.value() < 1);
                }
                assertThat(shown.get("Host: share of the disk in use"))
                    .allMatch(one -> one.value() >= 0 && one.value() <= 1);
              });
      await(() -> fires(prometheus, "MLModelServerErrors"));
      await(() -> fires(prometheus, "MLModelServerSlow"));
      assertThat(fires(prometheus, "MLModelServerDown")).isFalse();
      assertThat(fires(prometheus, "MLModelServerMemoryFull")).isFalse();

      server.stop();

      await(() -> fires(prometheus, "MLModelServerDown"));
      await(() -> fires(prometheus, "MLModelServerInstanceDown"));
    }
  }

  private ServerProcess node(int port) throws Exception {
    return ServerProcess.start(
        Program.find("node_exporter", "prometheus-node-exporter"),
        List.of("--web.listen-address=127.0.0.1:" + port),
        folder.resolve("node.log"),
        ServerProcess.url(port).resolve("/metrics"));
  }

  private PrometheusServer prometheus(Generated generated, int server, int node) throws Exception {
    Path rules = generated.hastyRules();
    // Counters of five seconds, in which nothing comes any more, say nothing of an error.
    Path file = rules.resolve("served.serving.rules.yml");
    Files.writeString(file, Files.readString(file).replace("[5s]", "[5m]"));
    return PrometheusServer.start(
        Program.find("prometheus"),
        folder.resolve("prometheus"),
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
        rule_files: ["%s/served.serving.rules.yml"]
        scrape_configs:
          - job_name: scoring
            static_configs: [{targets: ["127.0.0.1:%d"]}]
          - job_name: node
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
            .formatted(rules, server, node));
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(200, TimeUnit.MILLISECONDS).until(condition);
  }

  private static boolean fires(PrometheusServer prometheus, String alert) {
    return !prometheus
        .query("ALERTS{alertstate=\"firing\", alertname=\"" + alert + "\", model=\"served\"}")
        .isEmpty();
  }

  private static double value(Map<String, List<Sample>> shown, String title) {
    return shown.getOrDefault(title, List.of()).get(0).value();
  }

  /** What each panel of the section shows. */
  private static Map<String, List<Sample>> shown(Generated generated, PrometheusServer prometheus)
      throws Exception {
    Map<String, List<Sample>> shown = new LinkedHashMap<>();
    boolean inSection = false;
    JsonNode board =
        JsonApi.JSON.readTree(
            Files.readString(generated.folder().resolve("dashboards/served.json")));
    for (JsonNode panel : board.get("panels")) {
      if (panel.get("type").asText().equals("row")) {
        inSection = panel.get("title").asText().equals("Serving");
      } else if (inSection) {
        String expression = panel.get("targets").get(0).get("expr").asText();
        shown.put(
            panel.get("title").asText(),
            prometheus.query(expression.replace("$__rate_interval", "1m")));
      }
    }
    return shown;
  }
}
