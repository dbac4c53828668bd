package io.tidegauge.exporter.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.health.Finding.Kind;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ModelHealthTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aModelWhoseReadingsAreWithinTheirLimitsIsOk() {
    ModelHealth health = health(Credit.healthy());

    assertThat(health.reasons()).isEmpty();
    assertThat(health.state()).isEqualTo(ModelState.OK);
  }

  @Test
  void driftIsToldWithItsLimitAndItsNoise() {
    ModelHealth health = health(Credit.drifted());

    assertThat(health.state()).isEqualTo(ModelState.DEGRADED);
    assertThat(health.findings())
        .extracting(Finding::kind)
        .contains(Kind.DRIFT, Kind.MISSING, Kind.UNSEEN);
    assertThat(health.findings())
        .filteredOn(finding -> finding.kind() == Kind.DRIFT)
        .extracting(Finding::text)
        .allMatch(
            text ->
                text.matches(
                    "[a-z]+ drifted: PSI [0-9.]+ \\(limit 0\\.2, noise 0\\.[0-9]+\\) in 1h, v1"))
        .anyMatch(text -> text.startsWith("amount "))
        .anyMatch(text -> text.startsWith("merchant "));
    assertThat(health.reasons())
        .contains("income missing 30 % (limit 2 %) in 1h, v1")
        .contains("merchant unseen categories 20 % (limit 1 %) in 1h, v1");
    assertThat(health.findings()).isSortedAccordingTo(Finding.WORST_FIRST);
  }

  @Test
  void aScoreOverItsLimitButNotOverItsNoiseIsNoFinding() {
    String spec = Credit.SPEC + "alerts: {drift: {psi: 0.0001}}\n";

    ModelHealth health = health(Credit.scene(spec).rows("v1", 800, HOUR, Credit::ordinary));

    assertThat(health.reasons()).isEmpty();
  }

  @Test
  void tooFewRowsAreNotJudged() {
    ModelHealth health =
        health(Credit.scene().rows("v1", 299, Duration.ofMinutes(5), (index, random) -> Map.of()));

    assertThat(health.findings()).noneMatch(finding -> finding.kind() == Kind.MISSING);
    assertThat(
            health(
                    Credit.scene()
                        .rows("v1", 300, Duration.ofMinutes(5), (index, random) -> Map.of()))
                .findings())
        .anyMatch(finding -> finding.kind() == Kind.MISSING);
  }

  @Test
  void anAlertThatIsOffFindsNothing() {
    String spec = Credit.SPEC + "alerts: {missing: {enabled: false}}\n";

    ModelHealth health = health(Credit.scene(spec).rows("v1", 600, HOUR, without("income")));

    assertThat(health.findings()).noneMatch(finding -> finding.kind() == Kind.MISSING);
  }

  @Test
  void aFeatureWithAThresholdOfItsOwnIsHeldAgainstIt() {
    ModelHealth health =
        health(
            Credit.scene()
                .rows(
                    "v1",
                    1000,
                    HOUR,
                    (index, random) ->
                        index % 100 < 4
                            ? without("age", "income").row(index, random)
                            : Credit.ordinary(index, random)));

    assertThat(health.reasons()).containsExactly("income missing 4 % (limit 2 %) in 1h, v1");
  }

  @Test
  void invalidAndOutOfRangeValuesAreFound() {
    ModelHealth health =
        health(
            Credit.scene()
                .rows(
                    "v1",
                    1000,
                    HOUR,
                    (index, random) -> {
                      Map<String, Object> row = Credit.ordinary(index, random);
                      if (index % 100 == 0) {
                        row.put("age", Double.NaN);
                      }
                      if (index % 50 == 1) {
                        row.put("amount", -1.0);
                      }
                      return row;
                    }));

    assertThat(health.reasons())
        .containsExactly(
            "age NaN or infinite 1 % (limit 0 %) in 1h, v1",
            "amount out of range 2 % (limit 1 %) in 1h, v1");
  }

  @Test
  void aScoreThatIsAlwaysTheSameIsFound() {
    ModelHealth health =
        health(
            Credit.scene()
                .rows(
                    "v1",
                    1000,
                    HOUR,
                    (index, random) -> {
                      Map<String, Object> row = Credit.ordinary(index, random);
                      row.put("score", 0.5);
                      return row;
                    }));

    assertThat(health.reasons()).contains("score constant in all 1,000 rows in 1h, v1");
  }

  @Test
  void aModelWithoutNewRowsIsSilent() {
    ModelHealth health =
        health(
            Credit.scene()
                .rows("v1", 800, HOUR, Credit::ordinary)
                .now(Scene.NOW.plus(Duration.ofMinutes(30))));

    assertThat(health.state()).isEqualTo(ModelState.SILENT);
    assertThat(health.reasons().get(0)).isEqualTo("no row for 30 min 4 s (limit 10 min)");
  }

  @Test
  void aModelWithoutAnyRowIsSilent() {
    ModelHealth health = health(Credit.scene());

    assertThat(health.state()).isEqualTo(ModelState.SILENT);
    assertThat(health.reasons()).contains("no rows in the last 1h");
  }

  @Test
  void littleTrafficOfAVersionWithARoleIsFound() {
    ModelHealth health = health(Credit.scene().rows("v1", 40, HOUR, Credit::ordinary));

    assertThat(health.reasons())
        .containsExactly("4.5 % of the reference's traffic (limit 50 %) in 5m, v1");
  }

  @Test
  void anOldModelIsFound() {
    ModelHealth health =
        health(Credit.healthy().stage("v2", "trained", Scene.NOW.minus(Duration.ofDays(45))));

    assertThat(health.reasons()).containsExactly("v2 is 45 d old (limit 30 d)");
  }

  @Test
  void skewIsFoundWhereItIsMeasured() {
    MetricDefinition skewed =
        MetricDefinition.gauge(Names.SKEWED, "Share of skewed examples.", "version", "feature");

    ModelHealth health =
        health(
            Credit.healthy()
                .reading(new Reading(skewed, List.of("credit-risk", "v1", "amount"), 0.12))
                .reading(new Reading(skewed, List.of("credit-risk", "v1", "age"), 0.01)));

    assertThat(health.reasons())
        .containsExactly("amount skewed between training and serving 12 % (limit 1 %), v1");
  }

  @Test
  void aModelThatCannotBeReadHasFailedAndSaysWhy() {
    ModelHealth health =
        health(Credit.scene(), scene -> scene.fail(Reason.TIMEOUT, "database: timeout"));

    assertThat(health.state()).isEqualTo(ModelState.FAILED);
    assertThat(health.reasons())
        .containsExactly(
            "database: timeout",
            "not read (timeout): volume, feature invariants, feature drift, prediction drift");
  }

  @Test
  void oneMonitorThatFailsFailsTheModelButCostsNoFindings() {
    ModelHealth health = health(Credit.drifted().failing("staleness", Reason.DATABASE));

    assertThat(health.state()).isEqualTo(ModelState.FAILED);
    assertThat(health.reasons()).startsWith("not read (database): staleness");
    assertThat(health.findings()).isNotEmpty();
  }

  @Test
  void aColumnThatCannotBeReadIsFound() {
    assertThat(health(Credit.healthy().unreadable("age")).reasons())
        .containsExactly("age cannot be read from the table");
  }

  @Test
  void rowsOfAVersionWithoutAProfileAreSaidToHaveNoReference() {
    ModelHealth health = health(Credit.healthy().rows("v2", 500, HOUR, Credit::ordinary));

    assertThat(health.state()).isEqualTo(ModelState.NO_REFERENCE);
    assertThat(health.reasons()).containsExactly("version v2 has no reference profile");
  }

  private static Scene.Maker without(String... columns) {
    return (index, random) -> {
      Map<String, Object> row = Credit.ordinary(index, random);
      List.of(columns).forEach(row::remove);
      return row;
    };
  }

  private static ModelHealth health(Scene scene) {
    return health(scene, Scene::read);
  }

  private static ModelHealth health(Scene scene, Function<Scene, Collected> scrape) {
    return ModelHealth.of(scene.spec(), scrape.apply(scene));
  }
}
