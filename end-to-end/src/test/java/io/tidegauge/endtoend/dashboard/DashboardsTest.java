package io.tidegauge.endtoend.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.endtoend.LiveDemo;
import io.tidegauge.endtoend.PrometheusServer;
import io.tidegauge.endtoend.dashboard.Dashboard.Query;
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

/** Every panel of the demo's dashboards shows something while the demo runs, but for one. */
class DashboardsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SHOWN = Duration.ofMinutes(5);
  private static final Duration STEP = Duration.ofSeconds(1);

  private static final int WIDTH = 1200;

  /** The demo's log does not tell of requests without an answer. */
  private static final String UNKNOWN_TO_THE_DEMO = "Failed predictions";

  @TempDir static Path folder;
  private static LiveDemo demo;

  @BeforeAll
  static void start() throws Exception {
    // Some panels show what is wrong: something must be.
    demo =
        LiveDemo.hasty(folder, "--cycle=1h", "--incidents=stale-model@0s+50m,unit-mismatch@0s+50m");
  }

  @AfterAll
  static void stop() {
    if (demo != null) {
      demo.close();
    }
  }

  @Test
  void everyPanelShowsSomething() throws Exception {
    List<Dashboard> dashboards = new ArrayList<>();
    for (Path file : demo.dashboards()) {
      dashboards.add(Dashboard.read(file));
    }
    assertThat(dashboards).hasSize(5).noneMatch(dashboard -> dashboard.queries().isEmpty());
    await(
        () ->
            assertThat(dashboards.stream().flatMap(dashboard -> emptyQueries(dashboard).stream()))
                .as("queries without data")
                .extracting(Query::panel)
                .containsExactly(UNKNOWN_TO_THE_DEMO));
    for (Dashboard dashboard : dashboards) {
      String page = draw(dashboard);
      dashboard.panels().forEach(panel -> assertThat(page).contains(">" + panel.title() + "<"));
      if (choices(dashboard).size() == 1 && !page.contains(UNKNOWN_TO_THE_DEMO)) {
        assertThat(page).doesNotContain(BoardPage.NO_DATA);
      }
    }
  }

  /** A feature is a number or a category: what one kind has, the other has not. */
  private static List<Dashboard> choices(Dashboard dashboard) {
    return dashboard.title().endsWith("Features")
        ? List.of(
            dashboard.choosing("feature", "debt_ratio"), dashboard.choosing("feature", "purpose"))
        : List.of(dashboard);
  }

  /** Those that are empty whatever is chosen. */
  private static List<Query> emptyQueries(Dashboard dashboard) {
    List<Query> empty = new ArrayList<>(dashboard.queries());
    choices(dashboard).forEach(choice -> empty.retainAll(emptyQueries(choice, demo.prometheus())));
    return empty;
  }

  /** It stays where the build is, to be looked at. */
  private static String draw(Dashboard dashboard) throws IOException {
    String page =
        new BoardPage(choices(dashboard).get(0), demo.prometheus(), Period.last(SHOWN, STEP), WIDTH)
            .html(row -> true);
    Path pages = Files.createDirectories(Path.of("target/dashboards"));
    Files.writeString(pages.resolve(dashboard.title().replaceAll("\\W+", "-") + ".html"), page);
    return page;
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
            assertThat(emptyQueries(dashboard))
                .extracting(Query::panel)
                .containsExactly("Drift", "Never a number"));
  }

  /** The demo starts with a history of ten minutes, but Prometheus with nothing. */
  private static void await(ThrowingRunnable condition) {
    Awaitility.await().atMost(PATIENCE).untilAsserted(condition);
  }

  private static List<Query> emptyQueries(Dashboard dashboard, PrometheusServer prometheus) {
    GrafanaVariables variables = new GrafanaVariables(dashboard.variables(), prometheus);
    Period shown = Period.last(SHOWN, STEP);
    List<Query> empty = new ArrayList<>();
    for (Query query : dashboard.queries()) {
      String expression = variables.fill(query.expression());
      List<PrometheusServer.Sample> samples =
          query.instant()
              ? prometheus.query(expression)
              : prometheus.queryRange(expression, shown.from(), shown.to(), STEP);
      if (samples.stream().allMatch(sample -> Double.isNaN(sample.value()))) {
        empty.add(query);
      }
    }
    return empty;
  }
}
