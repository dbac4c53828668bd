package io.tidegauge.rulegen.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tidegauge.rulegen.Amtool;
import io.tidegauge.rulegen.Promtool;
import io.tidegauge.rulegen.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alertmanager's config, as users get it. */
class RoutingTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  private static final String BASE =
      """
      global: {resolve_timeout: 10m}
      route:
        receiver: others
        group_wait: 20s
        routes:
          - {matchers: [team="web"], receiver: web}
      receivers:
        - {name: others}
        - {name: web}
        - {name: pager}
        - {name: tickets}
        - {name: odd-pager}
        - {name: pipeline}
      inhibit_rules:
        - {source_matchers: [alertname="NodeDown"], target_matchers: [team="web"], equal: [node]}
      """;

  private static final String ROUTING =
      """
      routing:
        base: base.yml
        receivers: {critical: pager, warning: tickets}
        owners:
          'team "{{ odd }}" \\ co': {critical: odd-pager}
        retrain: pipeline
      """;

  private static final String RETRAINED =
      Specs.QUICK.replace("unseen: {", "unseen: {retrain: true, ");

  @TempDir Path folder;
  private Workspace workspace;

  @BeforeEach
  void write() throws IOException {
    workspace = new Workspace(folder);
    workspace.write("base.yml", BASE);
  }

  @Test
  void amtoolSendsEachKindOfAlertWhereItShouldGo() throws Exception {
    workspace.write("rulegen.yaml", ROUTING);
    List<Path> specs = new ArrayList<>(Specs.examples());
    specs.add(workspace.write("odd.yaml", Specs.ODD));
    specs.add(workspace.write("quick.yaml", RETRAINED));
    workspace.generate(specs.toArray(Path[]::new));

    Path script = folder.resolve("alertmanager/routes.test.sh");
    Promtool.Result result = Amtool.runScript(script);

    assertThat(result.status()).as(result.output()).isZero();
    assertThat(Files.readString(script))
        .contains("--verify.receivers='odd-pager'")
        .contains("--verify.receivers='pipeline,tickets'")
        .contains("--verify.receivers='tidegauge-nobody' 'alertname=\"MLWatchdog\"'");
  }

  /** That nobody watches the model says nothing of its server, which others scrape. */
  @Test
  void aServerThatIsDownKeepsBackWhatFollowsFromIt() throws Exception {
    workspace.write("rulegen.yaml", ROUTING);
    workspace.generate(
        workspace.write("served.yaml", Specs.SERVING),
        workspace.write("objectives.yaml", Specs.OBJECTIVES));
    String down = "";
    String notWatched = "";
    String tiers = "";
    for (JsonNode rule : config().get("inhibit_rules")) {
      String sources = rule.get("source_matchers").toString();
      down += sources.contains("MLModelServerDown") ? rule : "";
      notWatched += sources.contains("MLModelNotWatched") ? rule : "";
      tiers += sources.contains("MLModelLatencyBudgetBurn") ? rule : "";
    }
    assertThat(down)
        .contains("MLModelServerSlow", "MLModelServerErrors", "MLModelServerInstanceDown")
        .contains("MLModelLatencyBudgetBurn", "MLModelAvailabilityBudgetBurn")
        .doesNotContain("MLModelServerDiskFull");
    assertThat(notWatched).contains("MLModelLatencyBudgetBurn").doesNotContain("Server");
    assertThat(tiers).contains("critical").contains("\"equal\":[\"model\"]");
  }

  @Test
  void aWrongRouteIsFoundByTheScript() throws Exception {
    workspace.write("rulegen.yaml", ROUTING);
    workspace.generate(workspace.write("quick.yaml", RETRAINED));
    Path config = folder.resolve("alertmanager/alertmanager.yml");
    Files.writeString(config, Files.readString(config).replace("receiver: pager", "receiver: web"));

    assertThat(Amtool.runScript(folder.resolve("alertmanager/routes.test.sh")).status())
        .isNotZero();
  }

  @Test
  void whatTheUserHasStays() throws Exception {
    workspace.write("rulegen.yaml", ROUTING);
    workspace.generate(workspace.write("quick.yaml", RETRAINED));
    JsonNode base = YAML.readTree(BASE);
    JsonNode config = config();

    assertThat(config.get("global")).isEqualTo(base.get("global"));
    assertThat(config.at("/route/receiver").asText()).isEqualTo("others");
    assertThat(config.at("/route/group_wait").asText()).isEqualTo("20s");
    assertThat(config.at("/route/routes").get(config.at("/route/routes").size() - 1))
        .isEqualTo(base.at("/route/routes/0"));
    assertThat(config.get("inhibit_rules")).contains(base.at("/inhibit_rules/0"));
  }

  /**
   * Alertmanager takes a label that both lack to be equal: then an alert of one model would keep
   * back those of all others.
   */
  @Test
  void everyAlertOfAnInhibitionHasItsLabels() throws Exception {
    workspace.write("rulegen.yaml", ROUTING);
    List<Path> specs = new ArrayList<>(Specs.examples());
    specs.add(workspace.write("quick.yaml", RETRAINED));
    workspace.generate(specs.toArray(Path[]::new));
    Map<String, Set<String>> tested = labelsInTests();

    JsonNode inhibitions = config().get("inhibit_rules");
    assertThat(inhibitions).hasSizeGreaterThanOrEqualTo(4);
    for (JsonNode inhibition : inhibitions) {
      for (String side : List.of("source_matchers", "target_matchers")) {
        String matcher = inhibition.get(side).get(0).asText();
        Pattern names = Pattern.compile(matcher.replaceAll("^.*?\"|\"$", ""));
        tested.forEach(
            (alert, labels) -> {
              if (names.matcher(alert).matches()) {
                inhibition
                    .get("equal")
                    .forEach(label -> assertThat(labels).as(alert).contains(label.asText()));
              }
            });
      }
    }
  }

  /** The labels that the alerts have in their promtool tests, by the alert's name. */
  private Map<String, Set<String>> labelsInTests() throws IOException {
    Map<String, Set<String>> labels = new TreeMap<>();
    for (Path file : workspace.files(".test.yml")) {
      for (JsonNode test : YAML.readTree(file.toFile()).get("tests")) {
        for (JsonNode alerts : test.path("alert_rule_test")) {
          for (JsonNode alert : alerts.get("exp_alerts")) {
            Set<String> names = new TreeSet<>();
            alert.get("exp_labels").fieldNames().forEachRemaining(names::add);
            labels
                .computeIfAbsent(alerts.get("alertname").asText(), any -> new TreeSet<>(names))
                .retainAll(names);
          }
        }
      }
    }
    assertThat(labels).hasSizeGreaterThan(20);
    return labels;
  }

  @Test
  void aReceiverThatIsNotThereIsRefused() throws IOException {
    workspace.write("rulegen.yaml", ROUTING.replace("warning: tickets", "warning: ticket"));

    assertRefused(
        "routing.receivers: base.yml has no receiver ticket; it has odd-pager, others, pager,"
            + " pipeline, tickets, web");
  }

  @Test
  void aTrainingThatNobodyStartsIsRefused() throws IOException {
    workspace.write("rulegen.yaml", ROUTING.replace("  retrain: pipeline\n", ""));

    assertRefused("routing.retrain: is missing, and MLModelUnseenCategory asks for a training");
  }

  @Test
  void anInhibitionWhoseAlertsLackALabelIsRefused() throws IOException {
    workspace.write(
        "rulegen.yaml",
        ROUTING
            + """
              inhibitions:
                - {sources: [MLModelMissingValues], targets: [MLModelFeatureDrift], equal: [model, feature]}
                - {sources: [MLModelSlow], targets: [MLModelFeatureDrift], equal: [model, feature]}
                - {sources: [MLModelSlow], targets: [MLModelFeatureDrit]}
                - {sources: [MLModelSlow], targets: [MLModelSlow]}
            """);

    assertRefused(
        "rulegen.yaml:9:7: routing.inhibitions[1]: MLModelSlow has no label feature",
        "rulegen.yaml:10:7: routing.inhibitions[2]: no rule of these specs is called"
            + " MLModelFeatureDrit",
        "rulegen.yaml:11:7: routing.inhibitions[3]: MLModelSlow cannot explain itself");
  }

  @Test
  void aBaseThatIsNoYamlIsRefusedWithItsPlace() throws IOException {
    workspace.write("base.yml", "route: {receiver: a\n  b: [");
    workspace.write("rulegen.yaml", ROUTING);

    assertRefused("base.yml:2:");
  }

  @Test
  void aBaseWithoutARouteIsRefused() throws IOException {
    workspace.write("base.yml", "receivers: [{name: pager}, {name: tickets}]");
    workspace.write("rulegen.yaml", ROUTING);

    assertRefused("routing.base: base.yml has no root route");
  }

  private void assertRefused(String... messages) throws IOException {
    Workspace.Result result = workspace.run("generate", workspace.write("quick.yaml", RETRAINED));
    assertThat(result.status()).as(result.out()).isEqualTo(2);
    assertThat(result.out()).contains(messages);
    assertThat(workspace.files()).isEmpty();
  }

  private JsonNode config() throws IOException {
    return YAML.readTree(folder.resolve("alertmanager/alertmanager.yml").toFile());
  }
}
