package io.tidegauge.endtoend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.endtoend.Program;
import io.tidegauge.endtoend.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo as its users run it, with the exporter as its child. Time is that of the data: a scrape
 * counts as so many seconds into an incident as its newest row is, so that a slow machine changes
 * nothing.
 */
class DemoEndToEndTest {
  /**
   * A series must show its incident by then: two scrapes at the 15 s that demos of Prometheus use.
   * Two scrapes at 5 s would be too much to ask: with one minute of rows in the window, ten seconds
   * of an incident are a sixth of them. Were a sixth of all rows moved into the tenth of one bin,
   * which is the most that any shift can do, PSI would be 0.165, and the threshold is 0.2.
   */
  private static final int TWO_SCRAPES = 30;

  /** For how long after that a series must stay above its threshold. */
  private static final int STAYS = 15;

  /** A minute, the window, and what it takes to write, to read and to fill a bucket. */
  private static final int GONE_AFTER = 70;

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** The first of them late enough for a slow machine to have readings before. */
  private static final String INCIDENTS =
      "income-null@45s+45s,new-category@48s+45s,unit-mismatch@51s+45s,stale-model@54s+50s,"
          + "amount-shift@45s+55s";

  @TempDir Path folder;

  /** A series and what incidents.json promises of it. */
  private record Promise(
      Instant from,
      long lastsSeconds,
      String name,
      Map<String, String> labels,
      double above,
      int within) {

    double highest(Scraped scrape) {
      return scrape.values(name, labels).max().orElse(0);
    }
  }

  @Test
  void everyIncidentShowsWithinTwoScrapes() throws Exception {
    int port = ServerProcess.freePort();
    List<Scraped> scrapes = new ArrayList<>();
    List<ProcessHandle> children;
    try (DemoProgram demo =
        DemoProgram.start(
            folder,
            port,
            "--rate=15",
            "--cycle=1h",
            "--duration=185s",
            "--incidents=" + INCIDENTS)) {
      demo.await("first readings", () -> demo.hasSaid("first readings"));
      // Drift is there with the first scrape; labels and dependencies are read beside it.
      demo.await("all read once", () -> Scraped.isReady(port));
      children = demo.children();
      scrapeUntilTheEnd(demo, port, scrapes);
      assertThat(demo.awaitEnd(PATIENCE)).as(demo.log()).isZero();
      assertThat(demo.log()).doesNotContain("level=error", "Exception");
    }
    assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertFree(port);
    List<Promise> promises = promises(Files.readString(folder.resolve("incidents.json")));
    assertThat(promises).hasSize(9);
    // The first series of each incident is the one that shows it in time; others come later.
    assertThat(promises.stream().filter(promise -> promise.within() <= TWO_SCRAPES))
        .extracting(promise -> promise.name() + promise.labels().getOrDefault("feature", ""))
        .containsExactlyInAnyOrder(
            "ml_feature_missing_ratioincome",
            "ml_prediction_latency_seconds",
            "ml_feature_unseen_ratiopurpose",
            "ml_feature_out_of_range_ratiodebt_ratio",
            "ml_dependency_change_age_seconds",
            "ml_model_age_seconds",
            "ml_feature_drift_psiamount");
    SoftAssertions all = new SoftAssertions();
    promises.forEach(promise -> check(promise, scrapes, all));
    for (Scraped scrape : scrapes) {
      all.assertThat(scrape.values("ml_exporter_collector_success", Map.of()))
          .as("monitors at %s", scrape.at())
          .isNotEmpty()
          .containsOnly(1.0);
      all.assertThat(scrape.body().lines().filter(line -> line.endsWith(" NaN")))
          .as("series without a value at %s", scrape.at())
          .isEmpty();
    }
    all.assertAll();
    checkMetrics(scrapes.get(scrapes.size() / 2).body());
  }

  private static void scrapeUntilTheEnd(DemoProgram demo, int port, List<Scraped> scrapes)
      throws InterruptedException, IOException {
    while (demo.isAlive()) {
      try {
        scrapes.add(Scraped.from(port));
      } catch (IOException e) {
        // The demo may have ended since; if it has not, this is a failure.
        TimeUnit.SECONDS.sleep(1);
        assertThat(demo.isAlive()).as("a scrape failed: %s%n%s", e, demo.log()).isFalse();
      }
      TimeUnit.SECONDS.sleep(5);
    }
  }

