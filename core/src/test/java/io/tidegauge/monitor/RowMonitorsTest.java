package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.Row;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowMonitorsTest {
  private static final ModelSpec SPEC =
      ModelSpecReader.read(
          "test.yaml",
          """
          model: m
          owner: team
          database: d
          predictions: {table: t, time: ts, version: v, versions: {champion: v1}, kind: binary, failed: f}
          features: {amount: {type: numeric, range: [0, 10]}, merchant: category}
          reference: {profile: "{version}.json"}
          lifecycle: {table: r, version: v, stages: {data: d, trained: t}}
          """);

  private static final Profile PROFILE =
      new ProfileBuilder(SPEC).build("v1", Profiles.rows(SPEC, 61, 1, RowMonitorsTest::fill), true);

  private static void fill(Row row, Random random) {
    row.number(0, 5);
    row.text(0, "a");
  }

  private static void broken(Row row, Random random) {
    int kind = (int) (row.timeMicros() / 60_000_000 % 4);
    row.failed(kind == 0);
    if (kind > 0) {
      row.number(0, kind == 1 ? Double.NaN : kind == 2 ? 11 : 5);
      row.text(0, kind == 1 ? "b" : "a");
    }
  }

  private static Observed observed(int rows) {
    return new Observed(SPEC)
        .profile(PROFILE)
        .rows("v1", Profiles.rows(SPEC, rows, 1, RowMonitorsTest::broken));
  }

  @Test
  void invariantsAreCountsAndTheirShares() {
    assertThat(observed(8).text(new FeatureInvariants()))
        .isEqualTo(
            """
            ml_feature_missing_rows{version=v1 feature=amount window=1h slice=all} 2.0
            ml_feature_missing_ratio{version=v1 feature=amount window=1h slice=all} 0.25
            ml_feature_missing_change_ratio{version=v1 feature=amount window=1h slice=all} 0.25
            ml_feature_missing_change_z{version=v1 feature=amount window=1h slice=all} 3.9629817
            ml_feature_type_error_rows{version=v1 feature=amount window=1h slice=all} 0.0
            ml_feature_nan_rows{version=v1 feature=amount window=1h slice=all} 2.0
            ml_feature_infinite_rows{version=v1 feature=amount window=1h slice=all} 0.0
            ml_feature_invalid_ratio{version=v1 feature=amount window=1h slice=all} 0.25
            ml_feature_out_of_range_rows{version=v1 feature=amount window=1h slice=all} 2.0
            ml_feature_out_of_range_ratio{version=v1 feature=amount window=1h slice=all} 0.5
            ml_feature_constant{version=v1 feature=amount window=1h slice=all} 0.0
            ml_feature_missing_rows{version=v1 feature=merchant window=1h slice=all} 2.0
            ml_feature_missing_ratio{version=v1 feature=merchant window=1h slice=all} 0.25
            ml_feature_missing_change_ratio{version=v1 feature=merchant window=1h slice=all} 0.25
            ml_feature_missing_change_z{version=v1 feature=merchant window=1h slice=all} 3.9629817
            ml_feature_empty_rows{version=v1 feature=merchant window=1h slice=all} 0.0
            ml_feature_unseen_rows{version=v1 feature=merchant window=1h slice=all} 2.0
            ml_feature_unseen_ratio{version=v1 feature=merchant window=1h slice=all} 0.33333334
            ml_feature_vanished_categories{version=v1 feature=merchant window=1h slice=all} 0.0
            ml_feature_constant{version=v1 feature=merchant window=1h slice=all} 0.0
            """);
  }

  @Test
  void anEmptyWindowHasCountsAndNoShares() {
    assertThat(observed(0).text(new FeatureInvariants()))
        .isEqualTo(
            """
            ml_feature_missing_rows{version=v1 feature=amount window=1h slice=all} 0.0
            ml_feature_type_error_rows{version=v1 feature=amount window=1h slice=all} 0.0
            ml_feature_nan_rows{version=v1 feature=amount window=1h slice=all} 0.0
            ml_feature_infinite_rows{version=v1 feature=amount window=1h slice=all} 0.0
            ml_feature_out_of_range_rows{version=v1 feature=amount window=1h slice=all} 0.0
            ml_feature_missing_rows{version=v1 feature=merchant window=1h slice=all} 0.0
            ml_feature_empty_rows{version=v1 feature=merchant window=1h slice=all} 0.0
            ml_feature_unseen_rows{version=v1 feature=merchant window=1h slice=all} 0.0
            absent no_data 12
            """);
  }

  @Test
  void withoutAReferenceNothingIsUnseen() {
    String text =
        new Observed(SPEC)
            .rows("v9", Profiles.rows(SPEC, 1, 1, RowMonitorsTest::fill))
            .text(new FeatureInvariants());
    assertThat(text)
        .doesNotContain("unseen")
        .contains("ml_feature_out_of_range_rows")
        .endsWith("absent too_few_rows 2\nabsent no_reference 6\n");
  }

  @Test
  void volumeIsRowsAndTheirRateAgainstTheReference() {
    assertThat(observed(8).lastRow(Observed.NOW.minusMillis(1500)).text(new Volume()))
        .isEqualTo(
            """
            ml_window_rows{version=v1 window=1h slice=all} 8.0
            ml_window_failed_rows{version=v1 window=1h slice=all} 2.0
            ml_traffic_ratio{version=v1 window=1h} 0.13114753
            ml_last_row_timestamp_seconds{} 1.7724527985E9
            ml_silence_seconds{} 1.5
            """);
  }

  @Test
  void noRowAtAllIsNoDate() {
    assertThat(new Observed(SPEC).text(new Volume())).isEqualTo("absent no_data 1\n");
  }

  @Test
  void identityNamesTheModelItsRolesAndProfiles() {
    assertThat(observed(0).text(new Identity()))
        .isEqualTo(
            """
            ml_model_info{owner=team database=d} 1.0
            ml_version_info{version=v1 role=champion} 1.0
            ml_profile_info{version=v1 sha256=%s} 1.0
            ml_profile_rows{version=v1} 61.0
            """
                .formatted(PROFILE.sha256()));
  }

  @Test
  void stalenessIsTheAgeOfEachStageAndOfTheVersion() {
    Observed observed =
        new Observed(SPEC)
            .stages("v1", new TreeMap<>(Map.of("data", Observed.NOW.minus(Duration.ofDays(2)))))
            .stages("v2", new TreeMap<>(Map.of("trained", Observed.NOW.minusSeconds(90))));
    assertThat(observed.text(new Staleness()).lines().filter(line -> line.contains("age")))
        .contains(
            "ml_model_stage_age_seconds{version=v1 stage=data} 172800.0",
            "ml_model_stage_age_seconds{version=v2 stage=trained} 90.0",
            "ml_model_age_seconds{version=v2} 90.0")
        .noneMatch(line -> line.startsWith("ml_model_age_seconds{version=v1"));
  }
}
