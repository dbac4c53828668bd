package io.tidegauge.endtoend.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.endtoend.LiveDemo;
import io.tidegauge.endtoend.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the README's pictures. It is no test, and its name none of a test: it runs where it is
 * asked for.
 */
class Pictures {
  private static final String INCIDENTS =
      "income-null@1m+1m30s,new-category@3m30s+10m,amount-shift@5m+10m";
  private static final Duration SHOWN = Duration.ofMinutes(8);
  private static final Duration STEP = Duration.ofSeconds(1);

  /** Rows that tell most. */
  private static final Set<String> UNFOLDED =
      Set.of("Alerts", "Feature invariants", "Feature drift");

  private static final Size PAGE = new Size(1200, 1500);
  private static final double BOARD_SCALE = 4.0 / 3;
  private static final int MARGINS = 32;

  @TempDir Path folder;

  @Test
  void take() throws Exception {
    try (LiveDemo demo = LiveDemo.start(folder, "--cycle=1h", "--incidents=" + INCIDENTS)) {
      Thread.sleep(SHOWN.toMillis());
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(
                          demo.prometheus()
                              .query("ALERTS{alertstate=\"firing\", feature=~\"amount|purpose\"}"))
                      .isNotEmpty());
      Chromium chromium = new Chromium(folder);
      chromium.picture(demo.page(), PAGE, 1, Program.file("docs/page.png"));
      for (Path file : demo.dashboards()) {
        if (!file.endsWith("fleet.json")) {
          Dashboard dashboard = Dashboard.read(file).choosing("version", "v1");
          String html =
              new BoardPage(
                      dashboard,
                      demo.prometheus(),
                      Period.last(SHOWN, STEP),
                      PAGE.width() - MARGINS)
                  .html(UNFOLDED::contains);
          Path page =
              Files.writeString(
                  Files.createDirectories(Path.of("target/dashboards")).resolve("picture.html"),
                  html);
          chromium.picture(
              page.toUri(),
              new Size(PAGE.width(), 1500),
              BOARD_SCALE,
              Program.file("docs/dashboard.png"));
        }
      }
    }
  }
}
