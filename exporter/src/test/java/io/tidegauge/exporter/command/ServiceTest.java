package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporter by HTTP: its limits, its page, and how it takes a new config. */
class ServiceTest {
  private static final String CONNECTIONS =
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tidegauge'";

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

  private CompletableFuture<HttpResponse<String>> scraping() {
    CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
    Thread thread = new Thread(() -> answer.complete(site.get("/metrics")), "scraper");
    thread.setDaemon(true);
    thread.start();
    return answer;
  }

  @Test
  void scrapesOverTheLimitAreTurnedAway() throws Exception {
    site.slow("log", 2);
    site.allowing(2).start();
    CompletableFuture<HttpResponse<String>> first = scraping();
    CompletableFuture<HttpResponse<String>> second = scraping();
    Thread.sleep(1000);

    HttpResponse<String> third = site.get("/metrics");

    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(third.body()).contains("Limit of concurrent scrapes reached (2)");
    assertThat(site.get("/-/healthy").statusCode()).isEqualTo(200);
    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(second.join().statusCode()).isEqualTo(200);
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
    site.slow("log", 0.5);
    Service service = site.start();
    CompletableFuture<HttpResponse<String>> scrape = scraping();
    Thread.sleep(200);

    long start = System.nanoTime();
    service.close();

    assertThat(scrape.join().statusCode()).isEqualTo(200);
    assertThat(scrape.join().body()).contains("ml_window_rows{");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    for (int i = 0; i < 40 && !Postgres.shared().value(CONNECTIONS).equals("0"); i++) {
      Thread.sleep(50);
    }
    assertThat(Postgres.shared().value(CONNECTIONS)).isEqualTo("0");
  }
}
