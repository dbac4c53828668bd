package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegauge.exporter.command.Site.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thirteen weeks of a log on PostgreSQL: four that are the reference, five that limits are made of,
 * four in which they hold. Nothing is wrong in any of them, but each day is a little different.
 */
class CalibrateCommandTest {
  private static final String FROM = "--from=2025-12-30T00:00:00Z";
  private static final String TO = "--to=2026-02-01T00:00:00Z";

  private static final String SPEC =
      """
      # Owned by risk; ask before you change a limit.
      model: credit
      owner: team-risk
      database: warehouse
      predictions: {table: log, time: at, version: version, kind: binary, score: score}
      features:
        amount: {type: numeric, range: [0, 1000]}   # in euros
        merchant: category
        latency:
          # as the gateway sees it
          column: latency_ms
          type: numeric
          drift: 0.1   # a guess
      reference: {profile: "reference/{version}.json"}
      windows: [24h]
      alerts:
        drift: {psi: 0.1}   # everyone says so
      """;

  private Site site;

  @BeforeEach
  void logThirteenWeeks(@TempDir Path folder) {
    site = new Site(folder);
    site.log("log");
    site.execute(
        "CREATE FUNCTION share(what TEXT, i BIGINT) RETURNS FLOAT8 IMMUTABLE LANGUAGE sql AS"
            + " $$ SELECT (('x' || substr(md5(what || i), 1, 8))::bit(32)::bigint + 0.5)"
            + " / 4294967296 $$",
        "CREATE FUNCTION normal(what TEXT, i BIGINT) RETURNS FLOAT8 IMMUTABLE LANGUAGE sql AS"
            + " $$ SELECT sqrt(-2 * ln(share(what || 'r', i))) * cos(2 * pi() * share(what, i)) $$",
        // 432 rows a day
        "INSERT INTO log (at, version, score, latency_ms, amount, merchant)"
            + " SELECT TIMESTAMPTZ '2025-12-01T00:00:00Z' + i * INTERVAL '200 seconds', 'v1',"
            + " share('score', i),"
            + " 100 + 20 * (normal('latency', i) + 0.15 * normal('by day', 7 * (i / 432)))::int,"
            + " 500 + 100 * (normal('amount', i) + 0.25 * normal('day', i / 432)),"
            + " substr('abcd', 1 + (4 * power(share('merchant', i), 1.5))::int % 4, 1)"
            + " FROM generate_series(0, 432 * 91 - 1) AS g(i)",
        "CREATE INDEX ON log (at)");
    site.model("credit", SPEC);
    Ran profiled =
        site.run(
            "profile",
            "--model-version=v1",
            "--from=2025-12-01T00:00:00Z",
            "--to=2025-12-29T00:00:00Z");
    assertThat(profiled.status()).as(profiled.err()).isZero();
  }

  @AfterEach
  void close() {
    site.close();
  }

  private Ran calibrate(String from, String... more) {
    List<String> all = new ArrayList<>(List.of("calibrate", from, TO, "--step=2h", "--jobs=2"));
    all.addAll(List.of(more));
    return site.run(all.toArray(String[]::new));
  }

  private List<String> falseAlarms() {
    Ran ran =
        site.run(
            "backtest",
            "--from=2026-02-02T00:00:00Z",
            "--to=2026-03-01T00:00:00Z",
            "--step=2h",
            "--jobs=2",
            "--format=lines",
            "--state=" + site.file("state"));
    assertThat(ran.status()).as(ran.err()).isZero();
    return ran.out().lines().filter(line -> line.contains("MLModelFeatureDrift")).toList();
  }

