package io.tidegauge.exporter.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.health.Credit;
import io.tidegauge.exporter.health.Scene;
import io.tidegauge.exporter.web.ListenAddress;
import io.tidegauge.exporter.web.WebContent;
import io.tidegauge.exporter.web.WebOptions;
import io.tidegauge.exporter.web.WebSecurity;
import io.tidegauge.exporter.web.WebServer;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Reason;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real Chromium: drawn, readable, and nothing refused. */
class ModelsPageInBrowserTest {
  private static final String CHARTS =
      """
      [...document.querySelectorAll('svg.chart, svg.gauge')].map(svg => {
        const box = svg.getBoundingClientRect();
        const drawn = [...svg.querySelectorAll('rect.current, rect.value')]
          .filter(bar => bar.getBoundingClientRect().height > 0).length;
        return Math.round(box.width) + 'x' + Math.round(box.height) + ':' + (drawn > 0);
      }).join(' ')
      """;

  /** The lowest contrast of any text with what lies under it, by the formula of WCAG 2. */
  private static final String CONTRAST =
      """
      (() => {
        const light = c => {
          const part = c.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
          return .2126 * part[0] + .7152 * part[1] + .0722 * part[2];
        };
        const rgb = text => text.match(/[\\d.]+/g).map(Number);
        const ground = e => {
          for (; e; e = e.parentElement) {
            const c = rgb(getComputedStyle(e).backgroundColor);
            if (c.length === 3) return c;
          }
          return [255, 255, 255];
        };
        let worst = [99, ''];
        for (const e of document.body.querySelectorAll('*')) {
          const text = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
          if (!text || e.tagName === 'title' || e.closest('.hidden')) continue;
          const style = getComputedStyle(e);
          const a = light(rgb(e.tagName === 'text' ? style.fill : style.color));
          const b = light(ground(e));
          const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
          if (contrast < worst[0]) worst = [contrast, e.tagName + '.' + (e.getAttribute('class') || '')];
        }
        return worst[0].toFixed(2) + ' ' + worst[1];
      })()
      """;

  @TempDir(cleanup = CleanupMode.ALWAYS)
  private static Path folder;

  private static WebServer server;
  private static Chromium chromium;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> executable = Chromium.find();
    if (System.getenv("CI") == null) {
      assumeTrue(
          executable.isPresent(), "skipped: no chromium on the PATH (with CI set, this fails)");
    }
    assertThat(executable).as("a chromium on the PATH").isPresent();
    Scene failed = Scene.of(Credit.SPEC.replace("credit-risk", "fraud"));
    Scene fine =
        Credit.scene(
            Credit.SPEC.replace("credit-risk", "churn").replace("shadow: v2", "shadow: v1"));
    Scene drifted = Credit.drifted();
    List<ModelSpec> specs = List.of(fine.spec(), drifted.spec(), failed.spec());
    List<Collected> latest =
        List.of(
            fine.rows("v1", 900, Duration.ofHours(1), Credit::ordinary).read(),
            drifted.read(),
            failed.fail(Reason.TIMEOUT, "database: timeout"));
    InstantSource clock = InstantSource.fixed(Scene.NOW.plusSeconds(12));
    ModelsPage page = new ModelsPage(() -> latest, () -> specs, clock, "/metrics", "0.1.0");
    server =
        WebServer.start(
            WebOptions.on(ListenAddress.parse("127.0.0.1:0")),
            new WebContent(exchange -> {}, List::of, List::of, Map.of("/", page)),
            WebSecurity.none());
    chromium = Chromium.start(executable.orElseThrow(), folder);
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void isDrawnAndReadableInLightAndDarkWideAndNarrow() throws Exception {
    for (boolean dark : new boolean[] {false, true}) {
      for (int width : new int[] {1200, 400}) {
        chromium.open(address(""), width, dark);
        String shot = "page-" + width + (dark ? "-dark" : "") + ".png";
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", shot), chromium.screenshot());

        assertThat(chromium.evaluate(CHARTS).split(" ", -1))
            .as(shot)
            .hasSizeGreaterThan(20)
            .allMatch(chart -> chart.matches("[2-9]\\d\\dx\\d{2,3}:true"));
        assertThat(Double.parseDouble(chromium.evaluate(CONTRAST).split(" ", -1)[0]))
            .as(shot + ": " + chromium.evaluate(CONTRAST))
            .isGreaterThanOrEqualTo(4.5);
        assertThat(chromium.evaluate("'' + (document.documentElement.scrollWidth > innerWidth)"))
            .as(shot + ": nothing sticks out")
            .isEqualTo("false");
        assertThat(chromium.evaluate("getComputedStyle(document.body).backgroundColor"))
            .isEqualTo(dark ? "rgb(16, 22, 28)" : "rgb(244, 246, 248)");
      }
    }
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void leadsToTheModelThatIsChosen() throws Exception {
    chromium.open(address("?model=credit-risk"), 1200, false);

    assertThat(
            chromium.evaluate(
                "[...document.querySelectorAll('.choosers a')].find(a => a.textContent === '5m').href"))
        .endsWith("/?model=credit-risk&version=v1&window=5m");
    assertThat(chromium.evaluate("document.compatMode + document.querySelectorAll('h2').length"))
        .isEqualTo("CSS1Compat4");
    assertThat(chromium.evaluate("'' + document.querySelectorAll('script').length")).isEqualTo("0");
  }

  private static URI address(String query) {
    return URI.create("http://127.0.0.1:" + server.addresses().get(0).getPort() + "/" + query);
  }
}
