package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertLimitsTest {
  private static final Path VALID = Path.of("src/test/resources/specs/valid");

  private static final String SPEC =
      """
      model: m
      owner: team
      consumers: [app, desk]
      database: main
      predictions: {table: log, time: at, kind: binary, score: p}
      features:
        a: {type: numeric, missing: 20%}
        b: {type: numeric, missing: 100%}
        c: numeric
      windows: [1h]
      alerts:
        missing: {above: 5%, min_rows: 50, for: 2m, keep_firing_for: 1m, critical: {above: 30%}, clears: {above: 2%}}
      """;

  private static List<Reading> limits(ModelSpec spec) {
    return AlertLimits.of(spec, alert -> AlertWindow.of(spec, alert, Optional.empty()));
  }

  @Test
  void areThoseOfTheSpec() {
    ModelSpec spec = ModelSpecReader.read("m.yaml", SPEC);
    List<String> missing =
        limits(spec).stream()
            .filter(limit -> "MLModelMissingValues".equals(limit.byLabel().get("alert")))
            .map(AlertLimitsTest::text)
            .toList();

    assertThat(missing)
        .containsExactly(
            limit("warning", "") + " 0.05",
            limit("warning", "a") + " 0.2",
            limit("warning", "b") + " 1.0",
            limit("warning", "").replace("alert_", "alert_clearing_") + " 0.02",
            limit("warning", "b").replace("alert_", "alert_clearing_") + " 1.0",
            "ml_alert_min_rows{alert=MLModelMissingValues, model=m, severity=warning} 50.0",
            limit("critical", "") + " 0.3",
            limit("critical", "b") + " 1.0",
            "ml_alert_min_rows{alert=MLModelMissingValues, model=m, severity=critical} 50.0");
  }

  private static String limit(String severity, String feature) {
    String pending = "2m";
    return "ml_alert_limit{alert=MLModelMissingValues, consumers=app, desk, "
        + (feature.isEmpty() ? "" : "feature=" + feature + ", ")
        + "for="
        + pending
        + ", keep_firing_for=1m, model=m, owner=team, reading=ml_feature_missing_ratio, severity="
        + severity
        + ", window=1h}";
  }

  private static String text(Reading reading) {
    TreeMap<String, String> labels = new TreeMap<>(reading.byLabel());
    labels.values().removeIf(String::isEmpty);
    return reading.metric().name() + labels + " " + reading.value();
  }

  /** Else a rule would find two limits, or none, and judge by neither. */
  @Test
  void eachReadingHasOneLimitOfAKind() throws Exception {
    for (ModelSpec spec : valid()) {
      Set<String> seen = new HashSet<>();
      for (Reading limit : limits(spec)) {
        TreeMap<String, String> labels = new TreeMap<>(limit.byLabel());
        labels.keySet().removeAll(AlertLimits.CARRIED);
        assertThat(seen.add(limit.metric().name() + labels)).as("%s", limit).isTrue();
      }
    }
  }

  /** What is held to a value is a label of limits, or is so for all models. */
  @Test
  void whateverDiffersBetweenModelsIsALabel() throws Exception {
    for (ModelSpec spec : valid()) {
      for (AlertDefinition alert : Monitor.enabledAlerts(spec)) {
        if (alert.condition() instanceof Condition.Past past) {
          List<String> held = new ArrayList<>(past.where().keySet());
          held.removeAll(AlertLimits.agreed(past));
          assertThat(held).as(alert.name()).isSubsetOf("slice");
          past.unless()
              .ifPresent(zero -> assertThat(AlertLimits.LIMIT.labels()).contains(zero.label()));
          past.rows().ifPresent(rows -> assertThat(past.overVersions()).as(alert.name()).isFalse());
        }
      }
    }
  }

  @Test
  void theirNumberIsKnownFromTheSpec() throws Exception {
    for (ModelSpec spec : valid()) {
      assertThat(AlertLimits.series(spec)).isEqualTo(limits(spec).size());
      assertThat(SeriesBudget.bound(spec, true))
          .isEqualTo(SeriesBudget.bound(spec, false) + AlertLimits.series(spec));
    }
  }

  private static List<ModelSpec> valid() throws Exception {
    try (Stream<Path> files = Files.list(VALID)) {
      return files.sorted().map(ModelSpecReader::read).toList();
    }
  }
}
