package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.Row;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.ModelSpec;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Whether a feature is constant although its reference is not. */
class ConstancyTest {
  private static final ModelSpec SPEC =
      Profiles.spec(
          """
          features:
            amount: numeric
            secret: {type: numeric, personal: true}
            merchant: {type: category, top: 1}
          """);
  private static final String[] FEATURES = {"amount", "secret", "merchant"};

  private static void varied(Row row, Random random) {
    row.number(0, random.nextInt(10) == 0 ? 1 : 0);
    row.number(1, random.nextInt(5));
    row.text(0, List.of("a", "b", "c").get(random.nextInt(3)));
    row.slice(0, random.nextBoolean() ? "web" : "app");
  }

  private static void same(Row row, Random random) {
    row.number(0, 7);
    row.number(1, 7);
    row.text(0, "b");
    row.slice(0, "web");
  }

  private static Observed against(BiConsumer<Row, Random> reference) {
    return new Observed(SPEC)
        .profile(
            new ProfileBuilder(SPEC).build("v1", Profiles.rows(SPEC, 1000, 1, reference), true));
  }

  private static List<Double> constant(Observed observed, String slice) {
    return observed.readings(new FeatureInvariants()).readings().stream()
        .filter(reading -> reading.metric().name().equals("ml_feature_constant"))
        .filter(reading -> reading.labels().contains(slice))
        .sorted((one, two) -> index(one) - index(two))
        .map(Reading::value)
        .toList();
  }

  private static int index(Reading reading) {
    return List.of(FEATURES).indexOf(reading.labels().get(2));
  }

  @Test
  void oneValueWhereTheReferenceHasSeveralIsConstant() {
    Observed observed =
        against(ConstancyTest::varied).rows("v1", Profiles.rows(SPEC, 90, 2, ConstancyTest::same));
    assertThat(constant(observed, "all")).containsExactly(1.0, 1.0, 1.0);
    assertThat(constant(observed, "channel=web")).containsExactly(1.0, 1.0, 1.0);
  }

  @Test
  void severalValuesAreNotConstant() {
    Observed observed =
        against(ConstancyTest::same).rows("v1", Profiles.rows(SPEC, 500, 2, ConstancyTest::varied));
    assertThat(constant(observed, "all")).containsExactly(0.0, 0.0, 0.0);
  }

  @Test
  void oneValueIsExpectedWhereTheReferenceHasOneOnly() {
    Observed observed =
        against(ConstancyTest::same).rows("v1", Profiles.rows(SPEC, 50, 2, ConstancyTest::same));
    // Of a personal number without a range the reference says nothing.
    assertThat(constant(observed, "all")).containsExactly(0.0, 1.0, 0.0);
  }

  /** 0.9 to the power of 60 is 0.0018. */
  @Test
  void oneValueIsNoSurpriseWhereOthersAreRare() {
    Observed observed =
        against(ConstancyTest::varied).rows("v1", Profiles.rows(SPEC, 60, 2, ConstancyTest::same));
    assertThat(constant(observed, "all")).containsExactly(0.0, 1.0, 1.0);
  }

  @Test
  void withoutAReferenceAColumnIsExpectedToVary() {
    Observed observed =
        new Observed(SPEC).rows("v9", Profiles.rows(SPEC, 50, 2, ConstancyTest::same));
    assertThat(constant(observed, "all")).containsExactly(1.0, 1.0, 1.0);
  }

  @Test
  void oneRowAloneIsNotConstant() {
    Observed observed =
        new Observed(SPEC).rows("v9", Profiles.rows(SPEC, 1, 2, ConstancyTest::same));
    assertThat(constant(observed, "all")).isEmpty();
  }

  @Test
  void ofAFeatureThatNeedNotVaryThereIsNoReading() {
    ModelSpec steady =
        Profiles.spec(
            """
            features:
              amount: {type: numeric, varies: false}
              merchant: {type: category, varies: false}
              season: category
            """);
    BiConsumer<Row, Random> same =
        (row, random) -> {
          row.number(0, 7);
          row.text(0, "b");
          row.text(1, "summer");
        };
    assertThat(
            new Observed(steady)
                .rows("v9", Profiles.rows(steady, 50, 2, same))
                .text(new FeatureInvariants())
                .lines()
                .filter(line -> line.startsWith("ml_feature_constant")))
        .containsExactly("ml_feature_constant{version=v9 feature=season window=1h slice=all} 1.0");
  }
}
