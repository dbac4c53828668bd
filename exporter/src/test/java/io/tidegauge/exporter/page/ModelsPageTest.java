package io.tidegauge.exporter.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.health.Credit;
import io.tidegauge.exporter.health.Scene;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelsPageTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Scene.NOW.plusSeconds(12));

  @Test
  void showsAHealthyModelAsOk() {
    String html = page(Credit.healthy());

    assertThat(html)
        .contains("<title>Tidegauge</title>", "class=\"badge ok\"", "champion v1", "800 in 1h")
        .contains("0 of 5 in 1h", "9 d", "As read at 2026-03-01 12:00:00 UTC, 12 s ago, in 37 ms.")
        .doesNotContain("What is wrong", "class=\"card bad\"");
  }

  @Test
  void showsADriftedModelWithItsWorstFeatureFirst() {
    String html = page(Credit.drifted());

    assertThat(html)
        .contains("<title>(1) Tidegauge</title>", "What is wrong", "class=\"badge degraded\"")
        .contains("income missing 30 % (limit 2 %) in 1h, v1", "class=\"current unseen\"")
        .containsPattern("PSI [0-9.]+ — limit 0.2, noise 0.0[0-9]+")
        .containsPattern("Moved most: \\(unseen\\), 0 % → [0-9.]+ %");
    assertThat(html.indexOf(">amount</span>")).isLessThan(html.indexOf(">age</span>"));
  }

  @Test
  void showsTheReasonOfAModelThatFailed() {
    Scene scene = Credit.scene();

    String html = page(scene.spec(), scene.fail(Reason.TIMEOUT, "database: timeout"));

    assertThat(html)
        .contains("class=\"badge failed\"", "<li>database: timeout</li>")
        .contains("The rows could not be read", "timeout 1")
        .doesNotContain("<article");
  }

  @Test
  void showsAModelThatNoScrapeHasRead() {
    String html = html(List.of(Credit.scene().spec()), List.of(), Map.of());

    assertThat(html).contains("not read yet", "Opening the metrics makes one.");
  }

  @Test
  void saysWhyAVersionWithoutProfileHasNoScores() {
    Scene scene = Credit.healthy().rows("v2", 400, Duration.ofHours(1), Credit::ordinary);

    String html = html(scene, Map.of("version", "v2", "window", "5m"));

    assertThat(html)
        .contains("No reference: this version has no profile.")
        .contains("aria-current=\"true\">shadow v2</a>", "aria-current=\"true\">5m</a>");
  }

  @Test
  void ignoresChoicesThatAreNotThere() {
    String html =
        html(Credit.healthy(), Map.of("version", "v9", "window", "<b>", "refresh", "\"><b>"));

    assertThat(html)
        .contains("aria-current=\"true\">champion v1</a>", "aria-current=\"true\">1h</a>")
        .doesNotContain("<b>", "http-equiv");
  }

  @Test
  void showsTheSliceThatIsChosen() {
    assertThat(html(Credit.healthy(), Map.of("slice", "channel=web")))
        .contains("aria-current=\"true\">channel=web</a>", "267 rows in 1h");
  }

  @Test
  void showsNothingPersonal() {
    Scene scene =
        Credit.scene()
            .rows(
                "v1",
                900,
                Duration.ofHours(1),
                (index, random) -> {
                  Map<String, Object> row = new HashMap<>(Credit.ordinary(index, random));
                  row.put("income", index % 9 == 0 ? 999_888.0 : 31_234.5);
                  if (index % 4 == 0) {
                    row.put("employer", "SecretNewcomer");
                  }
                  return row;
                });

    String html = page(scene);

    assertThat(html)
        .contains(">income</span>", ">employer</span>", "numeric, personal", "(bin 1)")
        .contains("(category 1)", "(unseen)", "Out of range")
        .doesNotContain("Secret", "777123", "777,123", "77712", "999888", "999,888", "31234");
  }

  @Test
  void escapesWhateverTheUserOrTheDataSay() {
    String hostile = "<script>alert(\"x\")</script>&'\u0000\ud800";
    Scene scene =
        Scene.of(Credit.SPEC.replace("owner: team-risk", "owner: \"<img src=x onerror=alert(1)>\""))
            .reference("v1", 5000, Duration.ofMinutes(400), hostileRows(hostile))
            .rows("v1", 900, Duration.ofHours(1), hostileRows(hostile));

    String html = html(scene, Map.of("model", "\"><script>alert(2)</script>"));
    html += page(scene);

    assertThat(html)
        .doesNotContain("<script", "<img", "\u0000", "\ud800")
        .contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;\ufffd\ufffd")
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .contains("There is no model named &quot;&gt;&lt;script&gt;alert(2)&lt;/script&gt;.");
  }

  private static Scene.Maker hostileRows(String category) {
    return (index, random) -> {
      Map<String, Object> row = new HashMap<>(Credit.ordinary(index, random));
      row.put("merchant", index % 2 == 0 ? category : "plain");
      return row;
    };
  }

  @Test
  void givesManyModelsPagesOfTheirOwn() {
    List<ModelSpec> specs = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      specs.add(Scene.of(Credit.SPEC.replace("credit-risk", "credit-" + i)).spec());
    }

    assertThat(html(specs, List.of(), Map.of()))
        .contains("6 models", "href=\"./?model=credit-6\"")
        .doesNotContain("class=\"model\"");
    assertThat(html(specs, List.of(), Map.of("model", "credit-3", "refresh", "15")))
        .contains("<meta http-equiv=\"refresh\" content=\"15\">", "all models")
        .contains("href=\"./?model=credit-6&amp;refresh=15\"")
        .containsOnlyOnce("class=\"model\"");
  }

  @Test
  void saysWhereTheClockIsReplayed() {
    InstantSource wall = InstantSource.fixed(Instant.parse("2026-11-01T12:00:00Z"));
    ModelsPage page = new ModelsPage(List::of, List::of, CLOCK, wall, "/metrics", "1.2.3");

    assertThat(page.html(Map.of()))
        .contains("replayed clock, 244 d behind now", "2026-03-01 12:00:12 UTC", "1.2.3")
        .contains("href=\"./metrics\"", "href=\"./-/ready\"");
    assertThat(html(List.of(), List.of(), Map.of())).doesNotContain("class=\"badge replayed\"");
  }

  private static String page(Scene scene) {
    return html(scene, Map.of());
  }

  private static String page(ModelSpec spec, Collected collected) {
    return html(List.of(spec), List.of(collected), Map.of());
  }

  private static String html(Scene scene, Map<String, String> query) {
    return html(List.of(scene.spec()), List.of(scene.read()), query);
  }

  private static String html(
      List<ModelSpec> specs, List<Collected> latest, Map<String, String> query) {
    ModelsPage page = new ModelsPage(() -> latest, () -> specs, CLOCK, CLOCK, "/metrics", "1.2.3");
    return new String(page.render("/", query), StandardCharsets.UTF_8);
  }
}
