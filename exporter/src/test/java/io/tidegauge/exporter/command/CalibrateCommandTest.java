package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.command.Site.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private Ran calibrate(String... more) {
    return site.run(concat("calibrate", FROM, TO, "--step=2h", "--jobs=2", more));
  }

  private static String[] concat(
      String first, String second, String third, String fourth, String fifth, String... more) {
    List<String> all = new java.util.ArrayList<>(List.of(first, second, third, fourth, fifth));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
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
    assertThat(falseAlarms()).hasSizeGreaterThan(1);

    Ran ran = calibrate("--write");
    assertThat(ran.status()).as(ran.err()).isZero();
    System.err.println(ran.out() + Files.readString(spec));
    assertThat(falseAlarms()).isEmpty();
  }
}
