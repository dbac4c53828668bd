package io.tidegauge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tidegauge.endtoend.WebhookReceiver.Notice;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With one set of rules for all models a person is told the same as with rules of each. */
class GenericRulesDeliveryTest {
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  @TempDir static Path folder;
  private static Installation installation;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.start(folder, 2, true);
  }

  @AfterAll
  static void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void theMessageIsTheUsualOne() {
    Instant start = Instant.now();
    installation.log().addUnseenMerchant();

    Notice notice =
        installation
            .receiver()
            .await(
                start,
                Duration.ofSeconds(30),
                found -> found.isTo("on-call") && found.alert().equals("MLModelUnseenCategory"));

    assertThat(notice.labels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("alertname", "MLModelUnseenCategory"),
                Map.entry("feature", "merchant"),
                Map.entry("job", "tidegauge"),
                Map.entry("model", "credit"),
                Map.entry("owner", "team-risk"),
                Map.entry("retrain", "true"),
                Map.entry("severity", "critical"),
                Map.entry("slice", "all"),
                Map.entry("version", "v1"),
                Map.entry("window", "1h")));
    assertThat(notice.annotations().get("description"))
        .matches(
            "0\\.1\\d+% of the values of merchant of credit v1 in 1h are categories that the"
                + " reference does not have\\. The limit is 0\\.1%\\.");
    assertThat(notice.annotations())
        .containsEntry(
            "runbook_url", "https://runbooks.example.com/credit/MLModelUnseenCategory.md");
  }

  /** What the generated tests give to the rules is what Prometheus has from the exporter. */
  @Test
  void theLimitsAreThoseThatTheGeneratedTestsAssume() throws Exception {
    TreeMap<String, String> assumed = new TreeMap<>();
    JsonNode tests =
        new YAMLMapper()
            .readTree(folder.resolve("generated/rules/credit.test.yml").toFile())
            .get("tests");
    for (JsonNode test : tests) {
      if (test.get("name").asText().contains(": at its limit")) {
        for (JsonNode series : test.get("input_series")) {
          String name = series.get("series").asText();
          if (name.startsWith("ml_alert_")) {
            assumed.put(labels(name).toString(), series.get("values").asText().split(" ", -1)[0]);
          }
        }
      }
    }

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              TreeMap<String, String> scraped = new TreeMap<>();
              List<PrometheusServer.Sample> samples =
                  installation.prometheus().query("{__name__=~\"ml_alert_.+\"}");
              for (PrometheusServer.Sample sample : samples) {
                TreeMap<String, String> labels = new TreeMap<>(sample.labels());
                labels.keySet().removeAll(List.of("instance", "job"));
                scraped.put(labels.toString(), plain(sample.value()));
              }
              assertThat(samples).hasSize(2 * scraped.size());
              assertThat(scraped).isEqualTo(assumed);
            });
    assertThat(new TreeSet<>(assumed.keySet())).hasSizeGreaterThan(20);
  }

  private static Map<String, String> labels(String series) {
    TreeMap<String, String> labels = new TreeMap<>();
    labels.put("__name__", series.substring(0, series.indexOf('{')));
    Matcher label = LABEL.matcher(series);
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    labels.keySet().removeAll(List.of("instance", "job", "pod"));
    return labels;
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
