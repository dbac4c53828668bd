package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PanelDefinitionTest {
  private static final List<Monitor> ALL = Monitor.ALL;

  private static final ModelSpec EVERYTHING =
      ModelSpecReader.read(Path.of("src/test/resources/specs/valid/everything.yaml"));

  private static ModelSpec spec(String more) {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions: {table: t, time: ts, kind: binary%s
        """
            .formatted(more));
  }

  private static List<String> titles(ModelSpec spec) {
    return ALL.stream()
        .filter(monitor -> monitor.fits(spec))
        .flatMap(monitor -> monitor.panels(spec).stream())
        .map(PanelDefinition::title)
        .toList();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aPanelShowsWhatItsMonitorOrTheExporterPublishes(Monitor monitor) {
    Set<MetricDefinition> published = new HashSet<>(monitor.metrics());
    published.addAll(RowMetrics.METRICS);
    assertThat(monitor.panels(EVERYTHING))
        .isNotEmpty()
        .flatExtracting(PanelDefinition::shown)
        .extracting(Shown::metric)
        .isSubsetOf(published);
  }

  @Test
  void aPanelOnTheExporterShowsWhatTheExporterPublishes() {
    assertThat(Stream.of(ExporterPanels.of(EVERYTHING), ExporterPanels.ofExporters()))
        .allSatisfy(
            panels ->
                assertThat(panels)
                    .isNotEmpty()
                    .flatExtracting(PanelDefinition::shown)
                    .extracting(Shown::metric)
                    .isSubsetOf(ExporterMetrics.METRICS));
  }

  /** What is counted only where there is something would be empty while all is well. */
  @Test
  void nothingIsShownAsZero() {
    assertThat(ExporterPanels.of(EVERYTHING))
        .flatExtracting(PanelDefinition::shown)
        .filteredOn(shown -> shown.metric().equals(ExporterMetrics.ABSENT))
        .singleElement()
        .extracting(Shown::zeroWhere)
        .isEqualTo(Optional.of(ExporterMetrics.SUCCESS));
  }

  @Test
  void everyPanelHasATitleOfItsOwnAndASentence() {
    List<PanelDefinition> panels =
        Stream.concat(
                ALL.stream().flatMap(monitor -> monitor.panels(EVERYTHING).stream()),
                ExporterPanels.of(EVERYTHING).stream())
            .toList();
    assertThat(panels)
        .extracting(PanelDefinition::title)
        .doesNotHaveDuplicates()
        .allMatch(title -> title.matches("[A-Z].{4,40}"));
    assertThat(panels)
        .extracting(PanelDefinition::description)
        .allMatch(description -> description.matches("[A-Z].+[.?]"));
  }

  /** An alert whose limit no panel shows could not be looked into. */
  @Test
  void whatAnAlertJudgesIsShownFirstInAPanel() {
    Set<MetricDefinition> first = new HashSet<>();
    Stream.of(
            ALL.stream().flatMap(monitor -> monitor.panels(EVERYTHING).stream()),
            ExporterPanels.of(EVERYTHING).stream(),
            ExporterPanels.ofExporters().stream())
        .flatMap(panels -> panels)
        .forEach(panel -> first.add(panel.shown().get(0).metric()));
    assertThat(
            Stream.concat(
                    ALL.stream().flatMap(monitor -> monitor.alerts(EVERYTHING).stream()),
                    ExporterMetrics.ALERTS.stream())
                .filter(alert -> alert.condition() instanceof Condition.Past))
        .hasSizeGreaterThan(10)
        .allSatisfy(alert -> assertThat(first).contains(alert.condition().reading()));
  }

  @Test
  void noPanelNeedsWhatItsSpecDoesNotDeclare() {
    assertThat(titles(spec("}\nfeatures: {merchant: category}")))
        .containsExactly(
            "Predictions",
            "Silence",
            "Rows in the window",
            "Missing values",
            "Feature has one value only",
            "Tables");
    assertThat(titles(spec(", score: s, failed: f}\nfeatures: {x: numeric}")))
        .containsExactly(
            "Predictions",
            "Silence",
            "Rows in the window",
            "Predictions that failed",
            "Missing values",
            "NaN and infinite values",
            "Feature has one value only",
            "NaN and infinite predictions",
            "Saturated scores",
            "Prediction has one value only",
            "Share of predictions that failed",
            "Tables");
  }

  @Test
  void onlyDistancesThatSomeColumnHasAreShown() {
    String drift =
        """
        reference: {profile: p.json}
        drift: {distances: [psi, kolmogorov_smirnov, hellinger]}
        features:""";
    assertThat(titles(spec(", score: s}\n" + drift + " {merchant: category}")))
        .filteredOn(title -> title.contains("drift: "))
        .containsExactly(
            "Feature drift: PSI",
            "Feature drift: Hellinger",
            "Prediction drift: PSI",
            "Prediction drift: KS",
            "Prediction drift: Hellinger");
    assertThat(titles(spec("}\n" + drift + " {x: numeric}")))
        .filteredOn(title -> title.contains("drift: "))
        .containsExactly("Feature drift: PSI", "Feature drift: KS", "Feature drift: Hellinger");
  }

  @Test
  void aLabelThatTheMetricDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> Shown.of(Volume.ROWS, "version", "feature"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ml_window_rows has not all labels of [version, feature]");
    assertThatThrownBy(() -> Shown.of(Volume.ROWS).where("feature", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatCannotBeReadIsRefused() {
    assertThatThrownBy(() -> PanelDefinition.trend("Rows", "Rows.", Shown.of(Volume.ROWS)))
        .hasMessage("ml_window_rows has no name in Rows");
    assertThatThrownBy(
            () -> PanelDefinition.table("Rows", "Rows.", Shown.of(Volume.ROWS, "version")))
        .hasMessage("ml_window_rows has no name in Rows");
    assertThatThrownBy(
            () ->
                PanelDefinition.trend(
                    "Mixed",
                    "Mixed.",
                    Shown.of(Volume.ROWS, "version"),
                    Shown.of(Volume.TRAFFIC, "version")))
        .hasMessage("Mixed shows values of different units");
    assertThatThrownBy(
            () -> PanelDefinition.states("Rows", "Rows.", Shown.of(Volume.ROWS, "version")))
        .hasMessage("ml_window_rows cannot be shown as STATES");
    assertThatThrownBy(
            () -> PanelDefinition.trend("Up", "Up.", Shown.of(ExporterMetrics.UP, "database")))
        .hasMessage("ml_exporter_up cannot be shown as TREND");
    assertThatThrownBy(() -> PanelDefinition.trend("Nothing", "Nothing."))
        .hasMessage("Nothing shows nothing");
  }
}
