package io.tidegauge.source;

import static io.tidegauge.source.DialectContractTest.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegauge.counts.CohortColumn;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.CohortGathering;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every dialect must do with labels that come after their predictions. */
abstract class LabelsContractTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant END = START.plusSeconds(3600);
  private static final List<String> LOG =
      List.of(
          "ts TIMESTAMP",
          "id VARCHAR",
          "version VARCHAR",
          "score DOUBLE PRECISION",
          "truth VARCHAR");
  private static final List<String> LABELS =
      List.of("prediction VARCHAR", "came TIMESTAMP", "outcome VARCHAR", "source VARCHAR");

  abstract Engine engine();

  /** A model whose labels are in the table {@code labels}, with more keys of that section. */
  private static ModelSpec binary(String more) {
    return model(
        "kind: binary, score: score",
        "{table: labels, id: prediction, value: outcome, time: came, mature_after: 1h"
            + more
            + "}");
  }

  static ModelSpec model(String kind, String labels) {
    return ModelSpecReader.read(
        "labels.yaml",
        """
        model: credit
        database: warehouse
        predictions: {table: log, time: ts, id: id, version: version, %s}
        features: {amount: numeric}
        labels: %s
        """
            .formatted(kind, labels));
  }

  private static String text(String value) {
    return value.equals("NULL") ? value : "'" + value + "'";
  }

  private static String at(long seconds) {
    return "TIMESTAMP '2026-03-01 00:00:00' + INTERVAL '" + seconds + " seconds'";
  }

  private static String predicted(long second, String id, String version) {
    return "(" + at(second) + ", " + text(id) + ", " + text(version) + ", 0.5, 'yes')";
  }

  private static String label(String id, long second, String outcome) {
    return "(" + text(id) + ", " + at(second) + ", " + text(outcome) + ", 'desk')";
  }

  private void log(String... rows) {
    engine().create("log", LOG, List.of(rows));
  }

  private void labels(String... rows) {
    engine().create("labels", LABELS, List.of(rows));
  }

  private static WatchedColumns columns(ModelSpec spec) {
    return CohortColumns.of(spec).orElseThrow().read();
  }

  private ReadResult<List<String>> read(ModelSpec spec, Instant from, Instant to) {
    try (Database database = Database.open(engine().config())) {
      return read(RowReader.ofCohort(database, spec, columns(spec)), spec, from, to);
    }
  }

  /** Rows in order, each as: time, version, failed, score, lag, label. */
  private static ReadResult<List<String>> read(
      RowReader reader, ModelSpec spec, Instant from, Instant to) {
    WatchedColumns columns = columns(spec);
    ReadResult<List<String>> result =
        reader.read(
            from,
            to,
            soon(),
            ArrayList::new,
            (lines, row) -> lines.add(DialectContractTest.line(columns, row)));
    Collections.sort(result.counts());
    return result;
  }

  private List<String> lines(ModelSpec spec) {
    return read(spec, START, END).counts();
  }

  private static String row(long second, String version, String lag, String label) {
    return START.plusSeconds(second) + "|" + version + "|false|0.5|" + lag + "|" + label;
  }

  @Test
  void theNewestLabelOfEachPredictionIsRead() {
    log(
        predicted(1, "none", "v1"),
        predicted(2, "one", "v1"),
        predicted(3, "two", "v1"),
        predicted(4, "withdrawn", "v1"),
        predicted(5, "both", "v1"),
        predicted(6, "both", "v2"),
        predicted(7, "NULL", "v1"),
        predicted(8, "none", "NULL"),
        predicted(4000, "late", "v1"));
    labels(
        label("one", 102, "yes"),
        label("two", 203, "no"),
        label("two", 1003, "yes"),
        label("two", 503, "no"),
        label("withdrawn", 100, "yes"),
        label("withdrawn", 104, "NULL"),
        label("both", 36, "no"),
        label("NULL", 36, "no"),
        label("late", 4001, "no"),
        label("of none", 36, "no"));

    ReadResult<List<String>> result = read(binary(""), START, END);

    assertThat(result.counts())
        .containsExactly(
            row(1, "v1", "null", "null"),
            row(2, "v1", "100.0", "yes"),
            row(3, "v1", "1000.0", "yes"),
            row(4, "v1", "100.0", "null"),
            row(5, "v1", "31.0", "no"),
            row(6, "v2", "30.0", "no"),
            row(7, "v1", "null", "null"),
            row(8, "null", "null", "null"));
    assertThat(result.rows()).isEqualTo(8);
    assertThat(result.unmatched()).isEqualTo(3);
    assertThat(result.repeated()).isEqualTo(3);
    assertThat(result.failedColumns()).isEmpty();
  }

  /** The order in which rows are stored says nothing. */
  @Test
  void ofLabelsThatCameTogetherTheSameIsReadEachTime() {
    List<String> together = new ArrayList<>();
    for (String outcome : List.of("yes", "no", "NULL", "maybe")) {
      together.add(label("a", 60, outcome));
    }
    together.add(label("a", 59, "older"));
    log(predicted(1, "a", "v1"), predicted(2, "b", "v1"));
    labels(together.toArray(String[]::new));
    List<String> first = lines(binary(""));
    Collections.reverse(together);
    together.add(0, label("b", 3, "yes"));
    labels(together.toArray(String[]::new));

    List<String> second = lines(binary(""));

    assertThat(first.get(0)).isEqualTo(second.get(0)).isEqualTo(row(1, "v1", "59.0", "maybe"));
    assertThat(second.get(1)).isEqualTo(row(2, "v1", "1.0", "yes"));
  }

  /** Its time may be a day's midnight; a label from long before is another prediction's. */
  @Test
  void aLabelMayPrecedeItsPredictionByADay() {
    log(predicted(1, "a", "v1"), predicted(2, "b", "v1"), predicted(3, "c", "v1"));
    labels(
        label("a", 1 - 86_400, "yes"),
        label("b", 2 - 86_401, "yes"),
        label("c", 3 + 86_400L * 999, "yes"));

    assertThat(lines(binary("")))
        .containsExactly(
            row(1, "v1", "-86400.0", "yes"),
            row(2, "v1", "null", "null"),
            row(3, "v1", "8.63136E7", "yes"));
  }

  /** A row's label does not depend on the range that is read. */
  @Test
  void theRangeThatIsReadMakesNoDifference() {
    log(predicted(100, "a", "v1"), predicted(200, "a", "v1"));
    labels(label("a", 100 - 86_390, "early"), label("a", 150, "late"));
    ModelSpec spec = binary("");
    List<String> whole = lines(spec);

    List<String> parts = new ArrayList<>(read(spec, START, START.plusSeconds(101)).counts());
    parts.addAll(read(spec, START.plusSeconds(101), END).counts());

    assertThat(whole)
        .isEqualTo(parts)
        .containsExactly(row(100, "v1", "50.0", "late"), row(200, "v1", "-50.0", "late"));
  }

  @Test
  void theConditionAndTheExpressionSeeTheLabelsOwnColumns() {
    log(predicted(1, "a", "v1"), predicted(2, "b", "v1"));
    labels(
        label("a", 10, "paid"),
        "('a', " + at(20) + ", 'default', 'robot')",
        label("b", 30, "default"));
    ModelSpec spec =
        model(
            "kind: binary, score: score",
            "{table: labels, id: prediction, time: came, mature_after: 1h,"
                + " value: {expr: \"outcome = 'default' -- lost\"},"
                + " where: \"source = 'desk' -- not the robot\"}");

    assertThat(lines(spec))
        .containsExactly(row(1, "v1", "9.0", "false"), row(2, "v1", "28.0", "true"));
  }

  @Test
  void timesInOtherUnitsAndZones() {
    engine()
        .create(
            "log",
            List.of(
                "ts BIGINT",
                "id VARCHAR",
                "version VARCHAR",
                "score DOUBLE PRECISION",
                "truth INT"),
            List.of("(" + START.plusSeconds(1).toEpochMilli() + ", 'a', 'v1', 0.5, 1)"));
    engine()
        .create(
            "labels",
            List.of("prediction VARCHAR", "came TIMESTAMP", "outcome BOOLEAN"),
            List.of("('a', TIMESTAMP '2026-03-01 01:00:11.5', TRUE)"));
    ModelSpec spec =
        ModelSpecReader.read(
            "labels.yaml",
            """
            model: credit
            database: warehouse
            predictions:
              {table: log, time: {column: ts, unit: epoch_ms}, id: id, version: version,
               kind: binary, score: score}
            features: {amount: numeric}
            labels:
              {table: labels, id: prediction, value: outcome, mature_after: 1h,
               time: {column: came, zone: Europe/Paris}}
            """);
    assertThat(lines(spec)).containsExactly(row(1, "v1", "10.5", "true"));

    engine()
        .create(
            "labels",
            List.of("prediction VARCHAR", "came DOUBLE PRECISION", "outcome BOOLEAN"),
            List.of("('a', " + (START.getEpochSecond() + 3.25) + ", FALSE)"));
    ModelSpec seconds =
        model(
            "kind: binary, score: score",
            "{table: labels, id: prediction, value: outcome, mature_after: 1h,"
                + " time: {column: came, unit: epoch_s}}");
    log(predicted(1, "a", "v1"));
    assertThat(lines(seconds)).containsExactly(row(1, "v1", "2.25", "false"));
  }

  @Test
  void aDayIsTakenForItsBeginning() {
    engine()
        .create(
            "labels",
            List.of("prediction VARCHAR", "came DATE", "outcome VARCHAR"),
            List.of("('a', DATE '2026-03-01', 'yes')", "('b', DATE '2026-03-03', 'no')"));
    log(predicted(1, "a", "v1"), predicted(2, "b", "v1"));

    assertThat(lines(binary("")))
        .containsExactly(row(1, "v1", "-1.0", "yes"), row(2, "v1", "172798.0", "no"));
  }

  /** A label's value, as a column of that type holds it, is counted as a yes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "VARCHAR|'yes'|'no'",
        "VARCHAR|'T'|' false '",
        "BOOLEAN|TRUE|FALSE",
        "SMALLINT|1|0",
        "BIGINT|1|0",
        "REAL|1|0",
        "DOUBLE PRECISION|1.0|0.0",
        "NUMERIC(10,0)|1|0",
        "NUMERIC(10,1)|1|0",
        "NUMERIC(10,4)|1|0",
      })
  void whatReadsAsYesAndNo(String type) {
    String[] parts = type.split("\\|", -1);
    engine()
        .create(
            "labels",
            List.of("prediction VARCHAR", "came TIMESTAMP", "outcome " + parts[0]),
            List.of(
                "('a', " + at(11) + ", " + parts[1] + ")",
                "('b', " + at(12) + ", " + parts[2] + ")",
                "('c', " + at(13) + ", NULL)"));
    log(
        predicted(1, "a", "v1"),
        predicted(2, "b", "v1"),
        predicted(3, "c", "v1"),
        predicted(4, "d", "v1"));
    ModelSpec spec = binary("");
    CohortColumns columns = CohortColumns.of(spec).orElseThrow();
    Counts counts = new Counts(columns.layout(Collections.emptySortedMap()));
    CohortGathering gathering = CohortGathering.of(spec, columns, counts::add);
    try (Database database = Database.open(engine().config())) {
      RowReader.ofCohort(database, spec, columns.read())
          .read(START, END, soon(), () -> counts, (into, row) -> gathering.add(row));
    }

    assertThat(counts.rows()).isEqualTo(4);
    var label = columns.number(counts, CohortColumn.LABEL).orElseThrow();
    assertThat(label.finite()).isEqualTo(2);
    assertThat(label.moments().sum()).isEqualTo(1);
    assertThat(columns.number(counts, CohortColumn.LABEL_LAG).orElseThrow().moments().sum())
        .isEqualTo(20);
  }

  @Test
  void numbersAreReadAsNumbers() {
    engine()
        .create(
            "labels",
            List.of("prediction VARCHAR", "came TIMESTAMP", "outcome NUMERIC(10,2)"),
            List.of("('a', " + at(11) + ", 12.25)", "('b', " + at(12) + ", -0.5)"));
    log(predicted(1, "a", "v1"), predicted(2, "b", "v1"));
    ModelSpec spec =
        model(
            "kind: regression, output: score",
            "{table: labels, id: prediction, value: outcome, time: came, mature_after: 1h}");

    assertThat(lines(spec))
        .containsExactly(row(1, "v1", "12.25", "10.0"), row(2, "v1", "-0.5", "10.0"));
  }

  @Test
  void labelsMayBeColumnsOfTheLog() {
    log(predicted(1, "a", "v1"), predicted(2, "b", "v1"), predicted(2, "b", "v1"));
    ModelSpec spec =
        ModelSpecReader.read(
            "labels.yaml",
            """
            model: credit
            database: warehouse
            predictions: {table: log, time: ts, version: version, kind: binary, score: score}
            features: {amount: numeric}
            labels: {value: truth, mature_after: 1h}
            """);

    ReadResult<List<String>> result = read(spec, START, END);

    assertThat(result.counts())
        .containsExactly(
            START.plusSeconds(1) + "|v1|false|0.5|yes",
            START.plusSeconds(2) + "|v1|false|0.5|yes",
            START.plusSeconds(2) + "|v1|false|0.5|yes");
    assertThat(result.unmatched()).isZero();
  }

  @Test
  void aColumnThatIsGoneIsToldAndThePredictionsAreReadStill() {
    log(predicted(1, "a", "v1"), predicted(2, "b", "v1"));
    labels(label("a", 10, "yes"), label("a", 11, "no"));
    ModelSpec gone =
        model(
            "kind: binary, score: score",
            "{table: labels, id: prediction, value: verdict, time: came, mature_after: 1h}");

    ReadResult<List<String>> result = read(gone, START, END);

    assertThat(result.counts())
        .containsExactly(row(1, "v1", "10.0", "null"), row(2, "v1", "null", "null"));
    assertThat(result.failedColumns())
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.column().name()).isEqualTo("label");
              assertThat(failed.kind()).isEqualTo(FailureKind.BAD_QUERY);
              assertThat(failed.reason()).contains("verdict");
            });
    ModelSpec noScore =
        model(
            "kind: binary, score: chance",
            "{table: labels, id: prediction, value: outcome, time: came, mature_after: 1h}");
    assertThat(read(noScore, START, END).failedColumns())
        .extracting(failed -> failed.column().name())
        .containsExactly("score");
  }

  @Test
  void aTableThatIsGoneOrHasNoSuchKeyIsAFailure() {
    log(predicted(1, "a", "v1"));
    labels();
    for (String section :
        List.of(
            "{table: nowhere, id: prediction, value: outcome, time: came, mature_after: 1h}",
            "{table: labels, id: nowhere, value: outcome, time: came, mature_after: 1h}",
            "{table: labels, id: prediction, value: outcome, time: nowhere, mature_after: 1h}",
            "{table: labels, id: prediction, value: outcome, time: came, mature_after: 1h,"
                + " where: nowhere > 1}")) {
      assertThatThrownBy(() -> lines(model("kind: binary, score: score", section)))
          .as(section)
          .isInstanceOfSatisfying(
              QueryFailedException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(FailureKind.BAD_QUERY);
                assertThat(e.getMessage()).contains("nowhere");
              });
    }
  }

  /** The predictions to which labels came, in the order of their times; and the newest label. */
  private String arrivals(ModelSpec spec, Instant from, Instant to, Instant first, Instant end) {
    List<Instant> late = new ArrayList<>();
    try (Database database = Database.open(engine().config())) {
      Optional<Instant> newest =
          new LabelArrivals(database, spec)
              .read(
                  from,
                  to,
                  first,
                  end,
                  micros -> late.add(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)),
                  soon());
      Collections.sort(late);
      return late + " " + newest.map(Instant::toString).orElse("none");
    }
  }

  private static Instant second(long second) {
    return START.plusSeconds(second);
  }

  @Test
  void arrivalsNameThePredictionsOfARange() {
    log(
        predicted(10, "first", "v1"),
        predicted(19, "in", "v1"),
        predicted(19, "in", "v2"),
        predicted(20, "end", "v1"),
        predicted(9, "before", "v1"),
        predicted(15, "elsewhere", "v1"));
    labels(
        label("first", 100, "yes"),
        label("in", 150, "yes"),
        label("in", 160, "no"),
        label("end", 150, "yes"),
        label("before", 150, "yes"),
        label("of none", 198, "yes"),
        label("NULL", 199, "yes"),
        label("elsewhere", 99, "yes"),
        label("elsewhere", 200, "yes"));
    ModelSpec spec = binary("");

    assertThat(arrivals(spec, second(100), second(200), second(10), second(20)))
        .isEqualTo(
            List.of(second(10), second(19), second(19), second(19), second(19))
                + " "
                + second(199));
    assertThat(arrivals(spec, second(99), second(100), second(10), second(20)))
        .isEqualTo(List.of(second(15)) + " " + second(99));
    assertThat(arrivals(spec, second(200), second(201), second(10), second(20)))
        .isEqualTo(List.of(second(15)) + " " + second(200));
    assertThat(arrivals(spec, second(201), second(900), second(10), second(20)))
        .isEqualTo("[] none");
    assertThat(arrivals(spec, second(100), second(200), second(3000), second(3600)))
        .isEqualTo("[] " + second(199));
    assertThat(
            arrivals(
                binary(", where: \"outcome = 'no'\""),
                second(100),
                second(200),
                second(10),
                second(20)))
        .isEqualTo(List.of(second(19), second(19)) + " " + second(160));
  }

  @Test
  void theLastLabelIsFound() {
    log();
    labels(label("a", 100, "yes"), label("of none", 200, "no"), label("a", 300, "yes"));
    ModelSpec spec = binary(", where: \"outcome = 'no'\"");
    try (Database database = Database.open(engine().config())) {
      LastRow all = LastRow.of(database, binary("").labels().orElseThrow());
      LastRow some = LastRow.of(database, spec.labels().orElseThrow());
      assertThat(all.before(second(301), Duration.ofDays(1), soon())).contains(second(300));
      assertThat(all.before(second(300), Duration.ofDays(1), soon())).contains(second(200));
      assertThat(some.before(second(301), Duration.ofDays(1), soon())).contains(second(200));
      assertThat(some.before(second(301), Duration.ofSeconds(100), soon())).isEmpty();
    }
  }
}
