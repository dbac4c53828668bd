package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a scrape while the database is slow, silent or not there. */
class DatabaseTroubleTest {
  private static final String RUNNING =
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tidegauge'"
          + " AND state <> 'idle'";

  @TempDir private Path folder;
  private Site site;

  @BeforeEach
  void make() {
    site = new Site(folder).credit();
  }

  @AfterEach
  void end() {
    site.close();
  }

  /** Another model, with a log of its own. */
  private void model(String name) {
    site.log(name);
    site.insert(name, 10, site.now().minusSeconds(600), Duration.ofSeconds(1));
    site.model(
        name, Site.CREDIT.replace("model: credit", "model: " + name).replace(": log", ": " + name));
  }

  private static void assertFailed(Exposition scrape, String model, String reason) {
    assertThat(scrape.all("ml_window_rows", "model", model)).isEmpty();
    assertThat(scrape.value("ml_exporter_collector_success", "model", model, "collector", "volume"))
        .isZero();
    assertThat(
            scrape.value(
                "ml_exporter_absent_readings",
                "model",
                model,
                "collector",
                "volume",
                "reason",
                reason))
        .isEqualTo(1);
  }

  private static void eventually(Duration time, BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("still not so after %s", time).isLessThan(end);
      Thread.sleep(50);
    }
  }

  @Test
  void aSlowTableCostsNobodyElseAndIsLeftInPeace() throws Exception {
    model("aslow");
    site.start();
    site.scrape();
    site.slow("aslow", 60);

    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      Exposition scrape = site.scrape("2");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));

      assertThat(scrape.value("ml_window_rows", "model", "credit", "slice", "all")).isEqualTo(200);
      assertFailed(scrape, "aslow", "timeout");
      assertThat(scrape.value("ml_exporter_up", "database", "warehouse")).isEqualTo(1);
      assertThat(scrape.value("ml_exporter_scrape_budget_seconds")).isEqualTo(1.5);
      eventually(Duration.ofSeconds(2), () -> Postgres.shared().value(RUNNING).equals("0"));
    }
  }

  @Test
  void aLockedTableIsATimeout() throws Exception {
    model("locked");
    site.start();
    site.scrape();
    try (Connection connection = Postgres.shared().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE " + site.schema() + ".locked IN ACCESS EXCLUSIVE MODE");

      Exposition scrape = site.scrape("2");

      assertThat(scrape.models("ml_window_rows")).containsExactly("credit");
      assertFailed(scrape, "locked", "timeout");
      assertThat(
              scrape.value(
                  "ml_exporter_collector_last_success_timestamp_seconds",
                  "model",
                  "locked",
                  "collector",
                  "volume"))
          .isEqualTo((double) Site.NOW.getEpochSecond());
      connection.rollback();
    }
    // A scrape that comes before the cancelled one has ended shares its fate.
    eventually(
        Duration.ofSeconds(5),
        () -> site.scrape().models("ml_window_rows").equals(List.of("credit", "locked")));
  }

  @Test
  void slowTablesStarveNobodyForEver() {
    site.config(Postgres.shared().port(), "user: postgres\nconnections: 1\n");
    model("aslow");
    model("bslow");
    site.start();
    site.scrape();
    site.slow("aslow", 60);
    site.slow("bslow", 60);

    // A machine under load may need some more scrapes until the slow ones have come last.
    int served = 0;
    for (int i = 0; i < 12 && served < 2; i++) {
      served =
          site.scrape("1.5").models("ml_window_rows").equals(List.of("credit")) ? served + 1 : 0;
    }

    assertThat(served).as("scrapes in a row that served the one that is not slow").isEqualTo(2);
  }

  @Test
  void aSilentDatabaseHangsNothingElse() throws Exception {
    try (Gate gate = new Gate(Postgres.shared().port()).open()) {
      site.config(gate.port(), "");
      site.start();
      assertThat(site.scrape().value("ml_exporter_up")).isEqualTo(1);
      gate.silence();
      ExecutorService scrapers = Executors.newFixedThreadPool(10);
      List<CompletableFuture<Duration>> scrapes = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        scrapes.add(
            CompletableFuture.supplyAsync(
                () -> {
                  long start = System.nanoTime();
                  Exposition scrape = site.scrape("3");
                  assertThat(scrape.value("ml_exporter_up", "database", "warehouse")).isZero();
                  assertFailed(scrape, "credit", "timeout");
                  return Duration.ofNanos(System.nanoTime() - start);
                },
                scrapers));
      }
      Thread.sleep(200);
      long[] micros = new long[20];
      for (int i = 0; i < micros.length; i++) {
        long start = System.nanoTime();
        assertThat(site.get("/-/healthy").statusCode()).isEqualTo(200);
        micros[i] = (System.nanoTime() - start) / 1000;
      }
      assertThat(scrapes).noneMatch(CompletableFuture::isDone);
      Arrays.sort(micros);
      System.out.printf(
          "/-/healthy while ten scrapes hang: median %.1f ms, 90 %% %.1f ms%n",
          micros[10] / 1e3, micros[17] / 1e3);
      assertThat(micros[17]).as("90 % of answers, in microseconds").isLessThan(500_000);
      for (CompletableFuture<Duration> scrape : scrapes) {
        assertThat(scrape.join()).isLessThan(Duration.ofSeconds(3));
      }
      scrapers.shutdown();

      gate.speak();
      eventually(
          Duration.ofSeconds(15),
          () -> site.scrape("2").find("ml_window_rows", "slice", "all").isPresent());
      eventually(Duration.ofSeconds(5), () -> Postgres.shared().value(RUNNING).equals("0"));
    }
  }

  @Test
  void aDatabaseThatIsDownAtTheStartIsFoundWhenItComes() throws Exception {
    try (Gate gate = new Gate(Postgres.shared().port())) {
      site.config(gate.port(), "");
      site.startAtOnce();

      Exposition scrape = site.scrape("2");

      assertThat(scrape.value("ml_exporter_up", "database", "warehouse")).isZero();
      assertFailed(scrape, "credit", "database");
      assertThat(scrape.value("ml_model_info", "model", "credit")).isEqualTo(1);
      assertThat(site.get("/-/healthy").statusCode()).isEqualTo(200);
      assertThat(site.get("/").statusCode()).isEqualTo(200);

      gate.open();
      eventually(Duration.ofSeconds(10), () -> site.scrape("2").value("ml_exporter_up") == 1);
      site.untilReady();
      assertThat(site.scrape().value("ml_window_rows", "slice", "all")).isEqualTo(200);
    }
  }
}