  private static void check(Promise promise, List<Scraped> scrapes, SoftAssertions all) {
    Instant promised = promise.from().plusSeconds(promise.within());
    Instant gone = promise.from().plusSeconds(promise.lastsSeconds() + GONE_AFTER);
    boolean pairs = promise.name().startsWith("ml_feature_skewed");
    List<Scraped> before =
        scrapes.stream().filter(scrape -> scrape.at().isBefore(promise.from())).toList();
    List<Scraped> during =
        scrapes.stream()
            .filter(scrape -> !scrape.newestRow().isBefore(promised))
            .filter(scrape -> scrape.at().isBefore(promised.plusSeconds(STAYS)))
            .toList();
    // Skew is that of matured rows, a minute and a half later: the demo has ended by then.
    List<Scraped> after =
        scrapes.stream().filter(scrape -> !pairs && scrape.newestRow().isAfter(gone)).toList();
    // On a very slow machine there are no readings yet when the incident begins.
    all.assertThat(during).as("scrapes during %s", promise).isNotEmpty();
    all.assertThat(after.isEmpty()).as("no scrapes after %s", promise).isEqualTo(pairs);
    all.assertThat(before)
        .as("before %s", promise)
        .allMatch(scrape -> promise.highest(scrape) <= promise.above());
    all.assertThat(during)
        .as("during %s", promise)
        .allMatch(scrape -> promise.highest(scrape) > promise.above());
    all.assertThat(after)
        .as("after %s", promise)
        .allMatch(scrape -> promise.highest(scrape) <= promise.above());
  }

  private static List<Promise> promises(String json) {
    List<Promise> promises = new ArrayList<>();
    Pattern incident =
        Pattern.compile(
            "\"first\": \"(.*?)\",\\s*\"lasts_seconds\": (\\d+),.*?\"series\": \\[(.*?)\\]",
            Pattern.DOTALL);
    for (MatchResult found : incident.matcher(json).results().toList()) {
      Pattern.compile(
              "\"name\": \"(.*?)\", \"labels\": \\{(.*?)\\}, \"above\": (.*?), "
                  + "\"within_seconds\": (\\d+)")
          .matcher(found.group(3))
          .results()
          .map(
              series ->
                  new Promise(
                      Instant.parse(found.group(1)),
                      Long.parseLong(found.group(2)),
                      series.group(1),
                      labels(series.group(2)),
                      Double.parseDouble(series.group(3)),
                      Integer.parseInt(series.group(4))))
          .forEach(promises::add);
    }
    return promises;
  }

  private static Map<String, String> labels(String json) {
    Map<String, String> labels = new TreeMap<>();
    Pattern.compile("\"(.*?)\": \"(.*?)\"")
        .matcher(json)
        .results()
        .forEach(label -> labels.put(label.group(1), label.group(2)));
    return labels;
  }

  private void checkMetrics(String body) throws IOException, InterruptedException {
    Path metrics = Files.writeString(folder.resolve("metrics.txt"), body);
    Path said = folder.resolve("promtool.txt");
    Process promtool =
        new ProcessBuilder(
                Stream.concat(
                        Program.find("promtool").command().stream(), Stream.of("check", "metrics"))
                    .toList())
            .redirectInput(metrics.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int status = promtool.waitFor();
    assertThat(Files.readString(said)).isEmpty();
    assertThat(status).isZero();
  }

  @Test
  void takesTheExporterAlongWhenItIsStopped() throws Exception {
    int port = ServerProcess.freePort();
    try (DemoProgram demo = DemoProgram.start(folder, port, "--rate=5", "--incidents=none")) {
      demo.await("serving", () -> demo.hasSaid("serving 1 models"));
      List<ProcessHandle> children = demo.children();
      demo.terminate();
      demo.awaitEnd(PATIENCE);
      assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
      assertFree(port);
    }
  }

  @Test
  void takesTheProfilesAlongWhenItIsStopped() throws Exception {
    int port = ServerProcess.freePort();
    try (DemoProgram demo = DemoProgram.start(folder, port, "--rate=5", "--incidents=none")) {
      demo.await("a child", () -> !demo.children().isEmpty());
      List<ProcessHandle> children = demo.children();
      demo.terminate();
      demo.awaitEnd(PATIENCE);
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
  }

  @Test
  void saysWhatToDoWhereThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DemoProgram demo = DemoProgram.start(folder, taken.getLocalPort())) {
      assertThat(demo.awaitEnd(PATIENCE)).isEqualTo(1);
      assertThat(demo.log())
          .startsWith("Port " + taken.getLocalPort() + " is taken")
          .contains("make demo PORT=" + (taken.getLocalPort() + 1));
    }
  }

  private static void assertFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
    }
  }
}
