package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.Row;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.ModelSpec;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Mean and standard deviation of features that ask for them. */
class FeatureMomentsTest {
  private static final ModelSpec SPEC =
      Profiles.spec("features: {amount: {type: numeric, moments: true}, other: numeric}\n");

  /** One row after the other these values, again and again. */
  private static BiConsumer<Row, Random> values(double... values) {
    return (row, random) -> {
      int nth = (int) (row.timeMicros() / 60_000_000 - 1_700_000_000 / 60);
      row.number(0, values[nth % values.length]);
      row.number(1, nth);
      row.slice(0, "web");
    };
  }

  private static String readings(Observed observed) {
    return observed
        .text(new FeatureInvariants())
        .lines()
        .filter(
            line ->
                line.matches("ml_feature_(mean|standard|min|max|zero|negative|spread).*|absent.*"))
        .collect(Collectors.joining("\n"));
  }

  /** scipy.stats.ttest_ind(window, reference, equal_var=False).statistic says 1.5954481. */
  @Test
  void theMeanIsHeldAgainstTheReference() {
    Observed observed =
        new Observed(SPEC)
            .profile(
                new ProfileBuilder(SPEC)
                    .build("v1", Profiles.rows(SPEC, 8, 1, values(2, 4, 4, 4, 5, 5, 7, 9)), true))
            .rows("v1", Profiles.rows(SPEC, 4, 1, values(6, 10, 6, 6, Double.NaN)));
    assertThat(readings(observed))
        .isEqualTo(
            """
            ml_feature_mean_value{version=v1 feature=amount window=1h slice=all} 7.0
            ml_feature_standard_deviation{version=v1 feature=amount window=1h slice=all} 1.7320508
            ml_feature_min_value{version=v1 feature=amount window=1h slice=all} 6.0
            ml_feature_max_value{version=v1 feature=amount window=1h slice=all} 10.0
            ml_feature_zero_ratio{version=v1 feature=amount window=1h slice=all} 0.0
            ml_feature_negative_ratio{version=v1 feature=amount window=1h slice=all} 0.0
            ml_feature_mean_shift{version=v1 feature=amount window=1h} 1.0
            ml_feature_mean_change_z{version=v1 feature=amount window=1h} 1.595448
            ml_feature_spread_ratio{version=v1 feature=amount window=1h} 0.8660254
            ml_feature_mean_value{version=v1 feature=amount window=1h slice=channel=web} 7.0
            ml_feature_standard_deviation{version=v1 feature=amount window=1h slice=channel=web} 1.7320508
            ml_feature_min_value{version=v1 feature=amount window=1h slice=channel=web} 6.0
            ml_feature_max_value{version=v1 feature=amount window=1h slice=channel=web} 10.0
            ml_feature_zero_ratio{version=v1 feature=amount window=1h slice=channel=web} 0.0
            ml_feature_negative_ratio{version=v1 feature=amount window=1h slice=channel=web} 0.0""");
  }

  @Test
  void zerosAndNegativeValuesHaveShares() {
    assertThat(
            readings(
                new Observed(SPEC)
                    .rows("v9", Profiles.rows(SPEC, 8, 1, values(0, -0.0, -1, 5, Double.NaN)))))
        .contains("ml_feature_zero_ratio{version=v9 feature=amount window=1h slice=all} 0.5714286")
        .contains(
            "ml_feature_negative_ratio{version=v9 feature=amount window=1h slice=all} 0.2857143");
  }

  @Test
  void oneRowHasAMeanAndNoError() {
    Observed observed =
        new Observed(SPEC)
            .profile(
                new ProfileBuilder(SPEC).build("v1", Profiles.rows(SPEC, 8, 1, values(1, 3)), true))
            .rows("v1", Profiles.rows(SPEC, 1, 1, values(4)));
    assertThat(readings(observed))
        .contains("ml_feature_mean_shift{version=v1 feature=amount window=1h} 2.0")
        .doesNotContain("change_z")
        .contains("absent too_few_rows");
  }

  @Test
  void withoutAReferenceThereIsTheMeanOnly() {
    assertThat(readings(new Observed(SPEC).rows("v9", Profiles.rows(SPEC, 2, 1, values(1, 3)))))
        .contains("ml_feature_mean_value{version=v9 feature=amount window=1h slice=all} 2.0")
        .doesNotContain("shift", "change", "spread");
  }
}
