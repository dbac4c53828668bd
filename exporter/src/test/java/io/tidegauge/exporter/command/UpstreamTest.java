package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model stands on, changed by others while it is watched. */
class UpstreamTest {
  private static final String DEPENDENCIES =
      """
      consumers: [app]
      dependencies:
        code: {owner: team-features, column: code}
        library:
          query: SELECT version, since FROM releases WHERE name = 'library' -- of ours
      """;

  @TempDir private Path folder;
  private Site site;

  @BeforeEach
  void make() {
    site = new Site(folder);
  }

  @AfterEach
  void end() {
    site.close();
  }

  /** The lines of this monitor, without what is written above each family. */
  private static String lines(Exposition scrape) {
    return scrape
        .text()
        .lines()
        .filter(line -> line.matches("(ml_schema_|ml_dependency_|ml_model_consumer_).*"))
        .map(line -> line.replaceAll("fingerprint=\"[0-9a-f]{12}\"", "fingerprint=\"\""))
        .sorted()
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private Exposition scrapeUntil(Predicate<Exposition> fits) throws InterruptedException {
    Exposition scrape = site.scrape();
    for (int i = 0; i < 600 && !fits.test(scrape); i++) {
      Thread.sleep(50);
      scrape = site.scrape();
    }
    assertThat(fits.test(scrape)).as(lines(scrape)).isTrue();
    return scrape;
  }

  /** The background runs each second, not each ten. */
  private void often() throws IOException {
    Path config = site.file("tidegauge.yaml");
    Files.writeString(config, Files.readString(config).replace("every: 10s", "every: 1s"));
  }

  private void releases() {
    site.execute(
        "ALTER TABLE log ADD COLUMN code TEXT",
        "UPDATE log SET code = CASE WHEN at < TIMESTAMPTZ '2026-03-01 11:30:00Z' THEN 'c1'"
            + " ELSE 'c2' END",
        "CREATE TABLE releases (name TEXT, version TEXT, since TIMESTAMPTZ)",
        "INSERT INTO releases VALUES ('library', '1.9', '2026-01-01T00:00:00Z'),"
            + " ('library', '2.0', '2026-03-01T11:59:00Z'),"
            + " ('library', '3.0', '2026-03-01T12:30:00Z'), ('other', '7', '2026-03-01T00:00:00Z')");
  }

  @Test
  void tablesAndDependenciesThatHaveChanged() {
    site.credit();
    releases();
    site.model("credit", Site.CREDIT + DEPENDENCIES);
    site.profile("v1");
    site.execute(
        "ALTER TABLE log DROP COLUMN merchant",
        "ALTER TABLE log ALTER COLUMN amount TYPE NUMERIC",
        "ALTER TABLE log ADD COLUMN note TEXT");
    Service service = site.start();
    String expected =
        """
        ml_dependency_change_age_seconds{dependency="code",from="c1",model="credit",to="c2",upstream_owner="team-features"} 1800.0
        ml_dependency_change_age_seconds{dependency="library",from="1.9",model="credit",to="2.0",upstream_owner=""} 60.0
        ml_dependency_changed_timestamp_seconds{dependency="code",model="credit"} 1.7723646E9
        ml_dependency_changed_timestamp_seconds{dependency="library",model="credit"} 1.77236634E9
        ml_dependency_info{dependency="code",model="credit",upstream_owner="team-features",value="c2"} 1
        ml_dependency_info{dependency="library",model="credit",upstream_owner="",value="2.0"} 1
        ml_model_consumer_info{consumer="app",model="credit"} 1
        ml_schema_column_broken{column="amount",from="float8",model="credit",table="log",to="numeric",version="v1"} 1.0
        ml_schema_column_broken{column="merchant",from="text",model="credit",table="log",to="missing",version="v1"} 1.0
        ml_schema_columns{model="credit",table="log"} 11.0
        ml_schema_info{fingerprint="",model="credit",table="log"} 1
        ml_schema_missing_columns{model="credit",table="log",version="v1"} 1.0
        ml_schema_new_columns{model="credit",table="log",version="v1"} 1.0
        ml_schema_retyped_columns{model="credit",table="log",version="v1"} 1.0
        """;

    String text = site.scrape().text();
    assertThat(lines(Exposition.of(text))).isEqualTo(expected);
    service.close();
    site.start();
    String restarted = site.scrape().text();
    assertThat(lines(Exposition.of(restarted))).isEqualTo(expected);
    assertThat(restarted.lines().filter(line -> line.startsWith("ml_schema_info")))
        .containsExactlyElementsOf(
            text.lines().filter(line -> line.startsWith("ml_schema_info")).toList());
  }

  @Test
  void aChangeIsSeenWhileItHappensAndOnceMoreAfterARestart() throws Exception {
    site.credit();
    releases();
    site.model("credit", Site.CREDIT + DEPENDENCIES);
    often();
    Service service = site.start();
    Exposition before = site.scrape();
    assertThat(before.value("ml_dependency_info", "dependency", "code", "value", "c2")).isOne();

    site.pass(Duration.ofMinutes(40));
    site.insert("log", 20, Site.NOW.plus(Duration.ofMinutes(35)), Duration.ofSeconds(10));
    site.execute(
        "UPDATE log SET code = 'c3' WHERE code IS NULL",
        "ALTER TABLE log RENAME COLUMN merchant TO shop");
    Exposition after =
        scrapeUntil(
            scrape ->
                scrape.find("ml_dependency_info", "value", "c3").isPresent()
                    && scrape.find("ml_schema_column_broken").isPresent());
    String lines = lines(after);
    assertThat(after.value("ml_dependency_change_age_seconds", "from", "c2", "to", "c3"))
        .isEqualTo(300);
    assertThat(after.value("ml_dependency_change_age_seconds", "from", "2.0", "to", "3.0"))
        .isEqualTo(600);
    assertThat(
            after.value(
                "ml_schema_column_broken", "column", "merchant", "from", "text", "to", "missing"))
        .isOne();
    assertThat(after.value("ml_schema_new_columns", "table", "log")).isEqualTo(2);
    service.close();
    site.start();
    assertThat(lines(site.scrape())).isEqualTo(lines);
  }

  /** Where the rows cannot be read any more, their columns are the reason to be told. */
  @Test
  void aTableThatIsGoneIsToldThoughNoVersionHasARole() throws Exception {
    site.credit();
    site.model("credit", Site.CREDIT.replace("  versions: {champion: v1}\n", ""));
    often();
    site.start();
    assertThat(site.scrape().value("ml_schema_columns", "table", "log")).isEqualTo(10);

    site.execute("ALTER TABLE log RENAME TO elsewhere");
    Exposition scrape =
        scrapeUntil(found -> found.find("ml_schema_columns", "table", "log").orElse(9) == 0);
    assertThat(scrape.value("ml_exporter_collector_success", "collector", "volume")).isZero();
    assertThat(scrape.value("ml_exporter_collector_success", "collector", "dependencies")).isOne();
    assertThat(scrape.value("ml_schema_missing_columns", "version", "v1")).isEqualTo(10);
    assertThat(scrape.all("ml_schema_column_broken", "to", "missing"))
        .extracting(series -> series.labels().get("column"))
        .contains("at", "amount", "merchant", "score", "version");
  }

  @Test
  void aProfileWithoutASchemaIsNoReference() throws Exception {
    site.credit();
    Path profile = site.file("models/reference/v1.json");
    String text = Files.readString(profile);
    assertThat(text).contains("\"schema\" : {");
    Files.writeString(profile, text.replaceFirst("(?s),\n  \"schema\" : .*", "\n}\n"));
    site.execute("ALTER TABLE log RENAME COLUMN merchant TO shop");
    site.start();

    Exposition scrape = site.scrape();
    assertThat(lines(scrape))
        .isEqualTo(
            """
            ml_schema_columns{model="credit",table="log"} 10.0
            ml_schema_info{fingerprint="",model="credit",table="log"} 1
            """);
    assertThat(
            scrape.value(
                "ml_exporter_absent_readings",
                "collector",
                "dependencies",
                "reason",
                "no_reference"))
        .isOne();
    assertThat(scrape.value("ml_profile_rows", "version", "v1")).isEqualTo(2000);
  }

  @Test
  void whatCannotBeReadCostsNothingElse() {
    site.credit();
    releases();
    site.execute("CREATE TABLE rates (currency TEXT)", "CREATE TABLE hidden (x INTEGER)");
    site.model(
        "credit",
        Site.CREDIT
            + DEPENDENCIES
            + """
              nothing: {query: "SELECT version, since FROM nowhere"}
              silent: {query: "SELECT version, since FROM releases WHERE false"}
              rates: {owner: team-treasury, table: rates}
              hidden: {table: hidden}
              gone: {table: gone}
            """);
    String role = "upstream_" + site.schema();
    Postgres.shared().execute("CREATE ROLE " + role + " LOGIN");
    site.execute(
        "GRANT USAGE ON SCHEMA " + site.schema() + " TO " + role,
        "GRANT SELECT ON log, releases, rates TO " + role);
    site.config(Postgres.shared().port(), "user: " + role + "\n");
    try {
      site.start();
      Exposition scrape = site.scrape();
      assertThat(scrape.all("ml_dependency_info")).hasSize(2);
      assertThat(scrape.all("ml_schema_columns"))
          .extracting(series -> series.labels().get("table") + " " + series.value())
          .containsExactly("gone 0.0", "log 11.0", "rates 1.0");
      for (String failed : new String[] {"database 2.0", "no_data 1.0", "no_reference 2.0"}) {
        String[] reason = failed.split(" ", -1);
        assertThat(
                scrape.value(
                    "ml_exporter_absent_readings",
                    "collector",
                    "dependencies",
                    "reason",
                    reason[0]))
            .as(failed)
            .isEqualTo(Double.parseDouble(reason[1]));
      }
      assertThat(scrape.all("ml_exporter_collector_success"))
          .isNotEmpty()
          .allMatch(series -> series.value() == 1);
    } finally {
      site.close();
      Postgres.shared().execute("DROP OWNED BY " + role, "DROP ROLE " + role);
      site = new Site(folder);
    }
  }

  @Test
  void filesThatHaveChanged() throws SQLException {
    site.write(
        "tidegauge.yaml",
        """
        databases:
          warehouse: {url: "jdbc:duckdb:", files: {log: %1$s/log-*.parquet}}
        models: ["models/*.yaml"]
        """
            .formatted(folder));
    site.model(
        "credit",
        """
        model: credit
        database: warehouse
        predictions: {table: log, time: at, version: version, kind: binary, score: score}
        features: {amount: numeric}
        reference: {profile: "reference/{version}.json"}
        dependencies: {code: {column: code}}
        """);
    String rows =
        "SELECT now() - INTERVAL 1 SECOND * (3000 - i) AS at, 'v1' AS version, i / 3000.0 AS score,"
            + " %s AS amount, CASE WHEN i < 2000 THEN 'c1' ELSE 'c2' END AS code"
            + " FROM range(3000) g(i)";
    parquet(rows.formatted("i"));
    Site.Ran profiled = site.run("profile", "--model-version=v1");
    assertThat(profiled.status()).as(profiled.toString()).isZero();

    Exposition before = Exposition.of(site.run("once").out());
    assertThat(before.all("ml_schema_column_broken")).isEmpty();
    assertThat(before.value("ml_schema_retyped_columns", "table", "log")).isZero();
    assertThat(before.value("ml_dependency_change_age_seconds", "from", "c1", "to", "c2"))
        .isBetween(990.0, 1100.0);
    parquet(rows.formatted("CAST(i AS INTEGER)"));
    Exposition after = Exposition.of(site.run("once").out());
    assertThat(
            after.value(
                "ml_schema_column_broken", "column", "amount", "from", "bigint", "to", "integer"))
        .isOne();
  }

  private void parquet(String rows) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + rows + ") TO '" + folder + "/log-0.parquet' (FORMAT parquet)");
    }
  }
}
