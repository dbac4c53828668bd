package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.Row;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.McNemar;
import io.tidegauge.statistics.Proportion;
import io.tidegauge.statistics.TwoProportions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionComparisonTest {
  private static final Monitor MONITOR = new VersionComparison();

  private static ModelSpec spec(String predictions, String more) {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions:
          {table: t, time: ts, id: i, version: v, slices: [{column: c, values: [web]}], %s}
        features: {x: numeric}
        labels: {table: l, id: i, value: y, time: at, mature_after: 7d}
        windows: [1h]
        %s
        """
            .formatted(predictions, more));
  }

  private static ModelSpec binary(String more) {
    return spec("versions: {champion: v1, next: v2}, kind: binary, output: o", more);
  }

  private static final ModelSpec NUMBER =
      spec("versions: {champion: v1, next: v2}, kind: regression, score: s", "");

  /** So many rows of a version that said this while that was true. */
  private static Stream<Row> rows(
      ModelSpec spec, String version, int count, String said, String truth) {
    return Stream.generate(
            () -> {
              Row row = row(spec, version);
              row.text(0, said);
              row.text(1, truth);
              row.number(0, 60);
              return row;
            })
        .limit(count);
  }

  private static Row row(ModelSpec spec, String version) {
    Row row = new Row(CohortColumns.of(spec).orElseThrow().read());
    row.version(version);
    row.slice(0, "web");
    return row;
  }

  private static Stream<Row> predicted(String version, int count, double score, double truth) {
    return Stream.generate(
            () -> {
              Row row = row(NUMBER, version);
              row.number(0, score);
              row.number(1, truth);
              row.number(2, 60);
              return row;
            })
        .limit(count);
  }

  /** Rows of which so many say yes, and so many others are wrong. */
  private static Stream<Row> answers(
      ModelSpec spec, String version, int yes, int no, int wrongYes, int wrongNo) {
    return Stream.of(
            rows(spec, version, yes - wrongYes, "1", "1"),
            rows(spec, version, wrongYes, "1", "0"),
            rows(spec, version, no - wrongNo, "0", "0"),
            rows(spec, version, wrongNo, "0", "1"))
        .flatMap(one -> one);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static String text(ModelSpec spec, Stream<Row>... rows) {
    return new Observed(spec)
        .labelled(Stream.of(rows).flatMap(one -> one).toList())
        .text(MONITOR)
        .lines()
        .map(line -> line.replace("version=v2 baseline=v1 window=1h metric=", ""))
        .map(line -> line.replace("ml_version_difference_", ""))
        .collect(Collectors.joining("\n"));
  }

  /** Golden values: SciPy for the tests, their formulas in NumPy for the intervals. */
  @Test
  void sharesAreHeldAgainstTheChampions() {
    ModelSpec spec = binary("comparison: {effect: 5%, power: 0.9, alpha: 0.01}");
    assertThat(
            text(
                spec, answers(spec, "v1", 300, 700, 70, 80), answers(spec, "v2", 150, 250, 50, 50)))
        .startsWith(
            """
            estimate{accuracy} -0.1
            low{accuracy} -0.14927745
            high{accuracy} -0.05369165
            rows{accuracy} 400.0
            needed_rows{accuracy} 1317.0
            p_value{accuracy} 1.0175114E-5
            always_valid_p_value{accuracy} 0.002613032
            always_valid_low{accuracy} -0.18954259
            always_valid_high{accuracy} -0.010457407
            estimate{positive_rate} 0.075
            low{positive_rate} 0.020519271
            high{positive_rate} 0.13073127
            rows{positive_rate} 400.0
            """);
  }

  @Test
  void withoutSettingsAPercentIsWorthFinding() {
    ModelSpec spec = binary("");
    assertThat(
            text(
                spec, answers(spec, "v1", 300, 700, 70, 80), answers(spec, "v2", 150, 250, 50, 50)))
        .contains(
            "needed_rows{accuracy} 20159.0",
            "always_valid_p_value{accuracy} 0.32403904",
            "always_valid_low{positive_rate} -0.1337336",
            "always_valid_high{positive_rate} 0.2837336",
            "needed_rows{positive_rate} 32875.0",
            "p_value{positive_rate} 0.006637919");
  }

  @Test
  void classesHaveAnAccuracyAlone() {
    ModelSpec spec = spec("versions: {champion: v1}, kind: multiclass, output: o", "");
    assertThat(text(spec, rows(spec, "v1", 3, "a", "a"), rows(spec, "v2", 4, "b", "a")))
        .contains("estimate{accuracy} -1.0", "rows{accuracy} 3.0")
        .doesNotContain("positive_rate");
  }

  @Test
  void errorsAreHeldAgainstTheChampions() {
    ModelSpec spec =
        spec(
            "versions: {champion: v1, next: v2}, kind: regression, score: s",
            "comparison: {effect: 10%}");
    assertThat(
            text(
                spec,
                predicted("v1", 100, 1, 2),
                predicted("v1", 100, 4, 2),
                predicted("v1", 100, 5, 2),
                predicted("v2", 100, 0.5, 2),
                predicted("v2", 100, 4, 2),
                predicted("v2", 100, 6, 2)))
        .isEqualTo(
            """
            estimate{mae} 0.5
            low{mae} 0.34619212
            high{mae} 0.6538079
            rows{mae} 300.0
            needed_rows{mae} 0.0
            p_value{mae} 3.6095904E-10
            always_valid_p_value{mae} 5.7718015E-8
            always_valid_low{mae} 0.2620108
            always_valid_high{mae} 0.7379892""");
  }

  @Test
  void aFewRowsHaveADifferenceAndNoTest() {
    ModelSpec spec = binary("");
    assertThat(text(spec, answers(spec, "v1", 50, 50, 9, 0), answers(spec, "v2", 50, 50, 20, 20)))
        .contains("estimate{accuracy} -0.31", "always_valid_low{positive_rate}")
        .doesNotContain("p_value{accuracy}")
        .endsWith("absent too_few_rows 1");
    assertThat(text(spec, answers(spec, "v1", 50, 49, 20, 20), answers(spec, "v2", 50, 50, 20, 20)))
        .doesNotContain("p_value")
        .endsWith("absent too_few_rows 2");
  }

  @Test
  void aVersionAloneIsComparedWithNothing() {
    ModelSpec spec = binary("");
    assertThat(text(spec, answers(spec, "v1", 50, 50, 9, 0))).isEmpty();
    assertThat(text(spec, answers(spec, "v2", 50, 50, 9, 0))).isEqualTo("absent no_data 2");
    assertThat(text(spec)).isEmpty();
  }

  @Test
  void aVersionWhoseLabelsHaveNotComeIsNotCompared() {
    ModelSpec spec = binary("");
    assertThat(text(spec, answers(spec, "v1", 50, 50, 9, 0), Stream.of(row(spec, "v2"))))
        .isEqualTo("absent no_data 2");
  }

  @Test
  void withoutAChampionThereIsNothingToCompare() {
    assertThat(MONITOR.fits(spec("versions: {a: v1, b: v2}, kind: binary, output: o", "")))
        .isFalse();
    assertThat(
            MONITOR.fits(
                spec(
                    "versions: {champion: v1}, kind: ranking, ranking: {request: r}, score: s",
                    "")))
        .isFalse();
  }

  @Test
  void onlyAVersionWithARoleIsWorseForAnyone() {
    ModelSpec alone = spec("versions: {champion: v1}, kind: binary, output: o", "");
    assertThat(MONITOR.alerts(alone)).isEmpty();

    ModelSpec two =
        spec("versions: {champion: v1, shadow: v2, test: v3}, kind: binary, output: o", "");
    Condition.Past worse = (Condition.Past) MONITOR.alerts(two).get(0).condition();
    assertThat(worse.where().get("version")).containsExactly("v2", "v3");
    assertThat(worse.isPast(-0.01, 0)).isTrue();

    Condition.Past error = (Condition.Past) MONITOR.alerts(NUMBER).get(0).condition();
    assertThat(error.reading().name()).isEqualTo("ml_version_difference_always_valid_low");
    assertThat(error.isPast(0.01, 0)).isTrue();
  }

  @Test
  void itsAlertLooksAtTheLongestWindow() {
    ModelSpec spec =
        ModelSpecReader.read(
            "test.yaml",
            """
            model: m
            database: d
            predictions:
              {table: t, time: ts, version: v, versions: {champion: v1, b: v2}, kind: binary, output: o}
            features: {x: numeric}
            labels: {value: y, mature_after: 7d}
            windows: [1h, 7d, 24h]
            """);
    assertThat(MONITOR.alerts(spec).get(0).settings().window()).contains(Duration.ofDays(7));
  }

  /** Models of one thing are mostly right on the same rows: what is reckoned is too wide then. */
  @Test
  void aShadowDiffersByLessThanIsReckoned() {
    Random random = new Random(5);
    long both = 0;
    long onlyFirst = 0;
    long onlySecond = 0;
    int rows = 2000;
    for (int i = 0; i < rows; i++) {
      double hard = random.nextDouble();
      boolean first = random.nextDouble() > hard * hard;
      boolean second = random.nextDouble() > hard * hard;
      both += first && second ? 1 : 0;
      onlyFirst += first && !second ? 1 : 0;
      onlySecond += second && !first ? 1 : 0;
    }
    Estimate paired = new McNemar(rows, onlyFirst, onlySecond).difference();
    Estimate apart =
        new TwoProportions(
                new Proportion(both + onlyFirst, rows), new Proportion(both + onlySecond, rows))
            .difference();
    assertThat(error(paired)).isLessThan(0.9 * error(apart));
  }

  private static double error(Estimate estimate) {
    return estimate.standardError().asOptional().orElseThrow();
  }

  @Test
  void thePromiseOfSeriesHolds() {
    ModelSpec spec = binary("max_versions: 3");
    List<Row> rows = new ArrayList<>();
    Stream.of("v1", "v2", "v3")
        .forEach(version -> answers(spec, version, 100, 100, 20, 20).forEach(rows::add));
    assertThat(new Observed(spec).labelled(rows).readings(MONITOR).readings())
        .hasSize((int) MONITOR.series(spec, SeriesScope.of(spec)));
  }
}