  @Test
  void limitsThatHoldInLaterWeeks() throws IOException {
    Path spec = site.file("models/credit.yaml");
    assertThat(falseAlarms()).hasSizeGreaterThan(3);

    Ran tried = calibrate(FROM, "--evidence=" + site.file("tried"));
    assertThat(tried.status()).as(tried.err()).isZero();
    assertThat(spec).hasContent(SPEC);
    assertThat(tried.out())
        .startsWith(
            "credit: PSI in 24h, each 2h from 2025-12-30T00:00:00Z to 2026-02-01T00:00:00Z, in 4"
                + " blocks of 7 d\n  budget 1/30d; false alarms in 30 d, at most: 0.9")
        .containsPattern("for: 30m \\(now 30m\\)")
        .containsPattern("amount +0\\.1 +0\\.\\d+ +0\\.\\d{3} +\\d+ % +\\d+ % +\\d+ %");

    Ran ran = calibrate(FROM, "--write");
    assertThat(ran.status()).as(ran.err()).isZero();
    Path evidence = site.file("models/credit.calibration.json");
    assertThat(evidence).hasSameTextualContentAs(site.file("tried/credit.calibration.json"));
    JsonNode kept = new ObjectMapper().readTree(evidence.toFile());
    assertThat(kept.get("features")).hasSize(3);
    assertThat(kept.get("false_alarms_in_30d").get("expected").doubleValue()).isBetween(0.5, 1.0);
    assertThat(kept.get("false_alarms_in_30d_before").get("expected").doubleValue())
        .isGreaterThan(5);

    assertThat(Files.readString(spec))
        .isEqualTo(
            SPEC.replace(
                    ", range: [0, 1000]}", ", range: [0, 1000], drift: " + limit(kept, 0) + "}")
                .replace("drift: 0.1 ", "drift: " + limit(kept, 1) + " ")
                .replace("merchant: category", merchant(limit(kept, 2))));
    assertThat(site.run("check").status()).isZero();
    assertThat(falseAlarms()).isEmpty();
  }

  private static String limit(JsonNode kept, int feature) {
    return kept.get("features").get(feature).get("limit").asText();
  }

  private static String merchant(String limit) {
    return "merchant: {type: category, drift: " + limit + "}";
  }

  @Test
  void whatIsKnownToHaveBeenWrongIsLeftOut() {
    site.execute(
        "UPDATE log SET amount = amount + 300 WHERE at >= '2026-01-10T00:00:00Z'"
            + " AND at < '2026-01-12T00:00:00Z'");
    Path known =
        site.write(
            "incidents.yaml",
            "- {from: 2026-01-10T00:00:00Z, to: 2026-01-12T00:00:00Z, why: cents}\n");
    String evidence = "--evidence=" + site.file("tried");
    Ran without = calibrate(FROM, evidence);
    Ran ran = calibrate(FROM, evidence, "--incidents=" + known);
    assertThat(ran.out()).contains("left out: 2026-01-10T00:00:00Z to 2026-01-12T00:00:00Z cents");
    assertThat(proposed("amount", ran)).isLessThan(proposed("amount", without) / 2);
    assertThat(proposed("latency", ran)).isBetween(0.1, 0.3);
  }

  private static double proposed(String feature, Ran ran) {
    return ran.out()
        .lines()
        .filter(line -> line.startsWith("  " + feature + " "))
        .mapToDouble(line -> Double.parseDouble(line.strip().split(" +", -1)[2]))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSpecThatCannotBeChangedIsToldBeforeAnythingIsWritten() throws IOException {
    String shared = SPEC.replace("merchant: category", "merchant: &kind {type: category}");
    site.model("credit", shared);
    Ran ran = calibrate(FROM, "--write");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("credit.yaml:8:13: features.merchant: has an anchor, so that");
    assertThat(site.file("models/credit.yaml")).hasContent(shared);
    assertThat(site.file("models/credit.calibration.json")).doesNotExist();
  }

  @Test
  void tooShortAHistoryIsToldAndNothingWritten() {
    Ran ran = calibrate("--from=2026-01-25T00:00:00Z", "--write");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains("credit: too short a history: of windows of 1 d, 8 d at least are wanted");
    assertThat(site.file("models/credit.yaml")).hasContent(SPEC);
    assertThat(site.file("models/credit.calibration.json")).doesNotExist();
  }

  @Test
  void aBudgetIsACountInATime() {
    for (String budget : List.of("1", "0/30d", "1/30", "one/30d", "1/0s", "1/30d/2")) {
      Ran ran = calibrate(FROM, "--budget=" + budget);
      assertThat(ran.status()).isEqualTo(2);
      assertThat(ran.err()).contains("write 1/30d for one false alarm in 30 days");
    }
  }
}
