package io.tidegauge.endtoend.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.endtoend.LiveDemo;
import io.tidegauge.endtoend.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the README's pictures. It is no test, and its name none of a test: it runs where it is
 * asked for.
 */
class Pictures {
  private static final String INCIDENTS =
      "income-null@40s+1m20s,new-category@2m30s+10m,amount-shift@3m40s+10m";
  private static final Duration SHOWN = Duration.ofMinutes(7);

  /** Rows that tell most. */
  private static final Set<String> UNFOLDED =
      Set.of("Alerts", "Feature invariants", "Feature drift");

  private static final Size PAGE = new Size(1200, 1500);

  /** It ends below what tells most. */
  private static final Size BOARD = new Size(1200, 1696);

  private static final double BOARD_SCALE = 4.0 / 3;
  private static final int MARGINS = 32;

  @TempDir Path folder;

  @Test
  void take() throws Exception {
    try (LiveDemo demo = LiveDemo.start(folder, "--cycle=1h", "--incidents=" + INCIDENTS)) {
      TimeUnit.MILLISECONDS.sleep(SHOWN.toMillis());
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
      Path board =
          demo.dashboards().stream()
              .filter(file -> !file.endsWith("fleet.json"))
              .findFirst()
              .orElseThrow();
      String html =
          new BoardPage(
                  Dashboard.read(board).choosing("version", "v1"),
                  demo.prometheus(),
                  Period.last(SHOWN, LiveDemo.INTERVAL),
                  BOARD.width() - MARGINS)
              .html(UNFOLDED::contains);
      Path page = Files.createDirectories(Path.of("target/dashboards")).resolve("picture.html");
      chromium.picture(
          Files.writeString(page, html).toUri(),
          BOARD,
          BOARD_SCALE,
          Program.file("docs/dashboard.png"));
    }
  }
}
