package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.Row;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.AlertsSpec;
import io.tidegauge.spec.DriftAlert;
import io.tidegauge.spec.LatencyAlert;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.spec.QualityAlert;
import io.tidegauge.spec.ValueAlert;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorsTest {
  private static final List<Monitor> ALL = Monitor.ALL;

  private static final ModelSpec SPEC =
      Profiles.spec(
          """
          features:
            amount: {type: numeric, range: [0, 1000]}
            other: numeric
            secret: {type: numeric, personal: true}
            pay: {type: numeric, personal: true, range: [0, 10]}
            merchant: {type: category, top: 2}
          drift: {distances: [psi, wasserstein, kolmogorov_smirnov, chi_square, jensen_shannon], compat: [soda_psi, deequ_kolmogorov_smirnov], worst: 2}
          lifecycle: {table: r, version: v, stages: {trained: t, deployed: d}}
          windows: [1h]
          max_versions: 2
          """);

  private static final ModelSpec EVERYTHING =
      ModelSpecReader.read(Path.of("src/test/resources/specs/valid/everything.yaml"));

  private static final Profile PROFILE =
      new ProfileBuilder(SPEC).build("v1", Profiles.rows(SPEC, 2000, 1, MonitorsTest::fill), true);

  private static void fill(Row row, Random random) {
    for (int i = 0; i < 5; i++) {
      if (random.nextInt(10) > 0) {
        row.number(i, random.nextInt(50) == 0 ? Double.NaN : 300 * random.nextGaussian());
      }
    }
    row.text(0, List.of("a", "b", "c", "(tail)", "(unseen)").get(random.nextInt(5)));
    row.slice(0, List.of("web", "app").get(random.nextInt(2)));
  }

  @Test
  void allAreThePermittedOnes() {
    assertThat(ALL)
        .map(monitor -> (Object) monitor.getClass())
        .containsExactly((Object[]) Monitor.class.getPermittedSubclasses());
    assertThat(ALL)
        .map(Monitor::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z_]+"));
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void sentencesEndWithAFullStop(Monitor monitor) {
    assertThat(monitor.description()).endsWith(".").doesNotContain("\n");
    assertThat(monitor.metrics())
        .isNotEmpty()
        .allSatisfy(metric -> assertThat(metric.help()).matches("[A-Z0-9].*[^.]\\."));
  }

  @Test
  void noNameIsThePrefixOfAnother() {
    List<String> names =
        ALL.stream()
            .flatMap(monitor -> monitor.metrics().stream())
            .map(MetricDefinition::name)
            .toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(40);
    for (String name : names) {
      assertThat(names.stream().filter(other -> !other.equals(name)))
          .noneMatch(other -> other.startsWith(name));
    }
  }

  @Test
  void valuesWithAUnitAreCalledByIt() {
    assertThat(ALL.stream().flatMap(monitor -> monitor.metrics().stream()))
        .filteredOn(metric -> metric.help().startsWith("Share of "))
        .allMatch(metric -> metric.name().endsWith("_ratio"));
    assertThat(ALL.stream().flatMap(monitor -> monitor.metrics().stream()))
        .filteredOn(metric -> metric.help().startsWith("When "))
        .allMatch(metric -> metric.name().endsWith("_timestamp_seconds"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void readingsAreDeclaredFiniteUniqueAndNoMoreThanPromised(long seed) {
    Random random = new Random(seed);
    Observed observed = new Observed(SPEC).profile(PROFILE).lastRow(Observed.NOW);
    for (String version : List.of("v1", "v2").subList(0, 1 + random.nextInt(2))) {
      int rows = List.of(0, 1, 29, 40, 3000).get(random.nextInt(5));
      observed.rows(version, Profiles.rows(SPEC, rows, seed, MonitorsTest::fill));
      observed.stages(
          version, new TreeMap<>(Map.of("trained", Observed.NOW, "deployed", Observed.NOW)));
    }
    for (Monitor monitor : ALL) {
      if (!monitor.fits(SPEC)) {
        continue;
      }
      List<Reading> readings = observed.readings(monitor).readings();
      assertThat(readings)
          .hasSizeLessThanOrEqualTo((int) monitor.series(SPEC, SeriesScope.of(SPEC)));
      Set<String> series = new HashSet<>();
      for (Reading reading : readings) {
        assertThat(monitor.metrics()).contains(reading.metric());
        assertThat(series.add(reading.metric().name() + reading.labels())).isTrue();
      }
    }
  }

  @Test
  void thePromiseIsKeptExactlyWhereEverythingIsThere() {
    ModelSpec spec =
        Profiles.spec(
            """
            features: {x: numeric, c: category}
            drift: {compat: [azure_psi, nannyml_kolmogorov_smirnov]}
            windows: [1h]
            max_versions: 1
            """);
    ModelSpec sliced = spec;
    Observed observed = new Observed(sliced);
    observed.profile(
        new ProfileBuilder(sliced)
            .build("v1", Profiles.rows(sliced, 500, 1, MonitorsTest::fillTwo), true));
    observed.rows("v1", Profiles.rows(sliced, 500, 2, MonitorsTest::fillTwo));
    Map<String, Long> found = new HashMap<>();
    Stream.of(new FeatureDrift(), new FeatureInvariants())
        .forEach(
            monitor ->
                found.put(monitor.name(), (long) observed.readings(monitor).readings().size()));
    SeriesScope scope = new SeriesScope(1, 1, 2);
    assertThat(found)
        .containsEntry("feature_invariants", new FeatureInvariants().series(sliced, scope));
    assertThat(found.get("feature_drift")).isEqualTo(new FeatureDrift().series(sliced, scope));
  }

  private static void fillTwo(Row row, Random random) {
    row.number(0, random.nextGaussian());
    row.number(1, random.nextGaussian());
    row.text(0, List.of("a", "b", "c").get(random.nextInt(3)));
    row.slice(0, "web");
  }

  @Test
  void versionsWithARoleAreInTheScope() {
    ModelSpec roles =
        ModelSpecReader.read(
            "test.yaml",
            """
            model: m
            database: d
            predictions: {table: t, time: ts, version: v, versions: {a: v1, b: v2, c: v3, d: v3}, kind: binary}
            features: {x: numeric}
            max_versions: 2
            """);
    assertThat(SeriesScope.of(roles).versions()).isEqualTo(3);
  }

  private static List<AlertDefinition> alerts() {
    return ALL.stream().flatMap(monitor -> monitor.alerts(EVERYTHING).stream()).toList();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void anAlertReadsWhatItsMonitorOrTheExporterPublishes(Monitor monitor) {
    assertThat(monitor.fits(EVERYTHING)).isTrue();
    Set<MetricDefinition> published = new HashSet<>(monitor.metrics());
    published.addAll(ExporterMetrics.METRICS);
    published.add(Volume.ROWS);
    assertThat(monitor.alerts(EVERYTHING))
        .isNotEmpty()
        .allSatisfy(alert -> assertThat(published).containsAll(alert.condition().metrics()));
  }

  @Test
  void anAlertOnTheExporterReadsWhatTheExporterPublishes() {
    assertThat(ExporterMetrics.ALERTS)
        .isNotEmpty()
        .allSatisfy(
            alert -> assertThat(ExporterMetrics.METRICS).containsAll(alert.condition().metrics()));
  }

  /** The rules of mixtool, which lints alerts. */
  @Test
  void alertsHaveNamesOfTheirOwnAndStaticSummaries() {
    List<AlertDefinition> all =
        Stream.concat(alerts().stream(), ExporterMetrics.ALERTS.stream()).toList();
    assertThat(all)
        .extracting(AlertDefinition::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("^([A-Z]+[a-z0-9]+)+$") && name.length() <= 40);
    assertThat(all)
        .extracting(AlertDefinition::summary)
        .doesNotHaveDuplicates()
        .allMatch(summary -> summary.matches("[A-Z][^.{}]*\\."));
  }

  /** Whoever shows a brief text adds them. */
  @Test
  void briefTextsNameNoLimitWindowOrVersion() {
    assertThat(Stream.concat(alerts().stream(), ExporterMetrics.ALERTS.stream()))
        .extracting(AlertDefinition::brief)
        .doesNotHaveDuplicates()
        .allMatch(brief -> brief.matches("[^.]{8,60}"))
        .noneMatch(brief -> brief.matches(".*\\{(limit|window|version|model)}.*"));
  }

  @Test
  void noAlertNeedsWhatItsSpecDoesNotDeclare() {
    ModelSpec bare =
        ModelSpecReader.read(
            "test.yaml",
            """
            model: m
            database: d
            predictions: {table: t, time: ts, kind: binary}
            features: {merchant: category}
            """);
    assertThat(
            ALL.stream()
                .filter(monitor -> monitor.fits(bare))
                .flatMap(monitor -> monitor.alerts(bare).stream())
                .map(AlertDefinition::name))
        .containsExactly(
            "MLModelNotWatched",
            "MLModelMonitorUnreadable",
            "MLModelMissingValues",
            "MLModelConstantFeature");
  }

  @Test
  void everyAlertOfTheSpecIsUsed() throws ReflectiveOperationException {
    Set<Alert> declared = new HashSet<>();
    for (RecordComponent part : AlertsSpec.class.getRecordComponents()) {
      Object settings = part.getAccessor().invoke(EVERYTHING.alerts());
      declared.add(
          settings instanceof DriftAlert drift
              ? drift.alert()
              : settings instanceof QualityAlert quality
                  ? quality.alert()
                  : settings instanceof LatencyAlert latency
                      ? latency.alert()
                      : settings instanceof ValueAlert value ? value.alert() : (Alert) settings);
    }
    assertThat(declared).hasSameSizeAs(AlertsSpec.class.getRecordComponents());
    assertThat(alerts()).extracting(AlertDefinition::settings).hasSameElementsAs(declared);
  }
}
