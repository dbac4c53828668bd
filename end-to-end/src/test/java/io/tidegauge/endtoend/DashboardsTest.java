package io.tidegauge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.endtoend.Dashboard.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every panel of the demo's dashboards shows something while the demo runs. */
class DashboardsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SHOWN = Duration.ofMinutes(5);
  private static final Duration STEP = Duration.ofSeconds(1);

  @TempDir static Path folder;
  private static final Parts PARTS = new Parts();
  private static PrometheusServer prometheus;
  private static Generated generated;

  @BeforeAll
  static void start() throws Exception {
    Program demo = Program.demo();
    Program prometheusProgram = Program.find("prometheus");
    int port = ServerProcess.freePort();
    PARTS.add(
        ServerProcess.start(
            demo,
            List.of(
                "--folder=" + folder.resolve("demo"),
                "--port=" + port,
                "--exporter=" + Program.built(Program.EXPORTER),
                "--cycle=1h",
                // Some panels show what is wrong: something must be.
                "--incidents=stale-model@0s+50m"),
            folder.resolve("demo.log"),
            ServerProcess.url(port).resolve("/-/healthy")));
    generated =
        Generated.from(folder.resolve("generated"), folder.resolve("demo/credit-risk.yaml"));
    prometheus =
        PARTS.add(
            PrometheusServer.start(
                prometheusProgram,
                folder.resolve("prometheus"),
                generated.hastyRules(),
                List.of(port),
                ServerProcess.freePort()));
  }

  @AfterAll
  static void stop() {
    PARTS.close();
  }

  @Test
  void everyPanelShowsSomething() throws Exception {
    List<Dashboard> dashboards = new ArrayList<>();
    for (Path file : generated.dashboards()) {
      dashboards.add(Dashboard.read(file));
    }
    assertThat(dashboards).isNotEmpty().noneMatch(dashboard -> dashboard.queries().isEmpty());
    await(
        () ->
            assertThat(dashboards.stream().flatMap(dashboard -> emptyPanels(dashboard).stream()))
                .as("queries without data")
                .isEmpty());
  }

  @Test
  void aPanelWithoutDataIsFound(@TempDir Path other) throws IOException {
    Path file = other.resolve("dashboard.json");
    Files.writeString(
        file,
        """
        {
          "title": "By hand",
          "templating": {"list": [
            {"name": "datasource", "type": "datasource", "query": "prometheus"},
            {"name": "model", "type": "query", "query": "label_values(ml_model_info, model)"},
            {"name": "feature", "type": "query", "allValue": ".+", "current": {"value": ["$__all"]},
             "query": {"query": "label_values(ml_feature_drift_psi{model=\\"$model\\"}, feature)"}}
          ]},
          "panels": [
            {"type": "row", "collapsed": true, "panels": [
              {"title": "Drift", "targets": [
                {"expr": "ml_feature_drift_psi{model=\\"$model\\", feature=~\\"$feature\\"}"},
                {"expr": "ml_feature_drift_psi{model=\\"${model:regex}\\", feature=\\"no\\"}"}]}]},
            {"title": "Predictions", "targets": [
              {"expr": "rate(ml_predictions_total[$__rate_interval])", "instant": true}]},
            {"title": "Never a number", "targets": [{"expr": "0 * ml_model_info / 0"}]},
            {"title": "Notes", "type": "text"}
          ]
        }
        """);

    Dashboard dashboard = Dashboard.read(file);

    assertThat(dashboard.queries()).hasSize(4);
    await(
        () ->
            assertThat(emptyPanels(dashboard))
                .containsExactly(
                    "By hand: Drift: ml_feature_drift_psi{model=\"credit-risk\", feature=\"no\"}",
                    "By hand: Never a number: 0 * ml_model_info / 0"));
  }

  /** The demo starts with a history of ten minutes, but Prometheus with nothing. */
  private static void await(ThrowingRunnable condition) {
    Awaitility.await().atMost(PATIENCE).untilAsserted(condition);
  }

  private static List<String> emptyPanels(Dashboard dashboard) {
    GrafanaVariables variables = new GrafanaVariables(dashboard.variables(), prometheus);
    List<String> empty = new ArrayList<>();
    for (Query query : dashboard.queries()) {
      String expression = variables.fill(query.expression());
      List<PrometheusServer.Sample> samples =
          query.instant()
              ? prometheus.query(expression)
              : prometheus.queryRange(expression, SHOWN, STEP);
      if (samples.stream().allMatch(sample -> Double.isNaN(sample.value()))) {
        empty.add(dashboard.title() + ": " + query.panel() + ": " + expression);
      }
    }
    return empty;
  }
}
