package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegauge.exporter.command.Site.Ran;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log on PostgreSQL in which an unknown merchant came at half past eleven; it is twelve. */
class ExplainCommandTest {
  private Site site;

  @BeforeEach
  void plantAFault(@TempDir Path folder) {
    site = new Site(folder);
    site.log("log");
    site.insert("log", 6 * 1800, Site.NOW.minus(Duration.ofHours(6)), Duration.ofSeconds(2));
    site.model("credit", Site.CREDIT);
    site.profile("v1");
    site.execute(
        "UPDATE log SET merchant = 'o''zzz' WHERE at >= '2026-03-01T11:30:00Z'",
        "UPDATE log SET amount = NULL WHERE at >= '2026-03-01T11:45:00Z' AND id % 2 = 0");
  }

  @AfterEach
  void close() {
    site.close();
  }

  private Ran explain(String... words) {
    List<String> arguments = new ArrayList<>(List.of("explain"));
    arguments.addAll(List.of(words));
    arguments.add("--clock=" + Site.NOW + ",0x");
    return site.run(arguments.toArray(String[]::new));
  }

  private Ran explainOnStdin(String text, String... more) {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
      List<String> words = new ArrayList<>(List.of("-"));
      words.addAll(List.of(more));
      return explain(words.toArray(String[]::new));
    } finally {
      System.setIn(before);
    }
  }

  /** The rows that the printed SQL shows, by the column that it ends with. */
  private String rows(Ran ran, String what) {
    String sql =
        ran.out()
            .lines()
            .dropWhile(line -> !line.equals("  rows:"))
            .skip(2) // the zone
            .takeWhile(line -> line.startsWith("    "))
            .collect(Collectors.joining("\n"))
            .replace(";", "");
    Postgres postgres = Postgres.shared();
    postgres.execute("ALTER ROLE postgres SET search_path TO " + site.schema());
    try {
      return postgres.value("SELECT " + what + " FROM (" + sql + ") AS shown");
    } finally {
      postgres.execute("ALTER ROLE postgres RESET search_path");
    }
  }

  @Test
  void aCategoryThatIsUnseen() {
    Ran ran = explain("MLModelUnseenCategory", "model=credit", "feature=merchant", "window=1h");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .startsWith("MLModelUnseenCategory of credit, at 2026-03-01T12:00:00Z\n")
        .contains("  due: feature=merchant slice=all version=v1 window=1h\n")
        .contains(
            "    ml_feature_unseen_ratio 50 %, limit above 1 %\n", "    1,800 rows, at least 300\n")
        .contains(
            "  since: 2026-03-01T11:37:30Z (looked at every 7 min 30 s since 2026-03-01T06:00:00Z)")
        .contains("  fires when it was due for 10 min\n")
        .contains("  window: 2026-03-01T11:00:00Z to 2026-03-01T12:00:00Z\n")
        .contains("    unseen 900, 50 %\n")
        .containsPattern("bin +reference +window +of the PSI\n +\\(unseen\\) +0 % +50 % +92.9 %\n")
        .contains("NOT IN ('a', 'b', 'c')");
    assertThat(rows(ran, "count(*) || ' ' || min(merchant) || ' ' || max(merchant)"))
        .isEqualTo("50 o'zzz o'zzz");
  }

  @Test
  void valuesThatAreMissing() {
    Ran ran =
        explain("{alertname=\"MLModelMissingValues\", feature=\"amount\", job=\"tidegauge\"}");

    assertThat(ran.out())
        .contains("  due: feature=amount slice=all version=v1 window=1h\n")
        .contains("    missing 225, 12.5 %; in the reference 0 %\n")
        .contains("  since: 2026-03-01T11:52:30Z ");
    assertThat(rows(ran, "count(*) || ' ' || count(amount)")).isEqualTo("50 0");
  }

  @Test
  void anAlertThatIsNotDue() {
    Ran now = explain("MLModelFeatureDrift", "feature=amount");
    assertThat(now.out())
        .contains("  not due: feature=amount", ", limit above 0.2: within it\n", ": not above it")
        .contains("  since: not due at any time (looked at every ");

    Ran before = explain("MLModelUnseenCategory", "feature=merchant", "--at=2026-03-01T11:20:00Z");
    assertThat(before.out())
        .contains("at 2026-03-01T11:20:00Z\n", "  not due: feature=merchant")
        .contains("    ml_feature_unseen_ratio 0 %, limit above 1 %: within it\n");
  }

  @Test
  void oneThatIsOverAgain() {
    site.execute("UPDATE log SET merchant = 'a' WHERE at >= '2026-03-01T08:00:00Z'");
    site.execute(
        "UPDATE log SET merchant = 'zzz' WHERE at >= '2026-03-01T08:00:00Z' AND at < '2026-03-01T08:30:00Z'");

    assertThat(explain("MLModelUnseenCategory", "feature=merchant").out())
        .contains("  last due: 2026-03-01T08:07:30Z to 2026-03-01T09:22:30Z (looked at every ");
  }

  @Test
  void tooFewRows() {
    Ran ran = explain("MLModelUnseenCategory", "feature=merchant", "--at=2026-03-01T06:05:00Z");

    assertThat(ran.out()).contains("    150 rows, at least 300: too few\n");
  }

  @Test
  void nothingPersonalIsShown() {
    site.model(
        "credit",
        Site.CREDIT
            .replace("merchant: category", "merchant: {type: category, personal: true}")
            .replace("range: [0, 1000]}", "range: [0, 1000], personal: true}"));
    site.execute(
        "UPDATE log SET merchant = 'c' WHERE at < '2026-03-01T11:30:00Z' AND merchant = 'b'");
    site.profile("v1");

    Ran unseen = explain("MLModelUnseenCategory", "feature=merchant");
    assertThat(unseen.out())
        .contains("  due: ", "  merchant (personal: no value is shown): 1,800 rows\n", "(unseen)")
        .doesNotContain("zzz", "NOT IN", "AS \"merchant\"", "'a'");
    Ran missing = explain("MLModelMissingValues", "feature=amount", "--json");
    assertThat(missing.out())
        .contains("\\\"amount\\\" IS NULL")
        .doesNotContain("AS \\\"amount\\\"");
  }

  @Test
  void whatAlertmanagerSends() throws Exception {
    String webhook =
        """
        {"version": "4", "status": "firing", "alerts": [
          {"status": "firing", "labels": {"alertname": "MLModelUnseenCategory", "model": "credit",
           "feature": "merchant", "slice": "all", "version": "v1", "window": "1h", "severity": "warning"}},
          {"status": "firing", "labels": {"alertname": "MLModelSilent", "model": "credit"}}]}
        """;
    site.model("credit", Site.CREDIT + "traffic: {largest_gap: 1m}\n");

    Ran ran = explainOnStdin(webhook, "--json");

    assertThat(ran.err()).isEmpty();
    List<String> lines = ran.out().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode unseen = new ObjectMapper().readTree(lines.get(0));
    assertThat(unseen.at("/due").asBoolean()).isTrue();
    assertThat(unseen.at("/readings/0/value").asDouble()).isEqualTo(0.5);
    assertThat(unseen.at("/readings/0/limit").asDouble()).isEqualTo(0.01);
    assertThat(unseen.at("/since/from").asText()).isEqualTo("2026-03-01T11:37:30Z");
    assertThat(unseen.at("/column/bins/0/bin").asText()).isEqualTo("(unseen)");
    assertThat(unseen.at("/column/bins/0/window").asDouble()).isEqualTo(0.5);
    JsonNode silent = new ObjectMapper().readTree(lines.get(1));
    assertThat(silent.at("/readings/0/metric").asText()).isEqualTo("ml_silence_seconds");
    assertThat(silent.at("/due").asBoolean()).isFalse();

    String amtool = "[{\"labels\": {\"alertname\": \"MLModelTrafficLow\", \"model\": \"credit\"}}]";
    assertThat(explainOnStdin(amtool).out()).startsWith("MLModelTrafficLow of credit, at ");
  }

  @Test
  void whatTheDatabaseTellsOnlyOfNow() {
    site.execute("ALTER TABLE log ALTER failed TYPE TEXT");

    Ran ran = explain("MLModelSchemaBroken");

    assertThat(ran.out()).contains("  due: ", "ml_").doesNotContain("since: ", "rows:");
  }

  @Test
  void whatIsNotThereIsSaid() {
    site.execute("ALTER TABLE log RENAME TO gone");
    Ran unread = explain("MLModelUnseenCategory");
    assertThat(unread.out())
        .contains("  no reading: no rows: ", "relation", "does not exist")
        .doesNotContain("since: ");
    assertThat(unread.status()).isEqualTo(1);
    site.execute("ALTER TABLE gone RENAME TO log");

    assertThat(explain("MLModelUnseenCategory", "feature=merchant", "version=v7").out())
        .contains("no reading: there are readings of feature=merchant slice=all version=v1");
  }

  @Test
  void wrongWordsAreRefused() {
    assertRefused(
        explain("MLModelUnsenCategory"), "(did you mean \"MLModelUnseenCategory\"?); it has ");
    assertRefused(explain("MLModelSkew", "model=credit"), "credit has no alert MLModelSkew");
    assertRefused(
        explain("MLModelUnseenCategory", "model=credot"), "there is no model credot; write");
    assertRefused(explain("MLModelUnseenCategory", "merchant"), "\"merchant\" is no label=value");
    assertRefused(explain("{model=\"credit\"}"), "no alert: the label alertname is missing");
    assertRefused(explain("{alertname=\"A\", what}"), "no labels in \"what\"; write {alertname");
    assertRefused(explainOnStdin("nothing"), "no alert: not JSON: ");
    assertRefused(explainOnStdin("[]"), "no alert: there is no alert in it");
  }

  private static void assertRefused(Ran ran, String message) {
    assertThat(ran.err()).contains(message);
    assertThat(ran.status()).isEqualTo(2);
  }
}
