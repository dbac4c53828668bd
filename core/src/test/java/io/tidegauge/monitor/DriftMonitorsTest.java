package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.counts.Row;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftMonitorsTest {
  private static final ModelSpec SPEC =
      Profiles.spec(
          """
          features:
            amount: {type: numeric, importance: 3}
            merchant: {type: category, drift: 100, importance: 1}
            secret: {type: numeric, personal: true}
          drift: {worst: 1}
          alerts: {drift: {psi: 0.2, min_rows: 100}}
          """);

  private static final Profile PROFILE =
      new ProfileBuilder(SPEC)
          .build("v1", Profiles.rows(SPEC, 1000, 1, DriftMonitorsTest::usual), false);

  private static void usual(Row row, Random random) {
    row.number(0, random.nextInt(4));
    row.number(1, 7);
    row.number(2, random.nextDouble());
    row.text(0, List.of("a", "b").get(random.nextInt(2)));
    row.slice(0, row.number(0) < 2 ? "low" : "high");
  }

  private static void moved(Row row, Random random) {
    usual(row, random);
    row.number(0, 3);
    row.text(0, "new");
    row.slice(0, "low");
  }

  private static Observed observed(int rows) {
    return new Observed(SPEC)
        .profile(PROFILE)
        .rows("v1", Profiles.rows(SPEC, rows, 2, DriftMonitorsTest::moved));
  }

  private static String lines(String text, String with) {
    return text.lines()
        .filter(line -> line.contains(with))
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }

  @Test
  void driftedIsWhatIsOverItsOwnThresholdAndItsNoise() {
    String text = observed(200).text(new FeatureDrift());
    assertThat(lines(text, "ed_feature"))
        .isEqualTo(
            """
            ml_drifted_features{version=v1 window=1h slice=all} 1.0
            ml_drifted_feature_ratio{version=v1 window=1h slice=all} 0.5
            ml_scored_features{version=v1 window=1h slice=all} 2.0
            ml_drifted_features{version=v1 window=1h slice=channel=low} 1.0
            ml_drifted_feature_ratio{version=v1 window=1h slice=channel=low} 0.5
            ml_scored_features{version=v1 window=1h slice=channel=low} 2.0
            """);
    assertThat(lines(text, "absent")).isEqualTo("absent personal 2\n");
    assertThat(lines(text, "secret")).isEmpty();
  }

  @Test
  void rollUpsSayHowMuchOfWhatTheModelDependsOnHasMoved() {
    String all = "{version=v1 window=1h slice=all} ";
    assertThat(observed(200).text(new FeatureDrift()))
        .contains("ml_drifted_importance_ratio" + all + "0.75")
        .contains("ml_significant_features" + all + "2.0");
    Observed quiet =
        new Observed(SPEC)
            .profile(PROFILE)
            .rows("v1", Profiles.rows(SPEC, 2000, 3, DriftMonitorsTest::usual));
    assertThat(quiet.text(new FeatureDrift()))
        .contains("ml_drifted_importance_ratio" + all + "0.0")
        .contains("ml_significant_features" + all + "0.0");
  }

  /** What limits are proposed from is what is exported, and judged by the alert. */
  @Test
  void whatIsTriedIsWhatIsExported() {
    Observed observed = observed(200);
    List<TriedDrift> tried =
        TriedDrift.of(observed.observation(), Duration.ofHours(1), 1, List.of(0.0, -0.5, -2.0));
    assertThat(tried).extracting(TriedDrift::feature).containsExactly("amount", "merchant");
    ReadingTable table = new ReadingTable(observed.readings(new FeatureDrift()).readings());
    Condition.Past drifted = FeatureDrift.drifted(SPEC);
    for (TriedDrift one : tried) {
      String[] labels = {"v1", one.feature(), "1h", "all"};
      assertThat(table.value(drifted.reading(), labels)).hasValue(one.score());
      assertThat(table.value(drifted.noise().orElseThrow(), labels)).hasValue(one.noise());
      assertThat(one.shifted().get(0)).isCloseTo(one.score(), within(1e-9));
    }
    assertThat(TriedDrift.of(observed.observation(), Duration.ofDays(1), 1, List.of())).isEmpty();
    assertThat(TriedDrift.of(observed(99).observation(), Duration.ofHours(1), 1, List.of()))
        .isEmpty();
  }

  @Test
  void withFewerRowsThanTheAlertNeedsNothingHasDrifted() {
    assertThat(observed(99).text(new FeatureDrift()))
        .contains("ml_drifted_features{version=v1 window=1h slice=all} 0.0")
        .contains("ml_scored_features{version=v1 window=1h slice=all} 2.0");
  }

  @Test
  void withFewerRowsThanTheNoiseIsKnownForThereIsNoScore() {
    assertThat(observed(29).text(new FeatureDrift()))
        .isEqualTo("absent too_few_rows 4\nabsent personal 2\n");
  }

  @Test
  void anEmptyWindowHasNoScore() {
    assertThat(observed(0).text(new FeatureDrift()))
        .isEqualTo("absent personal 1\nabsent no_data 2\n");
    assertThat(observed(0).text(new PredictionDrift())).isEqualTo("absent no_data 1\n");
  }

  @Test
  void aVersionWithoutProfileHasNoScore() {
    Observed observed =
        new Observed(SPEC).rows("v9", Profiles.rows(SPEC, 100, 2, DriftMonitorsTest::usual));
    assertThat(observed.text(new FeatureDrift())).isEqualTo("absent no_reference 3\n");
    assertThat(observed.text(new PredictionDrift())).isEqualTo("absent no_reference 1\n");
  }

  @Test
  void theBinsThatMovedMostOfTheWorstFeatureAreShown() {
    String shown = lines(observed(200).text(new FeatureDrift()), "share_change");
    assertThat(shown.lines()).hasSize(3).allMatch(line -> line.contains("feature=merchant "));
    assertThat(shown).contains("bin=(unseen)} 1.0");
  }

  @Test
  void aSliceIsComparedWithItsOwnReference() {
    Observed own =
        new Observed(SPEC)
            .profile(PROFILE)
            .rows("v1", Profiles.rows(SPEC, 2000, 3, DriftMonitorsTest::usual));
    List<Reading> scores =
        own.readings(new FeatureDrift()).readings().stream()
            .filter(reading -> reading.metric().name().equals("ml_feature_drift_psi"))
            .toList();
    // Low amounts against all amounts would be far over one.
    assertThat(scores).hasSize(6).allMatch(reading -> reading.value() < 0.05);
  }

  @Test
  void scoresOfOtherToolsStandBesideThem() {
    ModelSpec spec =
        Profiles.spec(
            """
            features: {amount: numeric, merchant: category}
            drift: {compat: [evidently_psi, sagemaker_kolmogorov_smirnov]}
            """);
    Observed observed =
        new Observed(spec)
            .profile(
                new ProfileBuilder(spec)
                    .build("v1", Profiles.rows(spec, 1000, 1, DriftMonitorsTest::two), false))
            .rows("v1", Profiles.rows(spec, 100, 2, DriftMonitorsTest::twoElsewhere));
    String text = lines(observed.text(new FeatureDrift()), "_compat{version=v1 feature=");
    // A category for another: 2 (1 - 0.0001) ln 10,000.
    assertThat(lines(text, "merchant"))
        .endsWith("feature=merchant window=1h slice=all score=evidently_psi} 18.418839\n")
        .hasLineCount(1);
    assertThat(lines(text, "amount").replaceAll("(?m)^.*score=|}.*$", ""))
        .isEqualTo("evidently_psi\nsagemaker_kolmogorov_smirnov\n");
    assertThat(lines(observed.text(new PredictionDrift()), "compat")).isEqualTo("");
  }

  private static void two(Row row, Random random) {
    row.number(0, random.nextInt(4));
    row.text(0, "a");
  }

  private static void twoElsewhere(Row row, Random random) {
    row.number(0, 3);
    row.text(0, "b");
  }

  @Test
  void everyScoreStandsBesideItsNoise() {
    String text = observed(200).text(new PredictionDrift());
    assertThat(text.lines().map(line -> line.replaceAll(" [0-9.E-]+$", "")))
        .containsExactly(
            "ml_prediction_drift_psi{version=v1 output=score window=1h slice=all}",
            "ml_prediction_drift_noise_psi{version=v1 output=score window=1h slice=all}",
            "ml_prediction_drift_psi{version=v1 output=score window=1h slice=channel=low}",
            "ml_prediction_drift_noise_psi{version=v1 output=score window=1h slice=channel=low}");
  }

  @Test
  void aColumnThatCannotBeReadCostsNoOther() {
    String text = observed(200).unreadable("amount").text(new FeatureDrift());
    assertThat(text).doesNotContain("feature=amount").contains("feature=merchant");
  }
}
