package io.tidegauge.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Row;
import io.tidegauge.profile.ColumnDiff.Finding;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Distribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class ProfileDiffTest {
  private static final ModelSpec SPEC =
      Profiles.spec(
          """
          features:
            amount: {type: numeric, range: [0, 1000], missing: 1%}
            other: {type: numeric, drift: 9}
            merchant: {type: category, top: 2}
          """);

  private static Profile profile(ModelSpec spec, long seed, BiConsumer<Row, Random> filling) {
    return new ProfileBuilder(spec)
        .build("v" + seed, Profiles.rows(spec, 3000, seed, filling), false);
  }

  private static void usual(Row row, Random random) {
    row.number(0, random.nextInt(3) == 0 ? 0 : 900 * random.nextDouble());
    row.number(1, random.nextGaussian());
    row.number(2, random.nextDouble());
    row.text(0, List.of("shop", "shop", "shop", "bar", "bar", "zoo", "zoo").get(random.nextInt(7)));
  }

  private static void moved(Row row, Random random) {
    usual(row, random);
    row.number(0, random.nextInt(3) == 0 ? 0 : 300 + 900 * random.nextDouble());
    row.number(1, 3 + random.nextGaussian());
    if (random.nextInt(10) == 0) {
      row.noNumber(0);
      row.text(0, "pub\n");
    }
  }

  private static final Profile OLD = profile(SPEC, 1, ProfileDiffTest::usual);

  @Test
  void anotherSampleOfTheSameIsAsExpected() {
    ProfileDiff diff = ProfileDiff.of(SPEC, OLD, profile(SPEC, 2, ProfileDiffTest::usual));
    assertThat(diff.exceeded()).isFalse();
    assertThat(diff.columns()).hasSize(4).allMatch(column -> column.findings().isEmpty());
    assertThat(diff.columns().get(0).interpolated()).isTrue();
    assertThat(diff.columns().get(3).interpolated()).isFalse();
    assertThat(diff.text()).contains("ok").contains("~ interpolated");
  }

  @Test
  void aProfileDoesNotDifferFromItself() {
    ProfileDiff diff = ProfileDiff.of(SPEC, OLD, OLD);
    assertThat(diff.text().lines())
        .first()
        .asString()
        .matches("column +score +threshold +noise +missing +verdict");
    assertThat(diff.columns())
        .allMatch(column -> column.score().asOptional().orElseThrow() == 0)
        .noneMatch(ColumnDiff::interpolated);
  }

  @Test
  void whatIsOverItsThresholdIsFound() {
    ProfileDiff diff = ProfileDiff.of(SPEC, OLD, profile(SPEC, 2, ProfileDiffTest::moved));
    ColumnDiff amount = diff.columns().get(0);
    ColumnDiff other = diff.columns().get(1);
    ColumnDiff merchant =
        diff.columns().stream().filter(c -> c.name().equals("merchant")).findFirst().orElseThrow();

    assertThat(diff.exceeded()).isTrue();
    assertThat(amount.findings()).containsExactly(Finding.DRIFT, Finding.MISSING, Finding.RANGE);
    assertThat(amount.missingAfter()).isCloseTo(0.1, within(0.02));
    assertThat(amount.range().orElseThrow())
        .matches("0\\.00000\\.\\.89\\d\\.\\d+ -> 0\\.00000\\.\\.1\\d+\\.\\d+");
    assertThat(other.threshold()).isEqualTo(9);
    assertThat(other.findings()).isEmpty();
    assertThat(merchant.newCategories()).containsExactly("pub\n");
    assertThat(merchant.findings()).containsExactly(Finding.DRIFT, Finding.UNSEEN);
    assertThat(diff.text()).contains("UNSEEN, new categories: pub?\n");
  }

  @Test
  void aColumnThatIsGoneExceedsAndANewOneDoesNot() {
    Profile fewer =
        new ProfileBuilder(Profiles.spec("features: {amount: numeric}"))
            .build(
                "v3",
                Profiles.rows(
                    Profiles.spec("features: {amount: numeric}"),
                    500,
                    3,
                    (row, random) -> row.number(0, random.nextDouble())),
                false);
    ProfileDiff diff = ProfileDiff.of(SPEC, OLD, fewer);
    assertThat(diff.removed()).containsExactly("other", "merchant");
    assertThat(diff.exceeded()).isTrue();
    assertThat(ProfileDiff.of(SPEC, fewer, OLD).added()).containsExactly("other", "merchant");
    assertThat(diff.text()).containsPattern("merchant +- +- +- +- +REMOVED");
  }

  @Test
  void interpolationIsOffByNoMoreThanTheBinsInWhichEdgesLie() {
    Profile now = profile(SPEC, 2, ProfileDiffTest::moved);
    ColumnProfile old = OLD.columns().get(0);
    List<Double> values = new ArrayList<>();
    Profiles.rows(SPEC, 3000, 2, ProfileDiffTest::moved)
        .forEach(
            row -> {
              if (row.hasNumber(0)) {
                values.add(row.number(0));
              }
            });
    double[] exact = new double[old.size()];
    values.forEach(value -> exact[old.bins().orElseThrow().indexOf(value)]++);
    Distribution rebinned = Rebinning.of(now.columns().get(0)).into(old).orElseThrow();

    double widest =
        Arrays.stream(new int[] {0, 1, 2, 3, 4, 5, 6, 7})
            .mapToDouble(bin -> count(now.columns().get(0), bin))
            .max()
            .orElseThrow();
    assertThat(rebinned.total()).isCloseTo(values.size(), within(1e-6));
    for (int bin = 0; bin < exact.length; bin++) {
      assertThat(rebinned.count(bin)).isCloseTo(exact[bin], within(widest));
    }
    // The zeros have a bin of their own on both sides.
    assertThat(rebinned.count(1)).isEqualTo(exact[1]);
  }

  private static double count(ColumnProfile column, int bin) {
    Distribution counts = column.counts(Cell.ALL).orElseThrow().present();
    return bin == 1 || bin >= counts.size() ? 0 : counts.count(bin);
  }

  @Test
  void ofPersonalColumnsNothingIsShown() {
    ModelSpec spec =
        Profiles.spec(
            "features: {name: {type: category, personal: true},"
                + " pay: {type: numeric, personal: true, range: [0, 10]}}");
    Profile before = profile(spec, 1, (row, random) -> fillPersonal(row, random, "Ada"));
    Profile after = profile(spec, 2, (row, random) -> fillPersonal(row, random, "Eve"));
    ProfileDiff diff = ProfileDiff.of(spec, before, after);
    assertThat(diff.text()).doesNotContain("Ada", "Eve", "7.25");
    ColumnDiff pay = diff.columns().get(0);
    assertThat(pay.score().isPresent()).isTrue();
    assertThat(pay.interpolated()).isFalse();
    assertThat(
            diff.columns().stream()
                .filter(c -> c.name().equals("name"))
                .findFirst()
                .orElseThrow()
                .findings())
        .contains(Finding.UNSEEN);
  }

  private static void fillPersonal(Row row, Random random, String name) {
    row.number(0, random.nextBoolean() ? 7.25 : 3);
    row.text(0, random.nextBoolean() ? name : "Bob");
  }
}
