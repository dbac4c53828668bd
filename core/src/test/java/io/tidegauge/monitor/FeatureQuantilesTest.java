package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.counts.Row;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.ProfileJson;
import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Reason;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Quantiles of features that ask for them. */
class FeatureQuantilesTest {
  private static final ModelSpec SPEC =
      Profiles.spec(
          "features: {amount: {type: numeric, quantiles: [0.25, 0.75]}, other: numeric}\n");

  /** 8 and 24 are at these shares of five values, the ranks of which are 0 to 4. */
  private static final BiConsumer<Row, Random> REFERENCE = values(4, 8, 16, 24, 28);

  /** One row after the other these values, again and again. */
  private static BiConsumer<Row, Random> values(double... values) {
    return (row, random) -> {
      int nth = (int) (row.timeMicros() / 60_000_000 - 1_700_000_000 / 60);
      row.number(0, values[nth % values.length]);
      row.number(1, nth);
      row.slice(0, "web");
    };
  }

  private static double value(Readings readings, String metric, String... labels) {
    List<Reading> found =
        readings.readings().stream()
            .filter(reading -> reading.metric().name().equals(metric))
            .filter(reading -> reading.labels().containsAll(List.of(labels)))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0).value();
  }

  /** The population's standard deviation of the reference is the square root of 83.2. */
  @Test
  void quantilesAreHeldAgainstTheReferences() {
    Profile profile =
        new ProfileBuilder(SPEC).build("v1", Profiles.rows(SPEC, 5, 1, REFERENCE), true);
    Readings readings =
        new Observed(SPEC)
            .profile(ProfileJson.read(ProfileJson.write(profile)))
            .rows("v1", Profiles.rows(SPEC, 6, 1, values(-1, 8, 16, 48, 96, Double.NaN)))
            .readings(new FeatureInvariants());
    String metric = "ml_feature_quantile_value";
    assertThat(value(readings, metric, "amount", "all", "0.25")).isCloseTo(8, within(0.08));
    assertThat(value(readings, metric, "amount", "all", "0.75")).isCloseTo(48, within(0.48));
    assertThat(value(readings, metric, "amount", "channel=web", "0.75"))
        .isCloseTo(48, within(0.48));
    assertThat(value(readings, "ml_feature_quantile_shift", "amount", "0.25")).isZero();
    assertThat(value(readings, "ml_feature_quantile_shift", "amount", "0.75"))
        .isCloseTo(24 / Math.sqrt(83.2), within(0.72 / Math.sqrt(83.2)));
  }

  @Test
  void aReferenceFromBeforeHasNone() {
    ModelSpec before = Profiles.spec("features: {amount: numeric, other: numeric}\n");
    Readings readings =
        new Observed(SPEC)
            .profile(
                new ProfileBuilder(before).build("v1", Profiles.rows(SPEC, 5, 1, REFERENCE), true))
            .rows("v1", Profiles.rows(SPEC, 5, 1, REFERENCE))
            .readings(new FeatureInvariants());
    assertThat(value(readings, "ml_feature_quantile_value", "all", "0.25"))
        .isCloseTo(8, within(0.08));
    assertThat(readings.readings())
        .noneMatch(reading -> reading.metric().name().equals("ml_feature_quantile_shift"));
    assertThat(readings.absent()).containsEntry(Reason.NO_REFERENCE, 2);
  }

  @Test
  void whereThereAreNoValuesThereIsNone() {
    Readings readings =
        new Observed(SPEC)
            .rows("v1", Profiles.rows(SPEC, 2, 1, values(Double.NaN)))
            .readings(new FeatureInvariants());
    assertThat(readings.readings())
        .noneMatch(reading -> reading.metric().name().startsWith("ml_feature_quantile"));
    assertThat(readings.absent()).containsKey(Reason.NO_DATA);
  }

  @Test
  void seriesAreBounded() {
    SeriesScope scope = new SeriesScope(1, 1, 2);
    Profile profile =
        new ProfileBuilder(SPEC).build("v1", Profiles.rows(SPEC, 5, 1, REFERENCE), true);
    List<Reading> readings =
        new Observed(SPEC)
            .profile(profile)
            .rows("v1", Profiles.rows(SPEC, 50, 1, REFERENCE))
            .readings(new FeatureInvariants())
            .readings();
    assertThat((long) readings.size()).isEqualTo(new FeatureInvariants().series(SPEC, scope));
  }
}
