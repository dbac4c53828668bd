package io.tidegauge.exporter.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.profile.ColumnType;
import io.tidegauge.profile.ColumnType.Kind;
import io.tidegauge.source.TableSample;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is guessed of columns by their names and values. */
class GuessesTest {
  private static final int ROWS = 1000;

  private static ColumnFacts column(String name, Kind kind, IntFunction<String> value) {
    List<String> values = IntStream.range(0, ROWS).mapToObj(value).toList();
    ColumnType type = new ColumnType(kind, kind == Kind.TIME ? "timestamptz" : "x");
    return ColumnFacts.of(new TableSample.Column(name, type, values));
  }

  private static ColumnFacts numbers(String name, IntFunction<String> value) {
    return column(name, Kind.NUMBER, value);
  }

  private static String time(int row) {
    return "2026-01-01T00:%02d:%02dZ".formatted(row / 60, row % 60);
  }

  private static Optional<String> role(Role role, ColumnFacts... columns) {
    return RoleGuesses.of(List.of(columns), Answers.none()).column(role).map(ColumnFacts::name);
  }

  @ParameterizedTest
  @CsvSource({
    "predicted_at, created_at",
    "scoringTime, ts",
    "timestamp, updated_at",
    "ts, label_ts",
    "created_at, birth_date",
    "eventTime, expires_at"
  })
  void theTimeOfThePredictionIsPreferred(String meant, String other) {
    ColumnFacts one = column(other, Kind.TIME, GuessesTest::time);
    ColumnFacts two = column(meant, Kind.TIME, GuessesTest::time);
    assertThat(role(Role.TIME, one, two)).contains(meant);
    assertThat(role(Role.TIME, two, one)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "score",
        "probability",
        "P_Default",
        "yHat",
        "y_pred",
        "risk_score",
        "prediction",
        "Predicted Value",
        "forecast",
        "expected_rentals",
        "model_output_score",
        "proba_1"
      })
  void scoresByTheirNames(String name) {
    ColumnFacts amount = numbers("amount", row -> "" + row);
    assertThat(role(Role.SCORE, amount, numbers(name, row -> "0." + (row + 1)))).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"p_class", "age", "ph", "pressure", "importance", "spread"})
  void whatIsNoScore(String name) {
    assertThat(role(Role.SCORE, numbers(name, row -> "" + (1 + row % 3)))).isEmpty();
  }

  @Test
  void anIdDiffersInEachRowOrInEachRowOfAVersion() {
    ColumnFacts version = column("model_version", Kind.TEXT, row -> "v" + row % 2);
    ColumnFacts request = column("request_id", Kind.TEXT, row -> "r" + row / 2);
    assertThat(role(Role.ID, request)).isEmpty();
    assertThat(role(Role.ID, request, version)).contains("request_id");
    assertThat(role(Role.ID, numbers("customer_id", row -> "" + row % 90))).isEmpty();
  }

  @Test
  void theTimeOfALabelMayBeAnEpoch() {
    ColumnFacts time = column("ts", Kind.TIME, GuessesTest::time);
    ColumnFacts came = numbers("label_ts", row -> "" + (1_767_225_600L + row));
    assertThat(role(Role.LABEL_TIME, came, time)).contains("label_ts");
    assertThat(role(Role.LABEL_TIME, numbers("label_ts", row -> "" + row), time)).isEmpty();
  }

  @Test
  void whatTheUserSaysHolds() {
    ColumnFacts score = numbers("score", row -> "0." + (row + 1));
    ColumnFacts other = numbers("x17", row -> "0." + (row + 1));
    Answers answers = Answers.none().with("x17", Role.SCORE);
    assertThat(
            RoleGuesses.of(List.of(score, other), answers)
                .column(Role.SCORE)
                .map(ColumnFacts::name))
        .contains("x17");
    assertThat(
            RoleGuesses.of(List.of(score), Answers.none().without(Role.SCORE)).column(Role.SCORE))
        .isEmpty();
    assertThat(
            RoleGuesses.of(List.of(score), Answers.none().with("score", Role.NUMERIC))
                .column(Role.SCORE))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-999, 0, 50, true",
    "-1, 0, 50, true",
    "-1, 0, 1, false", // a flag that has three values
    "999, 0, 27, true",
    "999, 0, 998, false",
    "-9, -20, 40, false",
    "-999, -20, 40, true",
    "17, 0, 5, false"
  })
  void numbersThatStandForMissingOnes(String value, int least, int greatest, boolean suspect) {
    ColumnFacts column =
        numbers(
            "x",
            row -> row % 10 == 0 ? value : "" + (least + row % Math.max(1, greatest - least + 1)));
    assertThat(Sentinels.of(column)).isEqualTo(suspect ? List.of(value) : List.of());
  }

  @Test
  void oneSentinelDoesNotHideAnother() {
    ColumnFacts column =
        numbers("x", row -> row % 10 == 0 ? "-999" : row % 10 == 1 ? "-1" : "" + row % 77);
    assertThat(Sentinels.of(column)).containsExactlyInAnyOrder("-999", "-1");
    ColumnFacts text = column("t", Kind.TEXT, row -> Arrays.asList("a", "N/A", "").get(row % 3));
    assertThat(Sentinels.of(text)).containsExactlyInAnyOrder("N/A", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email",
        "customerEmail",
        "Phone",
        "first_name",
        "iban",
        "ip_address",
        "zip_code",
        "gender",
        "date_of_birth",
        "applicant_age",
        "lat",
        "maritalStatus",
        "income"
      })
  void personalByName(String name) {
    assertThat(PersonalData.describes(numbers(name, row -> "" + row))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"page", "average", "image_width", "usage", "package", "latency", "shipment"})
  void notPersonalByAPartOfAWord(String name) {
    assertThat(PersonalData.describes(numbers(name, row -> "" + row))).isFalse();
  }

  @Test
  void addressesOfMailArePersonalWhateverTheirColumnIsCalled() {
    assertThat(PersonalData.identifies(column("c7", Kind.TEXT, row -> "u" + row + "@example.com")))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, 1",
    "0.2, 0.7, 0, 1",
    "16, 100, 0, 100",
    "1, 43, 0, 100",
    "2, 39993, 0, 100000",
    "-5, 10, -20, 20",
    "-30, -2, -50, 0",
    "0, 0.000012, 0, 1",
    "3, 3.7, 0, 10"
  })
  void rangesAreRoundAndHoldMoreThanTheSample(
      double least, double greatest, double lowest, double highest) {
    assertThat(RoundNumbers.around(least, greatest))
        .isEqualTo(new RoundNumbers.Range(lowest, highest));
  }

  @Test
  void lengthsOfTimeAreUsualOnes() {
    assertThat(RoundNumbers.up(Duration.ofSeconds(1))).isEqualTo(Duration.ofMinutes(1));
    assertThat(RoundNumbers.up(Duration.ofHours(25))).isEqualTo(Duration.ofDays(2));
    assertThat(RoundNumbers.up(Duration.ofDays(30))).isEqualTo(Duration.ofDays(30));
    assertThat(RoundNumbers.up(Duration.ofDays(31))).isEqualTo(Duration.ofDays(60));
    assertThat(RoundNumbers.up(Duration.ofDays(60))).isEqualTo(Duration.ofDays(60));
  }

  @ParameterizedTest
  @CsvSource({
    "duration_ms, 20, ms",
    "elapsedSeconds, 20, s",
    "latency, 0.2, s",
    "latency, 20, ms",
    "took_us, 20, us"
  })
  void theUnitOfALatency(String name, String value, String unit) {
    assertThat(Latency.of(numbers(name, row -> value)).unit()).isEqualTo(unit);
  }

  @ParameterizedTest
  @CsvSource({
    "plain_name, plain_name",
    "yes, \"\"yes\"\"",
    "12, \"\"12\"\"",
    "a: b, \"\"a: b\"\"",
    "/run/secret, /run/secret"
  })
  void textsOfYaml(String text, String written) {
    assertThat(YamlScalar.of(text)).isEqualTo(written.replace("\"\"", "\""));
  }
}
