package io.tidegauge.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.NoiseGrid;
import io.tidegauge.statistics.NumericBins;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.QualityMetric;
import io.tidegauge.statistics.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileJsonTest {
  private static final Profile PROFILE =
      new Profile(
          "m",
          "v \"1\"",
          7,
          Optional.empty(),
          Optional.empty(),
          new TreeMap<>(Map.of("channel=\u0000=é", 3L)),
          List.of(
              number(0, Math.nextUp(0.0), 0.1, 1e22, Math.nextUp(1e22)),
              category("", "a\nb", "\"", "日本", "\ud83d\ude00", "\ud800", "\udfff\ud800", "x")),
          Optional.empty(),
          Optional.empty(),
          "");

  private static ColumnProfile number(double... edges) {
    return new ColumnProfile(
        Role.FEATURE,
        "n",
        FeatureType.NUMERIC,
        false,
        Optional.of(NumericBins.ofEdges(edges)),
        List.of(),
        0,
        Optional.of(
            new ColumnProfile.Moments(
                2e-3,
                1e-300,
                -0.0,
                9007199254740992.0,
                new TreeMap<>(Map.of(0.5, 1e-3, 0.999, 7.0)))),
        new TreeMap<>(Map.of(Cell.ALL, counts(Distribution.of(1, 2, 3, 1, 0, 0)))),
        Map.of(
            DriftDistance.PSI,
            NoiseGrid.of(
                new long[] {30, 100},
                new double[] {2e-3, 0.95},
                new double[][] {{1e-4, 2e-23}, {1, 0.5}})));
  }

  private static ColumnProfile category(String... categories) {
    return new ColumnProfile(
        Role.FEATURE,
        "c",
        FeatureType.CATEGORY,
        false,
        Optional.empty(),
        List.of(categories),
        2,
        Optional.empty(),
        new TreeMap<>(Map.of(Cell.ALL, counts(Distribution.of(1, 2, 3, 1)))),
        Map.of());
  }

  private static ColumnProfile.ReferenceCounts counts(Distribution present) {
    return new ColumnProfile.ReferenceCounts(present, 1, 2, 3);
  }

  @Test
  void readingGivesBackWhatWasWrittenEvenThroughBytes() {
    String text = ProfileJson.write(PROFILE);
    String stored = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    Profile read = ProfileJson.read(stored);

    assertThat(ProfileJson.write(read)).isEqualTo(text);
    assertThat(read.sha256()).isEqualTo(ProfileJson.sealed(PROFILE).sha256()).hasSize(64);
    assertThat(read.column(Role.FEATURE, "c").orElseThrow().categories())
        .isEqualTo(PROFILE.columns().get(1).categories());
    assertThat(read.column(Role.FEATURE, "n").orElseThrow().bins())
        .isEqualTo(PROFILE.columns().get(0).bins());
    assertThat(read.slices()).isEqualTo(PROFILE.slices());
  }

  @Test
  void theTablesOfTheReferenceAreKept() {
    SortedMap<String, SortedMap<String, ColumnType>> tables = new TreeMap<>();
    tables.put("not there yet", new TreeMap<>());
    tables.put(
        "a.log",
        new TreeMap<>(
            Map.of(
                "x", new ColumnType(ColumnType.Kind.NUMBER, "int8"),
                "\"é\"", new ColumnType(ColumnType.Kind.OTHER, "jsonb"))));
    Profile profile = PROFILE.withSchema(new Schema("postgresql", tables));
    String text = ProfileJson.write(profile);

    assertThat(text)
        .endsWith(
            """
              "schema" : {
                "engine" : "postgresql",
                "tables" : {
                  "a.log" : {
                    "\\"é\\"" : [ "other", "jsonb" ],
                    "x" : [ "number", "int8" ]
                  }
                }
              }
            }
            """);
    assertThat(ProfileJson.read(text).schema()).isEqualTo(profile.schema());
    assertThat(ProfileJson.read(text).sha256())
        .isEqualTo(profile.sha256())
        .isNotEqualTo(ProfileJson.sealed(PROFILE).sha256());
    assertThat(ProfileJson.read(ProfileJson.write(PROFILE)).schema()).isEmpty();
    assertThatThrownBy(() -> ProfileJson.read(text.replace("\"int8\"", "8")))
        .isInstanceOf(UnfitReferenceException.class)
        .hasMessage("not a profile: not a column's type: [\"number\",8]");
  }

  @Test
  void theQualityOfTheReferenceIsKept() {
    long[] rows = new long[CohortColumns.SCORES.size()];
    rows[7] = 3;
    ReferenceQuality quality =
        new ReferenceQuality(
            10,
            6,
            Map.of(
                QualityMetric.ROC_AUC,
                new Estimate(Outcome.of(0.75), Outcome.of(2e-3)),
                QualityMetric.MCC,
                new Estimate(Outcome.of(-0.5), Outcome.absent(Reason.UNDEFINED))),
            Optional.of(new ReferenceScores(rows, rows, rows)));
    Profile profile = PROFILE.withQuality(quality);
    String text = ProfileJson.write(profile);
    Profile read = ProfileJson.read(text);

    assertThat(text)
        .contains("\"mcc\" : [ -0.5 ]", "\"roc_auc\" : [ 0.75, 0.002 ]")
        .contains("\"predicted_positive\" : [ 0, 0, 0, 0, 0, 0, 0, 3, 0, ");
    assertThat(ProfileJson.write(read)).isEqualTo(text);
    assertThat(read.quality().orElseThrow().metrics()).isEqualTo(quality.metrics());
    assertThatThrownBy(() -> ProfileJson.read(text.replace("\"labelled\"", "\"labeled\"")))
        .hasMessage("not a profile: the key labelled is missing");
    assertThatThrownBy(() -> ProfileJson.read(text.replace("\"mcc\"", "\"mmc\"")))
        .hasMessage("not a profile: no metric is called mmc");
    assertThatThrownBy(
            () -> ProfileJson.read(text.replaceFirst("(predicted_positive\" : \\[[ 0,]*)3", "$17")))
        .hasMessage("not a profile: more rows of a score are predicted than there are");
  }

  @Test
  void textThatPeopleReadIsNotEscaped() {
    assertThat(ProfileJson.write(PROFILE)).contains("日本", "\ud83d\ude00", "\\ud800");
  }

  @Test
  void levelsAreWrittenInTheirShortestForm() {
    // Double.toString(2e-3) is 0.0020 before JDK 19.
    assertThat(ProfileJson.write(PROFILE)).contains("\"0.002\"", "\"0.95\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"rows\" : 7 | \"rows\" : -7 | not a count: -7",
        "\"rows\" : 7 | \"rows\" : 7.5 | not a count: 7.5",
        "\"rows\" : 7 | \"rows\" : \"7\" | the key rows does not hold what it should",
        "\"model\" : \"m\", | | the key model is missing",
        "\"top\" : 2 | \"top\" : 0 | c: top is below 1, or a category is there twice",
        "\"top\" : 2 | \"top\" : 3 | c: counts of 4 bins where there are 5",
        "\"日本\" | \"x\" | c: top is below 1, or a category is there twice",
        "1, 2, 3, 1, 0, 0 | 1, 2, 3, 1, 0 | n: counts of 5 bins where there are 6",
        "1, 2, 3, 1, 0, 0 | 1, 2, 3, 1, 0, \"0\" | n: not a number: \"0\"",
        "\"edges\" : [ 0.0 | \"edges\" : [ 9.0 | n: edges must increase: 9.0 is followed by 4.9E-324",
        "\"psi\" | \"psy\" | n: no distance is called psy",
        "\"numeric\" | \"number\" | n: No enum constant",
        "\"slices\" | \"from\" : \"now\", \"slices\" | Text 'now' could not be parsed",
      })
  void whatWouldFailLaterIsRefused(String part, String replacement, String problem) {
    String text = ProfileJson.write(PROFILE);
    assertThat(text).contains(part);
    assertThatThrownBy(
            () -> ProfileJson.read(text.replace(part, replacement == null ? "" : replacement)))
        .isInstanceOf(UnfitReferenceException.class)
        .hasMessageContaining("not a profile: " + problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "7", "[]", "{}", "{\"tidegauge_profile\": 2}"})
  void whatIsNoProfileIsRefused(String text) {
    assertThatThrownBy(() -> ProfileJson.read(text))
        .isInstanceOf(UnfitReferenceException.class)
        .hasMessageContaining("not a Tidegauge profile of format 1; make it anew");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\": 1, \"a\": 2}", "{\"tidegauge_profile\": 1} x"})
  void whatIsNotJsonIsRefused(String text) {
    assertThatThrownBy(() -> ProfileJson.read(text))
        .isInstanceOf(UnfitReferenceException.class)
        .hasMessageStartingWith("not JSON: ");
  }
}
