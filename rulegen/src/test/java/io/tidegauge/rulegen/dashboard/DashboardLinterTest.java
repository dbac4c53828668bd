package io.tidegauge.rulegen.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.rulegen.dashboard.Boards.Written;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of Grafana's dashboard-linter 0.2, each under its name. */
class DashboardLinterTest {
  private static final String ALL = "io.tidegauge.rulegen.dashboard.Boards#all";

  /** Those of the linter's frozen list that are of use here. */
  private static final Set<String> UNITS =
      Set.of(
          "none", "short", "percentunit", "s", "dateTimeFromNow", "ops", "reqps", "bytes", "Bps");

  private static final String TEXT = "\"(?:[^\"\\\\]|\\\\.)*\"";

  private static final Pattern SELECTOR =
      Pattern.compile(
          "\\b(ml_\\w+|ALERTS)\\b(?:\\{((?:\\w+(?:=~|!~|!=|=)" + TEXT + "(?:, )?)*)})?");

  private static final Pattern MATCHER = Pattern.compile("(\\w+)((?:=~|!~|!=|=)" + TEXT + ")");

  private static List<MatchResult> selectors(Written board) {
    return board.expressions().stream()
        .flatMap(expression -> SELECTOR.matcher(expression).results())
        .toList();
  }

  private static Map<String, String> matchers(MatchResult selector) {
    Map<String, String> matchers = new HashMap<>();
    MATCHER
        .matcher(Objects.requireNonNullElse(selector.group(2), ""))
        .results()
        .forEach(found -> matchers.put(found.group(1), found.group(2)));
    return matchers;
  }

  private static Map<String, JsonNode> variables(Written board) {
    Map<String, JsonNode> variables = new HashMap<>();
    for (JsonNode variable : board.json().path("templating").path("list")) {
      variables.put(variable.path("name").asText(), variable);
    }
    return variables;
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void templateDatasourceRule(Written board) {
    JsonNode datasource = Objects.requireNonNull(variables(board).get("datasource"));
    assertThat(datasource.path("type").asText()).isEqualTo("datasource");
    assertThat(datasource.path("query").asText()).isEqualTo("prometheus");
    assertThat(datasource.path("label").asText()).isEqualTo("Data source");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void templateJobAndInstanceRules(Written board) {
    Map.of("job", "Job", "instance", "Instance")
        .forEach(
            (name, label) -> {
              JsonNode variable = Objects.requireNonNull(variables(board).get(name));
              assertThat(variable.path("datasource").path("uid").asText())
                  .isEqualTo("${datasource}");
              assertThat(variable.path("type").asText()).isEqualTo("query");
              assertThat(variable.path("label").asText()).isEqualTo(label);
              assertThat(variable.path("multi").asBoolean()).isTrue();
              assertThat(variable.path("allValue").asText()).isEqualTo(".+");
            });
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void templateLabelPromqlAndOnTimeChangeReloadRules(Written board) {
    variables(board).values().stream()
        .filter(variable -> variable.path("type").asText().equals("query"))
        .forEach(
            variable -> {
              assertThat(variable.path("query").asText())
                  .matches("label_values\\(" + SELECTOR + ", [a-z]+\\)");
              assertThat(variable.path("definition")).isEqualTo(variable.path("query"));
              assertThat(variable.path("refresh").asInt()).isEqualTo(2);
            });
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void panelRules(Written board) {
    for (JsonNode panel : board.panels()) {
      assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
      assertThat(panel.path("title").asText()).isNotEmpty();
      assertThat(panel.path("description").asText()).isNotEmpty();
      JsonNode defaults = panel.path("fieldConfig").path("defaults");
      assertThat(defaults.path("unit").asText()).isIn(UNITS);
      // Even empty ones would keep the linter from looking at the unit.
      assertThat(defaults.has("mappings"))
          .isEqualTo(panel.path("type").asText().equals("state-timeline"));
      assertThat(panel.path("targets").isArray()).isTrue();
      for (JsonNode target : panel.path("targets")) {
        assertThat(target.path("datasource")).isEqualTo(panel.path("datasource"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void targetRateIntervalAndCounterRules(Written board) {
    for (String expression : board.expressions()) {
      assertThat(expression).doesNotContain("irate(");
      // A counter by itself says nothing, and a rate over a fixed time misleads; not so an
      // increase.
      assertThat(expression.split("_total\\b", -1))
          .hasSameSizeAs(
              (expression + " ")
                  .split(
                      "(rate\\([\\w:]+_total\\{[^}]*}\\[\\$__rate_interval]"
                          + "|increase\\(ml_\\w+_total\\{[^}]*}\\[\\d+[mhd]])\\)",
                      -1));
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void targetJobAndInstanceRules(Written board) {
    assertThat(selectors(board)).hasSizeGreaterThan(4);
    for (MatchResult selector : selectors(board)) {
      // What this leaves out stands, with the reason, in the linter's exclusions.
      if (selector.group(1).startsWith("ml_")) {
        assertThat(matchers(selector))
            .containsEntry("job", "=~\"$job\"")
            .containsEntry("instance", "=~\"$instance\"");
      }
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void uneditableDashboard(Written board) {
    assertThat(board.json().path("editable").asBoolean(true)).isFalse();
  }

  /**
   * Not the linter's: what is asked for is exported, and narrowed to one model if it is a model's.
   */
  @ParameterizedTest
  @MethodSource(ALL)
  void everySelectorIsOfAMetricThatIsExported(Written board) {
    Map<String, MetricDefinition> exported = new HashMap<>();
    ExporterMetrics.everyFamily().forEach(metric -> exported.put(metric.name(), metric));
    for (MatchResult selector : selectors(board)) {
      if (!selector.group(1).startsWith("ml_")) {
        continue;
      }
      MetricDefinition metric =
          Objects.requireNonNull(
              exported.get(selector.group(1).replaceAll("_(bucket|count)$", "")),
              selector.group(1));
      Set<String> labels = new TreeSet<>(matchers(selector).keySet());
      labels.removeAll(List.of("job", "instance"));
      if (selector.group(1).endsWith("_bucket")) {
        labels.remove("le");
      }
      assertThat(metric.labels()).containsAll(labels);
      if (metric.labels().contains("model")) {
        assertThat(labels).contains("model");
      }
    }
  }

  @Test
  void exclusionsAreForTwoRulesWithTheirReasons() {
    assertThat(LintExclusions.text("# Mark.\n"))
        .startsWith("# Mark.\nexclusions:\n  target-instance-rule:\n    reason: ")
        .contains("\n  target-job-rule:\n    reason: ")
        .hasLineCount(6);
  }
}
