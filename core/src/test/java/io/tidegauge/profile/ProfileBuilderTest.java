package io.tidegauge.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.RowStream;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.NoiseGrid;
import io.tidegauge.statistics.NumericBins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProfileBuilderTest {
  private static final int ROWS = 3000;
  private static final Profile PROFILE = Profiles.of(Profiles.SPEC, ROWS, 5);

  private static ColumnProfile column(Profile profile, String name) {
    return profile.column(Role.FEATURE, name).orElseThrow();
  }

  @Test
  void edgesAreThoseOfTheValues() {
    List<Double> values = new ArrayList<>();
    Profiles.rows(Profiles.SPEC, ROWS, 5, Profiles::fill).forEach(row -> values.add(row.number(0)));
    NumericBins expected =
        NumericBins.fromValues(values.stream().mapToDouble(value -> value).toArray(), 10);

    assertThat(column(PROFILE, "amount").bins()).contains(expected);
    assertThat(column(PROFILE, "amount").label(1)).isEqualTo("= 0");
    assertThat(column(PROFILE, "amount").size()).isEqualTo(expected.size());
  }

  @Test
  void rowsCountedByItsLayoutAreItsCounts() {
    WatchedColumns columns = WatchedColumns.of(Profiles.SPEC);
    BucketedCounts buckets =
        new BucketedCounts(
            columns.slices(),
            Duration.ofHours(1),
            new VersionLayouts(
                    version -> CountLayouts.of(Profiles.SPEC, columns, Optional.of(PROFILE)))
                ::of);
    Profiles.rows(Profiles.SPEC, ROWS, 5, Profiles::fill)
        .forEach(
            row -> {
              row.version("v1");
              buckets.add(row);
            });
    assertThat(buckets.sum()).hasSize(3);
    buckets
        .sum()
        .forEach(
            (cell, counts) -> {
              assertThat(reference(cell, "amount"))
                  .isEqualTo(counts.number(0).distribution().toString());
              assertThat(reference(cell, "merchant"))
                  .isEqualTo(counts.text(0).distribution().toString());
            });
    Counts all = Objects.requireNonNull(buckets.sum().get(Cell.ofAll("v1")));
    ColumnProfile score = PROFILE.column(Role.SCORE, "score").orElseThrow();
    assertThat(score.counts(Cell.ALL).orElseThrow().missing())
        .isEqualTo(all.number(2).missing())
        .isPositive();
    assertThat(PROFILE.slices()).containsOnlyKeys("channel=a=b", "channel=web");
    assertThat(PROFILE.sliceValues("channel")).containsExactly("web", "a=b");
    assertThat(PROFILE.slices().values().stream().mapToLong(rows -> rows).sum()).isEqualTo(ROWS);
  }

  private static String reference(Cell cell, String name) {
    return column(PROFILE, name).counts(cell.slice()).orElseThrow().present().toString();
  }

  @Test
  void categoriesAreOrderedByFrequencyThenName() {
    assertThat(column(PROFILE, "merchant").categories()).startsWith("shop", "bar");
    assertThat(column(PROFILE, "merchant").categories()).hasSize(4);
    assertThat(column(PROFILE, "merchant").label(2)).isEqualTo("(tail)");
    assertThat(column(PROFILE, "merchant").size()).isEqualTo(4);
  }

  @Test
  void aColumnWithoutValuesHasNoBinsAndNoNoise() {
    ColumnProfile empty = column(PROFILE, "empty");
    assertThat(empty.bins()).isEmpty();
    assertThat(empty.moments()).isEmpty();
    assertThat(empty.noise()).isEmpty();
    assertThat(empty.counts(Cell.ALL).orElseThrow().missing()).isEqualTo(ROWS);
  }

  @Test
  void momentsAreThoseOfTheValues() {
    ColumnProfile.Moments moments = column(PROFILE, "amount").moments().orElseThrow();
    assertThat(moments.mean()).isCloseTo(333, within(20.0));
    assertThat(moments.min()).isZero();
    assertThat(moments.max()).isBetween(990.0, 999.0);
  }

  @Test
  void theSameRowsGiveTheSameBytesWhateverTheLocale() {
    String text = ProfileJson.write(PROFILE);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(ProfileJson.write(Profiles.of(Profiles.SPEC, ROWS, 5))).isEqualTo(text);
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(ProfileJson.write(ProfileJson.read(text))).isEqualTo(text);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void onEveryCoreTheBytesAreTheSame() {
    RowStream rows = Profiles.rows(Profiles.SPEC, ROWS, 5, Profiles::fill);
    ProfileBuilder alone = new ProfileBuilder(Profiles.SPEC);
    ProfileBuilder together = ProfileBuilder.onEveryCore(Profiles.SPEC);

    assertThat(ProfileJson.write(together.build("v1", rows, true)))
        .isEqualTo(ProfileJson.write(alone.build("v1", rows, true)));
  }

  @Test
  void rowsThatRunInTimeAreNoisierThanRowsThatDoNot() {
    RowStream waves = Profiles.rows(Profiles.SPEC, 20_000, 1, (row, random) -> {});
    RowStream rows =
        consumer -> {
          int[] i = {0};
          Random random = new Random(4);
          waves.forEach(
              row -> {
                row.number(0, 500 + 400 * Math.sin(i[0]++ / 1000.0) + 100 * random.nextDouble());
                consumer.accept(row);
              });
        };
    ProfileBuilder builder = new ProfileBuilder(Profiles.SPEC);
    assertThat(noise(builder.build("v1", rows, true)))
        .isGreaterThan(5 * noise(builder.build("v1", rows, false)));
  }

  private static double noise(Profile profile) {
    NoiseGrid grid =
        Objects.requireNonNull(column(profile, "amount").noise().get(DriftDistance.PSI));
    return grid.at(0.999, 1000).asOptional().orElseThrow();
  }

  @Test
  void aProfileWithoutTimesHasNoTraffic() {
    Profile untimed =
        new ProfileBuilder(Profiles.SPEC)
            .build("v1", Profiles.rows(Profiles.SPEC, 100, 1, Profiles::fill), false);
    assertThat(untimed.from()).isEmpty();
    assertThat(untimed.rowsPerSecond()).isEmpty();
    assertThat(PROFILE.rowsPerSecond().orElseThrow()).isCloseTo(1 / 60.0, within(1e-4));
  }

  @Test
  void noRowsAreRefused() {
    assertThatThrownBy(
            () ->
                new ProfileBuilder(Profiles.SPEC)
                    .build("v7", Profiles.rows(Profiles.SPEC, 0, 1, Profiles::fill), true))
        .isInstanceOf(UnfitReferenceException.class)
        .hasMessage("the reference of version v7 of m has no rows");
  }

  private static Profile ids(ModelSpec spec) {
    int[] id = {0};
    return new ProfileBuilder(spec)
        .build(
            "v1",
            Profiles.rows(spec, 100_001, 1, (row, random) -> row.text(0, "id" + id[0]++ % 100_001)),
            false);
  }

  @Test
  void aCategoryThatIsAnIdIsRefused() {
    assertThatThrownBy(() -> ids(Profiles.spec("features: {customer: category}")))
        .isInstanceOf(UnfitReferenceException.class)
        .hasMessage(
            "customer has more than 100000 categories in the reference: it looks like an id; leave"
                + " it out of the spec");
  }

  @Test
  void whereCategoriesAreDeclaredThereMayBeAnyNumberOfOthers() {
    Profile profile =
        ids(Profiles.spec("features: {customer: {type: category, values: [id7, other]}}"));
    assertThat(column(profile, "customer").categories()).containsExactly("id7", "other");
    assertThat(column(profile, "customer").counts(Cell.ALL).orElseThrow().present())
        .hasToString("[1.0, 0.0, 100000.0]");
  }

  @Test
  void valuesWhoseSumsOverflowCostOnlyTheirMoments() {
    Profile profile =
        new ProfileBuilder(
                Profiles.spec("features: {x: numeric}\ndrift: {distances: [wasserstein, psi]}"))
            .build(
                "v1",
                Profiles.rows(
                    Profiles.spec("features: {x: numeric}"),
                    200,
                    1,
                    (row, random) -> row.number(0, (random.nextDouble() - 0.5) * 2 * 1.7e308)),
                false);
    ColumnProfile x = column(profile, "x");
    assertThat(x.moments()).isEmpty();
    assertThat(x.bins()).isPresent();
    assertThat(x.noise()).containsOnlyKeys(DriftDistance.PSI);
    assertThat(ProfileJson.write(profile)).doesNotContain("NaN", "Infinity");
  }

  @Test
  void nothingOfAPersonalColumnIsStored() {
    ModelSpec spec =
        Profiles.spec(
            """
            features:
              income: {type: numeric, personal: true, range: [0, 1000000]}
              weight: {type: numeric, personal: true}
              name: {type: category, personal: true}
            drift: {distances: [psi, wasserstein, kolmogorov_smirnov]}
            """);
    Profile profile =
        new ProfileBuilder(spec)
            .build("v1", Profiles.rows(spec, 500, 3, ProfileBuilderTest::plant), true);
    String text = ProfileJson.write(profile);

    assertThat(text).doesNotContain("Ada", "Lovelace", "77123", "77124", "876.25", "3.5625");
    assertThat(column(profile, "weight").bins()).isEmpty();
    assertThat(column(profile, "income").bins()).contains(NumericBins.equalWidth(0, 1_000_000, 10));
    assertThat(column(profile, "income").moments()).isEmpty();
    assertThat(column(profile, "income").counts(Cell.ALL).orElseThrow().present().hasMeans())
        .isFalse();
    assertThat(column(profile, "income").noise())
        .containsOnlyKeys(DriftDistance.PSI, DriftDistance.KOLMOGOROV_SMIRNOV);
    assertThat(column(profile, "income").label(3)).isEqualTo("(bin 4)");
    assertThat(column(profile, "name").label(0)).isEqualTo("(category 1)");
    assertThat(column(profile, "name").categoryBins("m").indexOf("Ada Lovelace")).isZero();
  }

  private static void plant(Row row, Random random) {
    row.number(0, random.nextBoolean() ? 77123 : 77124.5);
    row.number(1, random.nextBoolean() ? 876.25 : 3.5625);
    row.text(0, "Ada Lovelace");
  }

  @Test
  void aProfileFromBeforeAColumnBecamePersonalIsNoReference() {
    ModelSpec personal =
        Profiles.spec(
            "features: {amount: {type: numeric, range: [0, 1000], personal: true},"
                + " merchant: {type: category, personal: true}, empty: category}");
    WatchedColumns columns = WatchedColumns.of(personal);
    assertThat(columns.numbers())
        .allMatch(column -> PROFILE.column(column).isEmpty() || !column.personal());
    assertThat(columns.texts()).noneMatch(column -> PROFILE.column(column).isPresent());
  }
}
