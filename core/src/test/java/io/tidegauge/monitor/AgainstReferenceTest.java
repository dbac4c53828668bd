package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.Row;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.ModelSpec;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * Whether a feature is missing as often as in its reference, and whether its categories still
 * occur.
 */
class AgainstReferenceTest {
  private static final ModelSpec SPEC =
      Profiles.spec("features: {amount: numeric, merchant: {type: category, top: 4}}\n");

  /** Of each 1,000 rows 100 have no amount; 600 are of a, 389 of b, 10 of c, 1 of d. */
  private static final Profile PROFILE =
      new ProfileBuilder(SPEC)
          .build("v1", Profiles.rows(SPEC, 1000, 1, AgainstReferenceTest::reference), true);

  private static void reference(Row row, Random random) {
    int nth = nth(row) % 1000;
    if (nth % 10 > 0) {
      row.number(0, nth);
    }
    row.text(0, nth < 600 ? "a" : nth < 989 ? "b" : nth < 999 ? "c" : "d");
    row.slice(0, nth % 2 == 0 ? "web" : "app");
  }

  private static int nth(Row row) {
    return (int) (row.timeMicros() / 60_000_000 - 1_700_000_000 / 60);
  }

  private static String readings(int rows, BiConsumer<Row, Random> filling) {
    return new Observed(SPEC)
        .profile(PROFILE)
        .rows("v1", Profiles.rows(SPEC, rows, 1, filling))
        .text(new FeatureInvariants());
  }

  @Test
  void missingMoreOftenIsAChangeInStandardErrors() {
    String text =
        readings(
            100,
            (row, random) -> {
              if (nth(row) % 10 >= 3) {
                row.number(0, 1);
              }
              row.text(0, "a");
            });
    // 0.2 / sqrt(130 / 1100 * 970 / 1100 * (1 / 1000 + 1 / 100))
    assertThat(text)
        .contains(
            "ml_feature_missing_change_ratio{version=v1 feature=amount window=1h slice=all} 0.2\n")
        .contains(
            "ml_feature_missing_change_z{version=v1 feature=amount window=1h slice=all} 5.907025\n")
        .contains(
            "ml_feature_missing_change_z{version=v1 feature=merchant window=1h slice=all} 0.0\n");
  }

  @Test
  void eachSliceIsHeldAgainstItsOwn() {
    String text = readings(1000, AgainstReferenceTest::reference);
    // The rows without an amount are even ones.
    assertThat(text)
        .contains(
            "ml_feature_missing_ratio{version=v1 feature=amount window=1h slice=channel=web} 0.2\n")
        .contains(
            "ml_feature_missing_change_z{version=v1 feature=amount window=1h slice=channel=web} 0.0\n")
        .contains(
            "ml_feature_missing_change_z{version=v1 feature=amount window=1h slice=channel=app} 0.0\n");
  }

  private static String vanished(int rows, String category) {
    return readings(rows, (row, random) -> row.text(0, category))
        .lines()
        .filter(line -> line.startsWith("ml_feature_vanished_categories"))
        .findFirst()
        .map(line -> line.substring(line.indexOf("} ") + 2))
        .orElse("");
  }

  @Test
  void aCategoryHasVanishedWhereThatIsASurprise() {
    assertThat(vanished(5, "a")).isEqualTo("0.0");
    // Of b alone: 200 rows without one of ten c in a thousand have a chance of 0.16.
    assertThat(vanished(200, "a")).isEqualTo("1.0");
    // Now of c too, by 0.5 to the power of 10; one d says little.
    assertThat(vanished(1000, "a")).isEqualTo("2.0");
    assertThat(vanished(1000, "new")).isEqualTo("3.0");
  }

  @Test
  void withoutAReferenceThereIsNothingToChange() {
    assertThat(
            new Observed(SPEC)
                .rows("v9", Profiles.rows(SPEC, 50, 1, AgainstReferenceTest::reference))
                .text(new FeatureInvariants()))
        .doesNotContain("change", "vanished")
        .endsWith("absent no_reference 6\n");
  }
}
