package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.command.Site.Ran;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands print, write and answer with. */
class CommandsTest {
  @TempDir private Path folder;
  private Site site;

  @BeforeEach
  void make() {
    site = new Site(folder);
    site.log("log");
    site.insert("log", 2000, Site.NOW.minus(Duration.ofDays(1)), Duration.ofSeconds(30));
    site.insert("log", 200, Site.NOW.minus(Duration.ofMinutes(50)), Duration.ofSeconds(10));
    site.model("credit", Site.CREDIT);
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void onceScrapesAtTheClocksTime() {
    site.profile("v1");

    Ran ran = site.run("once", "--clock=2026-03-01T12:00:00Z,0x");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    Exposition scrape = Exposition.of(ran.out());
    assertThat(scrape.value("ml_window_rows", "slice", "all")).isEqualTo(200);
    assertThat(scrape.value("ml_silence_seconds")).isEqualTo(1010);
    assertThat(site.run("once", "--clock=yesterday").status()).isEqualTo(2);
    assertThat(site.run("once", "--clock=yesterday").err())
        .contains("--clock: \"yesterday\" is not a clock");
  }

  /** Alerts on a monitor that cannot be read have limits, too. */
  @Test
  void limitsAreSeriesWhereTheyAreAskedForWhateverTheDatabaseSays() {
    site.profile("v1");
    String clock = "--clock=2026-03-01T12:00:00Z,0x";
    assertThat(site.run("once", clock).out()).doesNotContain("ml_alert_");
    site.background("{every: 10s}\nalert_limits: true");

    Exposition scrape = Exposition.of(site.run("once", clock).out());
    site.execute("ALTER TABLE log RENAME TO gone");
    Exposition without = Exposition.of(site.run("once", clock).out());

    assertThat(scrape.value("ml_alert_limit", "alert", "MLModelUnseenCategory")).isEqualTo(0.01);
    assertThat(scrape.value("ml_alert_min_rows", "alert", "MLModelUnseenCategory")).isEqualTo(300);
    assertThat(scrape.value("ml_alert_limit", "alert", "MLModelMonitorUnreadable")).isEqualTo(1);
    assertThat(without.all("ml_alert_limit")).hasSameSizeAs(scrape.all("ml_alert_limit"));
    assertThat(site.run("check").out()).containsPattern("alert limits +\\d+");
  }

  @Test
  void onceWritesAWholeFile() throws Exception {
    site.profile("v1");
    Path file = folder.resolve("node/textfile/credit.prom");

    Ran ran = site.run("once", "--clock=2026-03-01T12:00:00Z,0x", "--textfile=" + file);

    assertThat(ran.status()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(Exposition.of(Files.readString(file)).value("ml_window_rows", "slice", "all"))
        .isEqualTo(200);
    try (var left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void onceSaysWhichMonitorFailed() {
    site.profile("v1");
    site.execute("ALTER TABLE log RENAME TO gone");

    Ran ran = site.run("once", "--clock=2026-03-01T12:00:00Z,0x");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("credit: volume failed: ", "relation", "does not exist");
    Exposition scrape = Exposition.of(ran.out());
    assertThat(scrape.value("ml_exporter_up", "database", "warehouse")).isEqualTo(1); // it answered
    assertThat(scrape.all("ml_window_rows")).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    site.model("credit", Site.CREDIT.replace("kind: binary", "kind: binari"));
    site.model("other", Site.CREDIT.replace("windows: [1h]", "windows: [1h, 1]"));
    for (String command : new String[] {"once", "check", "serve", "profile"}) {
      Ran ran = site.run(command);

      assertThat(ran.status()).as(command).isEqualTo(2);
      assertThat(ran.err())
          .containsPattern("models/credit\\.yaml:10:9: predictions\\.kind: .*binary")
          .containsPattern("models/other\\.yaml:21:15: windows\\[1]: ");
      assertThat(ran.err().lines()).hasSize(2);
      assertThat(ran.out()).isEmpty();
    }
  }

  @Test
  void whatDoesNotFitTogetherIsSaid() {
    site.model("other", Site.CREDIT.replace("database: warehouse", "database: lake"));

    Ran ran = site.run("check");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .contains("model: \"credit\" is in ", "credit.yaml too; rename one")
        .contains("database: the config has no database \"lake\"; it has warehouse");
  }

  @Test
  void aDatabaseThatNoOneKnowsIsSaid() {
    site.write(
        "tidegauge.yaml",
        "databases:\n  warehouse:\n    url: jdbc:mysql://db/x\nmodels: [models/*.yaml]\n");

    Ran ran = site.run("check");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .contains("tidegauge.yaml:1:1: databases.warehouse.url: no driver understands it");
  }

  @Test
  void checkNeedsNoDatabase() {
    site.config(1, "");

    Ran ran = site.run("check");

    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .contains(
            "credit.yaml: credit", "series: at most ", "feature_drift", "memory of the counts")
        .contains("version v1 has no profile yet: make ", "reference/v1.json")
        .contains("1 models, 1 databases: no problem found");
  }

  @Test
  void checkSaysWhatCountingInTheDatabaseLeavesOut() {
    site.write(
        "tidegauge.yaml",
        """
        databases:
          warehouse: {url: "jdbc:postgresql://db/x", count: in-database}
        models: [models/*.yaml]
        """);

    Ran ran = site.run("check");

    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .contains("no quantiles of the latency: database warehouse has \"count: in-database\"");
  }

  @Test
  void checkRefusesWeightsWhereTheDatabaseCounts() {
    site.write(
        "tidegauge.yaml",
        """
        databases:
          warehouse: {url: "jdbc:postgresql://db/x", count: in-database}
        models: [sampled.yaml]
        """);
    site.write(
        "sampled.yaml",
        """
        model: sampled
        database: warehouse
        predictions: {table: t, time: at, id: i, kind: binary, score: s, weight: w}
        features: {x: numeric}
        """);

    Ran ran = site.run("check");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .contains(
            "sampled.yaml:1:1: predictions.weight: weighted rows are counted here, and database"
                + " warehouse has \"count: in-database\"; take one of the two out");
  }

  @Test
  void checkRefusesMoreSeriesThanTheBudget() {
    String features =
        IntStream.range(0, 100)
            .mapToObj("  f%d: numeric%n"::formatted)
            .collect(Collectors.joining());
    site.model("credit", Site.CREDIT.replace("features:\n", "features:\n" + features));

    Ran ran = site.run("check");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .containsPattern("series_budget: the model can come to [0-9]+ series, 5000 are allowed")
        .containsPattern("feature_invariants [0-9]+, feature_drift [0-9]+")
        .contains("watch fewer windows, slices or versions (max_versions), or raise series_budget");
  }

  @Test
  void aProfileIsWrittenWhereTheSpecLooksAndIsReproducible() throws Exception {
    Ran ran = site.run("profile", "--model-version=v1", "--to=2026-03-01T11:00:00Z");

    Path file = folder.resolve("models/reference/v1.json");
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).startsWith(file + ": 2000 rows, ").containsPattern("sha256 [0-9a-f]{64}");
    String first = Files.readString(file);
    site.profile("v1");
    assertThat(Files.readString(file)).isEqualTo(first);
    Ran here = site.run("profile", "--model-version=v1", "--to=2026-03-01T11:00:00Z", "-o", "-");
    assertThat(here.out()).isEqualTo(first);
  }

  @Test
  void aProfileOfWhatIsNotThereIsRefused() {
    assertThat(site.run("profile").err()).contains("--model-version is missing");
    Ran model = site.run("profile", "--model=debit", "--model-version=v1");
    assertThat(model.status()).isEqualTo(2);
    assertThat(model.err()).contains("--model must be one of [credit]");
    Ran version = site.run("profile", "--model-version=v7");
    assertThat(version.status()).isEqualTo(1);
    assertThat(version.err()).contains("v7");
    Ran table = site.run("profile", "--model-version=v1", "--table=nowhere");
    assertThat(table.status()).isEqualTo(1);
    assertThat(table.err()).contains("relation \"nowhere\" does not exist");
    assertThat(folder.resolve("models/reference")).doesNotExist();
  }

  @Test
  void anAddressThatCannotBeHadIsSaid() throws Exception {
    Ran wrong = site.run("serve", "--web.listen-address=nowhere");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("\"nowhere\" has no port: write \":10049\"");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran busy = site.run("serve", "--web.listen-address=127.0.0.1:" + taken.getLocalPort());
      assertThat(busy.status()).isEqualTo(1);
      assertThat(busy.err()).contains("serve: can't listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void aConfigThatIsNotThereIsSaid() {
    Ran ran = Site.runAsIs("check", "--config.file=" + folder.resolve("nothing.yaml"));

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("nothing.yaml").doesNotContain("\tat ");
  }
}
