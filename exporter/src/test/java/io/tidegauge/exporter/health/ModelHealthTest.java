package io.tidegauge.exporter.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.monitor.FeatureDrift;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.ReadingTable;
import io.tidegauge.monitor.Skew;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
        .extracting(finding -> finding.alert().name())
        .contains("MLModelFeatureDrift", "MLModelMissingValues", "MLModelUnseenCategory");
    assertThat(health.findings())
        .filteredOn(Finding::isDrift)
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

    assertThat(health.findings()).noneMatch(ModelHealthTest::isMissing);
    assertThat(
            health(
                    Credit.scene()
                        .rows("v1", 300, Duration.ofMinutes(5), (index, random) -> Map.of()))
                .findings())
        .anyMatch(ModelHealthTest::isMissing);
  }

  @Test
  void anAlertThatIsOffFindsNothing() {
    String spec = Credit.SPEC + "alerts: {missing: {enabled: false}}\n";

    ModelHealth health = health(Credit.scene(spec).rows("v1", 600, HOUR, without("income")));

    assertThat(health.findings()).noneMatch(ModelHealthTest::isMissing);
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

    assertThat(health.reasons()).contains("score constant in all rows in 1h, v1");
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
  void aNoticeIsToldAndNothingIsWrong() {
    String spec = Credit.SPEC + "alerts: {age: {severity: info}}\n";
    ModelHealth health =
        health(
            Credit.scene(spec)
                .rows("v1", 800, HOUR, Credit::ordinary)
                .stage("v2", "trained", Scene.NOW.minus(Duration.ofDays(45))));

    assertThat(health.state()).isEqualTo(ModelState.OK);
    assertThat(health.reasons()).containsExactly("45 d old (limit 30 d), v2");
  }

  @Test
  void anOldModelIsFound() {
    ModelHealth health =
        health(Credit.healthy().stage("v2", "trained", Scene.NOW.minus(Duration.ofDays(45))));

    assertThat(health.reasons()).containsExactly("45 d old (limit 30 d), v2");
  }

  @Test
  void trafficWithoutRolesIsJudgedOverAllVersions() {
    String spec = Credit.SPEC.replace("versions: {champion: v1, shadow: v2}", "");
    Scene scene =
        Credit.scene(spec)
            .reference("v2", 20_000, Duration.ofHours(25), Credit::ordinary)
            .rows("v1", 240, HOUR, Credit::ordinary);

    assertThat(health(scene).reasons())
        .containsExactly("30 % of the reference's traffic (limit 50 %) in 5m");
    // Each version alone is far below the limit.
    assertThat(health(scene.rows("v2", 240, HOUR, Credit::ordinary)).reasons()).isEmpty();
  }

  @Test
  void skewIsFoundWithEnoughExamplesInTheWindowOfItsAlert() {
    String spec =
        Credit.SPEC.replace("kind: binary", "kind: binary\n  id: id")
            + "training: {table: offline, id: id}\nalerts: {skew: {window: 1h, min_rows: 100}}\n";
    Scene scene =
        Credit.scene(spec)
            .rows("v1", 800, HOUR, Credit::ordinary)
            .reading(skew("ml_compared_examples", 100, "v1", "1h"))
            .reading(skew("ml_compared_examples", 99, "v2", "1h"));
    for (String version : List.of("v1", "v2")) {
      scene
          .reading(skew("ml_feature_skewed_ratio", 0.12, version, "amount", "1h"))
          .reading(skew("ml_feature_skewed_ratio", 0.12, version, "amount", "5m"))
          .reading(skew("ml_feature_skewed_ratio", 0.01, version, "age", "1h"));
    }

    assertThat(health(scene).reasons())
        .containsExactly("amount skewed between training and serving 12 % (limit 1 %) in 1h, v1");
  }

  @Test
  void skewIsJudgedInTheSameWindowWhileTheRowsCannotBeRead() {
    String spec =
        Credit.SPEC.replace("kind: binary", "kind: binary\n  id: id")
            + "training: {table: offline, id: id}\nalerts: {skew: {min_rows: 50}}\n";
    Scene scene = Credit.scene(spec);
    for (String window : List.of("5m", "1h")) {
      scene
          .reading(skew("ml_compared_examples", 50, "v1", window))
          .reading(skew("ml_feature_skewed_ratio", 0.12, "v1", "amount", window));
    }

    // In 5 minutes the reference has 66 rows.
    assertThat(health(scene, failed -> failed.fail(Reason.TIMEOUT, "timeout")).findings())
        .extracting(Finding::text)
        .containsExactly("amount skewed between training and serving 12 % (limit 1 %) in 5m, v1");
  }

  private static Reading skew(String name, double value, String... labels) {
    MetricDefinition metric =
        new Skew()
            .metrics().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
    List<String> all = new ArrayList<>(List.of("credit-risk"));
    all.addAll(List.of(labels));
    return new Reading(metric, all, value);
  }

  /** The metric and the alerts are two judgements of the same scores. */
  @Test
  void asManyFeaturesAreFoundToHaveDriftedAsTheMetricCounts() {
    Collected collected = Credit.drifted().read();

    OptionalDouble counted =
        new ReadingTable(collected.readings()).value(FeatureDrift.DRIFTED, "v1", "1h", "all");
    List<Finding> findings = ModelHealth.of(Credit.drifted().spec(), collected).findings();
    assertThat(findings)
        .filteredOn(finding -> finding.alert().name().equals("MLModelFeatureDrift"))
        .hasSize((int) counted.orElseThrow())
        .hasSizeGreaterThan(1);
  }

  @Test
  void aModelThatCannotBeReadHasFailedAndSaysWhy() {
    ModelHealth health =
        health(Credit.scene(), scene -> scene.fail(Reason.TIMEOUT, "database: timeout"));

    assertThat(health.state()).isEqualTo(ModelState.FAILED);
    assertThat(health.reasons())
        .containsExactly(
            "database: timeout",
            "not read (timeout): volume, feature invariants, feature drift, prediction drift,"
                + " numerical stability");
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

  @Test
  void aModelWhoseWindowsAreBeingFilledIsNotSilent() {
    ModelHealth health = health(Scene.of(Credit.SPEC).filledTo(0.37));

    assertThat(health.state()).isEqualTo(ModelState.FILLING);
    assertThat(health.reasons())
        .containsExactly(
            "windows are filled to 37 % since the start; those that are not whole have no readings"
                + " yet");
    assertThat(health(Scene.of(Credit.SPEC).filledTo(1)).state()).isEqualTo(ModelState.SILENT);
  }

  private static boolean isMissing(Finding finding) {
    return finding.alert().name().equals("MLModelMissingValues");
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
