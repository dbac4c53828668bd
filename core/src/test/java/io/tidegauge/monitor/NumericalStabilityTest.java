package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.Row;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumericalStabilityTest {
  private static final Monitor MONITOR = new NumericalStability();

  private static final ModelSpec SPEC = spec("kind: binary, score: s, output: o");

  private static ModelSpec spec(String predictions) {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions: {table: t, time: ts, version: v, %s}
        features: {x: numeric}
        reference: {profile: "{version}.json"}
        windows: [1h]
        max_versions: 1
        """
            .formatted(predictions));
  }

  /** Of four rows one score is NaN, one infinite, and the other two are the same. */
  private static void broken(Row row, Random random) {
    int kind = (int) (row.timeMicros() / 60_000_000 % 4);
    row.number(1, kind == 0 ? Double.NaN : kind == 1 ? Double.NEGATIVE_INFINITY : 0.5);
    row.text(0, "accept");
  }

  private static void usual(Row row, Random random) {
    row.number(1, random.nextDouble());
    row.text(0, random.nextInt(10) == 0 ? "decline" : "accept");
  }

  private static Observed observed(int rows) {
    return new Observed(SPEC)
        .rows("v1", Profiles.rows(SPEC, rows, 1, NumericalStabilityTest::broken));
  }

  @Test
  void invalidPredictionsAreCountedAndConstantOnesFound() {
    assertThat(observed(8).text(MONITOR))
        .isEqualTo(
            """
            ml_prediction_nan_rows{version=v1 output=score window=1h slice=all} 2.0
            ml_prediction_infinite_rows{version=v1 output=score window=1h slice=all} 2.0
            ml_prediction_invalid_ratio{version=v1 output=score window=1h slice=all} 0.5
            ml_prediction_subnormal_rows{version=v1 output=score window=1h slice=all} 0.0
            ml_prediction_saturated_rows{version=v1 output=score window=1h slice=all} 0.0
            ml_prediction_saturated_ratio{version=v1 output=score window=1h slice=all} 0.0
            ml_prediction_constant{version=v1 output=score window=1h slice=all} 1.0
            ml_prediction_constant{version=v1 output=output window=1h slice=all} 1.0
            absent no_reference 1
            """);
  }

  @Test
  void anEmptyWindowHasCountsOnly() {
    assertThat(observed(0).text(MONITOR))
        .isEqualTo(
            """
            ml_prediction_nan_rows{version=v1 output=score window=1h slice=all} 0.0
            ml_prediction_infinite_rows{version=v1 output=score window=1h slice=all} 0.0
            ml_prediction_subnormal_rows{version=v1 output=score window=1h slice=all} 0.0
            ml_prediction_saturated_rows{version=v1 output=score window=1h slice=all} 0.0
            absent no_reference 1
            absent no_data 4
            """);
  }

  @Test
  void theScoreIsJudgedWhateverTheReferenceIsAndTheOutputAgainstIt() {
    Observed observed =
        new Observed(SPEC)
            .profile(
                new ProfileBuilder(SPEC)
                    .build("v1", Profiles.rows(SPEC, 500, 1, NumericalStabilityTest::broken), true))
            .rows("v1", Profiles.rows(SPEC, 100, 1, NumericalStabilityTest::broken));
    assertThat(observed.text(MONITOR))
        .contains("ml_prediction_constant{version=v1 output=score window=1h slice=all} 1.0")
        .contains("ml_prediction_constant{version=v1 output=output window=1h slice=all} 0.0");
  }

  /** Of eight scores two are 0, one is 1, and one is subnormal. */
  private static void ends(Row row, Random random) {
    List<Double> scores = List.of(0.0, -0.0, 1.0, 1e-310, 0.25, 0.5, 0.75, 0.999);
    row.number(1, scores.get((int) (row.timeMicros() / 60_000_000 % 8)));
  }

  private static Observed ends(ModelSpec spec) {
    return new Observed(spec).rows("v1", Profiles.rows(spec, 8, 1, NumericalStabilityTest::ends));
  }

  @Test
  void scoresAtAnEndAreSaturated() {
    assertThat(ends(SPEC).text(MONITOR))
        .contains("ml_prediction_subnormal_rows{version=v1 output=score window=1h slice=all} 1.0")
        .contains("ml_prediction_saturated_rows{version=v1 output=score window=1h slice=all} 3.0")
        .contains(
            "ml_prediction_saturated_ratio{version=v1 output=score window=1h slice=all} 0.375");
    assertThat(ends(spec("kind: binary, score: s, saturation: [0.25, 0.999]")).text(MONITOR))
        .contains("ml_prediction_saturated_rows{version=v1 output=score window=1h slice=all} 6.0");
    assertThat(MONITOR.alerts(SPEC)).hasSize(2);
    assertThat(MONITOR.alerts(spec("kind: regression, score: s, saturation: [-5, 5]")))
        .extracting(AlertDefinition::name)
        .contains("MLModelSaturatedPredictions");
  }

  @Test
  void scoresBeyondZeroAndOneAreNotSaturatedUnlessEndsAreDeclared() {
    Observed logits =
        new Observed(SPEC)
            .rows("v1", Profiles.rows(SPEC, 8, 1, (row, random) -> row.number(1, -3.5)));
    assertThat(logits.text(MONITOR)).doesNotContain("saturated").contains("absent undefined 1");
    assertThat(ends(spec("kind: regression, score: s")).text(MONITOR)).doesNotContain("saturated");
  }

  /** All rows are of the one bin that holds 0.5: of the others none has any. */
  @Test
  void entropyFallsWhereScoresGatherInFewBins() {
    Observed observed =
        new Observed(SPEC)
            .profile(
                new ProfileBuilder(SPEC)
                    .build("v1", Profiles.rows(SPEC, 1000, 1, NumericalStabilityTest::usual), true))
            .rows("v1", Profiles.rows(SPEC, 8, 1, NumericalStabilityTest::broken));
    assertThat(observed.text(MONITOR))
        .contains("ml_prediction_entropy{version=v1 output=score window=1h slice=all} 0.0")
        .contains("ml_prediction_reference_entropy{version=v1 output=score slice=all} 1.0");
  }

  @Test
  void predictionsThatVaryAreNotConstant() {
    Observed observed =
        new Observed(SPEC).rows("v1", Profiles.rows(SPEC, 200, 1, NumericalStabilityTest::usual));
    assertThat(observed.text(MONITOR))
        .contains("ml_prediction_invalid_ratio{version=v1 output=score window=1h slice=all} 0.0")
        .contains("ml_prediction_constant{version=v1 output=score window=1h slice=all} 0.0")
        .contains("ml_prediction_constant{version=v1 output=output window=1h slice=all} 0.0");
  }

  @Test
  void aColumnThatCannotBeReadHasNoReadings() {
    assertThat(observed(8).unreadable("score").text(MONITOR))
        .isEqualTo("ml_prediction_constant{version=v1 output=output window=1h slice=all} 1.0\n");
  }

  @Test
  void thePromiseOfSeriesIsExact() {
    Observed observed =
        new Observed(SPEC)
            .profile(
                new ProfileBuilder(SPEC)
                    .build("v1", Profiles.rows(SPEC, 500, 1, NumericalStabilityTest::usual), true))
            .rows("v1", Profiles.rows(SPEC, 8, 1, NumericalStabilityTest::broken));
    assertThat(observed.readings(MONITOR).readings())
        .hasSize((int) MONITOR.series(SPEC, SeriesScope.of(SPEC)));
    ModelSpec regression = spec("kind: regression, score: s, output: o");
    assertThat(MONITOR.series(regression, SeriesScope.of(regression))).isEqualTo(14);
  }

  @Test
  void onlyNumbersCanBeInvalid() {
    assertThat(MONITOR.fits(spec("kind: binary"))).isFalse();
    assertThat(MONITOR.alerts(spec("kind: binary, output: o")))
        .extracting(AlertDefinition::name)
        .containsExactly("MLModelConstantPredictions");
    assertThat(MONITOR.alerts(spec("kind: regression, output: o")))
        .extracting(AlertDefinition::name)
        .containsExactly("MLModelInvalidPredictions", "MLModelConstantPredictions");
  }
}
