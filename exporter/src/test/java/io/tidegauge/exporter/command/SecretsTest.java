package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.command.Site.Ran;
import io.tidegauge.exporter.log.LogFormat;
import io.tidegauge.exporter.log.LogLevel;
import io.tidegauge.exporter.log.LogSetup;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That no password and nothing of a person is in anything that comes out, at debug level too. */
class SecretsTest {
  private static final String PASSWORD = "planted-pa55word";
  private static final String CATEGORY = "Planted-Person";
  private static final String NUMBER = "73219";

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream err = System.err;
  private Site site;

  @BeforeEach
  void make() {
    site = new Site(folder).credit();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    LogSetup.install(LogLevel.DEBUG, LogFormat.LOGFMT, System.err);
  }

  @AfterEach
  void end() {
    site.close();
    System.setErr(err);
    LogSetup.install(LogLevel.INFO, LogFormat.LOGFMT, System.err);
  }

  private String everything() {
    return site.get("/metrics").body()
        + site.get("/").body()
        + site.get("/?model=credit").body()
        + site.get("/-/ready").body()
        + site.post("/-/reload").body()
        + printed.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void thePasswordIsNowhere(LogFormat format) throws Exception {
    LogSetup.install(LogLevel.DEBUG, format, System.err);
    String role = "reader_" + site.schema();
    Postgres.shared().execute("CREATE ROLE " + role + " LOGIN PASSWORD 'another'");
    Path rules = Path.of(Postgres.shared().value("SHOW hba_file"));
    Files.writeString(
        rules, "host all " + role + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
    Postgres.shared().execute("SELECT pg_reload_conf()");
    site.write("secrets/warehouse", PASSWORD + "\n");
    int wrongPort = 1;
    for (int port : new int[] {Postgres.shared().port(), wrongPort}) {
      site.config(port, "user: " + role + "\npassword_file: secrets/warehouse\n");
      Service service = site.startAtOnce();
      String all = everything();
      Ran once = site.run("once", "--log.level=debug");
      service.close();

      assertThat(once.status()).isEqualTo(1);
      assertThat(all + once + printed)
          .doesNotContain(PASSWORD)
          .contains("ml_exporter_up{")
          .contains(port == wrongPort ? "refused" : "password authentication failed");
    }
    Postgres.shared().execute("DROP ROLE " + role);
  }

  @Test
  void aPasswordOfTheEnvironmentIsNowhere() {
    // HOME stands for the variable: its value is the wrong password of a user who does not exist.
    site.config(Postgres.shared().port(), "user: nobody_here\npassword_env: HOME\n");
    site.startAtOnce();

    String home = System.getenv("HOME");

    assertThat(home).isNotBlank();
    assertThat(everything()).contains("nobody_here").doesNotContain("password=" + home);
  }

  @Test
  void nothingOfAPersonIsAnywhere() throws Exception {
    site.execute(
        "UPDATE log SET merchant = '" + CATEGORY + "' WHERE id % 5 = 0",
        "UPDATE log SET amount = " + NUMBER + " WHERE id % 3 = 0",
        "ALTER TABLE log ADD age TEXT",
        "UPDATE log SET age = CASE WHEN id % 7 = 0 THEN '" + CATEGORY + "' ELSE '40' END");
    site.model(
        "credit",
        Site.CREDIT
            .replace("range: [0, 1000]}", "range: [0, 100000], personal: true}")
            .replace(
                "  merchant: category\n",
                """
                  merchant: {type: category, personal: true}
                  age: {expr: CAST(age AS DOUBLE PRECISION), type: numeric, personal: true}
                """));
    Ran profile = site.run("profile", "--model-version=v1", "--to=2026-03-01T11:00:00Z");
    LogSetup.install(LogLevel.DEBUG, LogFormat.LOGFMT, System.err);
    site.insert("log", 30, Site.NOW.minusSeconds(60), Duration.ofSeconds(1));
    site.start();

    String all = everything() + profile + site.run("once") + site.run("check");

    assertThat(profile.status()).isZero();
    assertThat(all)
        .contains("ml_feature_drift_psi{", "feature=\"merchant\"", "feature=\"amount\"")
        .doesNotContain(CATEGORY, NUMBER);
    assertThat(Files.readString(folder.resolve("models/reference/v1.json")))
        .contains("\"amount\"", "\"merchant\"")
        .doesNotContain(CATEGORY, NUMBER);
  }
}
