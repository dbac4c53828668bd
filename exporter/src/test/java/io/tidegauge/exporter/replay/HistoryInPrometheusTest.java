package io.tidegauge.exporter.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegauge.alert.AlertTimeline;
import io.tidegauge.alert.DueAlert;
import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Monitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * The history that a backtest writes, imported into a real Prometheus: the expressions of the
 * committed rules find there at each hour what the backtest found.
 */
class HistoryInPrometheusTest {
  private static final Duration STEP = Duration.ofHours(1);

  @Test
  void theRulesFindInTheBlocksWhatTheBacktestFound(@TempDir Path folder)
      throws IOException, InterruptedException {
    Promtool promtool = Promtool.find();
    Promtool.find("prometheus");
    BankReplay bank = BankReplay.get();
    Path blocks = folder.resolve("data");
    Promtool.Result created = promtool.createBlocks(bank.replay().openMetrics(), blocks);
    assertThat(created.passed()).as(created.text()).isTrue();

    Map<String, AlertDefinition> definitions =
        Monitor.enabledAlerts(bank.spec()).stream()
            .collect(Collectors.toMap(AlertDefinition::name, Function.identity()));
    SortedMap<Instant, List<DueAlert>> due = new TreeMap<>();
    BankReplay.HOURS.forEach(hour -> due.put(hour, new ArrayList<>()));
    try (HistoryServer server = HistoryServer.start(blocks, folder)) {
      for (JsonNode rule : rules()) {
        AlertDefinition alert =
            Objects.requireNonNull(definitions.get(rule.path("alert").asText()));
        JsonNode found =
            server.queryRange(rule.path("expr").asText(), BankReplay.FIRST, BankReplay.LAST, STEP);
        for (JsonNode series : found) {
          SortedMap<String, String> labels = new TreeMap<>();
          series
              .path("metric")
              .properties()
              .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
          for (JsonNode point : series.path("values")) {
            Objects.requireNonNull(due.get(Instant.ofEpochSecond(point.get(0).asLong())))
                .add(new DueAlert(alert, labels, 1, 0, OptionalDouble.empty(), false));
          }
        }
      }
    }
    AlertTimeline timeline = new AlertTimeline();
    due.forEach(timeline::evaluate);
    assertThat(timeline.firings(BankReplay.LAST.plus(STEP)))
        .map(Object::toString)
        .containsExactlyElementsOf(
            bank.replay().intervals().stream().map(Object::toString).toList());
  }

  private static JsonNode rules() throws IOException {
    Object file = new Yaml().load(Files.readString(BankReplay.RULES));
    return new ObjectMapper().valueToTree(file).path("groups").path(0).path("rules");
  }
}
