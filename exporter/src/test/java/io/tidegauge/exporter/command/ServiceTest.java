package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exporter by HTTP: its limits, its page, and how it takes a new config. */
class ServiceTest {
  private static final String CONNECTIONS =
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tidegauge'";
  private static final String SLEEPING = CONNECTIONS + " AND wait_event = 'PgSleep'";

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

  /** Scrapes at the same time; their answers come in the order in which they were given. */
  private BlockingQueue<HttpResponse<String>> scraping(int scrapes) {
    BlockingQueue<HttpResponse<String>> answers = new LinkedBlockingQueue<>();
    for (int i = 0; i < scrapes; i++) {
      Thread thread = new Thread(() -> answers.add(site.get("/metrics")), "scraper");
      thread.setDaemon(true);
      thread.start();
    }
    return answers;
  }

  @Test
  void scrapesOverTheLimitAreTurnedAway() throws Exception {
    site.allowing(2).start();
    BlockingQueue<HttpResponse<String>> answers;

    try (Connection writer = Postgres.shared().connect();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("LOCK TABLE " + site.schema() + ".log IN ACCESS EXCLUSIVE MODE");
      answers = scraping(3);

      HttpResponse<String> turnedAway = answers.take();
      assertThat(turnedAway.statusCode()).isEqualTo(503);
      assertThat(turnedAway.body()).contains("Limit of concurrent scrapes reached (2)");
      assertThat(site.get("/-/healthy").statusCode()).isEqualTo(200);
    }

    assertThat(answers.take().statusCode()).isEqualTo(200);
    assertThat(answers.take().statusCode()).isEqualTo(200);
    assertThat(site.get("/metrics").statusCode()).isEqualTo(200);
  }

  @Test
  void pathsAndMethodsAreWhatTheyAre() {
    site.start();

    assertThat(site.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(site.get("/metrics/more").statusCode()).isEqualTo(404);
    assertThat(site.post("/metrics").statusCode()).isEqualTo(405);
    assertThat(site.get("/-/reload").statusCode()).isEqualTo(405);
    assertThat(
            site.send(site.request("/metrics").method("DELETE", BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(405);
  }

  @Test
  void thePageShowsTheModelsBeforeAnyScrape() {
    site.start();

    HttpResponse<String> page = site.get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.body()).contains("credit", "champion v1", "team-risk");
    assertThat(site.get("/?model=credit").body()).contains("amount", "merchant", "<svg");
  }

  @Test
  void whereTheDataComesFromIsShown() {
    site.model(
        "credit",
        Site.CREDIT.replace("merchant: category", "merchant: {type: category, personal: true}")
            + "sources: {bureau: {owner: partners, origin: bought <weekly>, terms: kept a year}}\n");
    site.start();

    assertThat(site.scrape().value("ml_source_info", "source", "bureau", "terms", "kept a year"))
        .isOne();
    assertThat(site.scrape().value("ml_personal_feature_info", "feature", "merchant")).isOne();
    assertThat(site.get("/?model=credit").body())
        .contains("bureau: bought &lt;weekly&gt;; owner: partners; terms: kept a year");
  }

  @ParameterizedTest
  @CsvSource({"false, ok", "true, silent"})
  void theStateOfAModelIsThatOfThePage(boolean rowsGone, String state) {
    site.execute("DELETE FROM log WHERE " + rowsGone + " AND id > 2000");
    site.start();

    assertThat(states(site.scrape())).containsExactly(state);
    assertThat(site.get("/").body()).contains(">" + state + "<");
  }

  private static List<String> states(Exposition scrape) {
    assertThat(scrape.all("ml_exporter_model_state", "model", "credit")).hasSize(7);
    return scrape.all("ml_exporter_model_state").stream()
        .filter(series -> series.value() == 1)
        .map(series -> series.labels().getOrDefault("state", ""))
        .toList();
  }

  @Test
  void onlyWhatIsAskedForIsServed() {
    site.start();

    Exposition scrape = Exposition.of(site.get("/metrics?name%5B%5D=ml_window_rows").body());

    assertThat(scrape.series()).isNotEmpty().allMatch(one -> one.name().equals("ml_window_rows"));
  }

  @Test
  void aReloadTakesAGoodConfigAndRefusesABadOne() throws Exception {
    site.start();
    site.scrape();

    site.model("credit", Site.CREDIT.replace("windows: [1h]", "window: [1h]"));
    HttpResponse<String> refused = site.post("/-/reload");
    assertThat(refused.statusCode()).isEqualTo(500);
    assertThat(refused.body()).contains("credit.yaml:21:1: window: unknown key", "windows");
    assertThat(site.scrape().value("ml_window_rows", "slice", "all", "window", "1h"))
        .isEqualTo(200);

    site.model("credit", Site.CREDIT.replace("windows: [1h]", "windows: [30m]"));
    assertThat(site.post("/-/reload").statusCode()).isEqualTo(200);
    assertThat(site.scrape().all("ml_window_rows", "slice", "all")).hasSize(1);
    site.untilReady();
    Exposition after = site.scrape();
    assertThat(after.value("ml_window_rows", "slice", "all", "window", "30m")).isEqualTo(80);
    assertThat(after.all("ml_window_rows", "window", "1h")).isEmpty();
    assertThat(Integer.parseInt(Postgres.shared().value(CONNECTIONS))).isLessThanOrEqualTo(2);
  }

  @Test
  void noScrapeIsLostToAReload() {
    site.slow("log", 0.05);
    site.start();
    AtomicBoolean done = new AtomicBoolean();
    List<CompletableFuture<List<Integer>>> scrapers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      CompletableFuture<List<Integer>> lost = new CompletableFuture<>();
      scrapers.add(lost);
      Thread thread =
          new Thread(
              () -> {
                List<Integer> rows = new ArrayList<>();
                while (!done.get()) {
                  rows.add((int) site.scrape().find("ml_window_rows", "slice", "all").orElse(-1));
                }
                lost.complete(rows);
              },
              "scraper");
      thread.setDaemon(true);
      thread.start();
    }
    for (int i = 0; i < 5; i++) {
      assertThat(site.post("/-/reload").statusCode()).isEqualTo(200);
    }
    done.set(true);

    for (CompletableFuture<List<Integer>> rows : scrapers) {
      assertThat(rows.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join())
          .isNotEmpty()
          .containsOnly(200);
    }
  }

  @Test
  void stoppingLetsTheScrapeUnderWayEndAndClosesTheConnections() throws Exception {
    site.slow("log", 1);
    Service service = site.start();
    BlockingQueue<HttpResponse<String>> answers = scraping(1);
    while (Postgres.shared().value(SLEEPING).equals("0")) {
      Thread.sleep(10);
    }

    long start = System.nanoTime();
    service.close();

    HttpResponse<String> scrape = answers.take();
    assertThat(scrape.statusCode()).isEqualTo(200);
    assertThat(scrape.body()).contains("ml_window_rows{");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    for (int i = 0; i < 40 && !Postgres.shared().value(CONNECTIONS).equals("0"); i++) {
      Thread.sleep(50);
    }
    assertThat(Postgres.shared().value(CONNECTIONS)).isEqualTo("0");
  }
}
