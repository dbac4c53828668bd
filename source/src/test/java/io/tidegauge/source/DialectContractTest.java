package io.tidegauge.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.Row;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every dialect must do: rows as they are in the database, whatever they hold. */
abstract class DialectContractTest {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private final TimeZone zone = TimeZone.getDefault();

  abstract Engine engine();

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(zone);
  }

  static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  /** Reads rows as text, one line each: time, version, failed, numbers, texts, slices. */
  static List<String> lines(Database database, ModelSpec spec, Instant from, Instant to) {
    return read(database, spec, from, to).counts();
  }

  static ReadResult<List<String>> read(
      Database database, ModelSpec spec, Instant from, Instant to) {
    WatchedColumns columns = WatchedColumns.of(spec);
    return new RowReader(database, spec, columns)
        .read(from, to, soon(), ArrayList::new, (lines, row) -> lines.add(line(columns, row)));
  }

  static String line(WatchedColumns columns, Row row) {
    StringBuilder line = new StringBuilder();
    line.append(Instant.EPOCH.plus(row.timeMicros(), ChronoUnit.MICROS)).append('|');
    line.append(row.version()).append('|').append(row.failed());
    for (int i = 0; i < columns.numbers().size(); i++) {
      line.append('|').append(row.hasNumber(i) ? Double.toString(row.number(i)) : "null");
    }
    for (int i = 0; i < columns.texts().size(); i++) {
      line.append('|').append(row.text(i));
    }
    for (int i = 0; i < columns.slices().size(); i++) {
      line.append('|').append(row.slice(i));
    }
    return line.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void rowsAreReadAsTheyWereWritten(long seed) {
    RandomLog log = RandomLog.of(seed, 300);
    TimeZone.setDefault(
        TimeZone.getTimeZone(
            List.of("America/New_York", "Asia/Kolkata", "UTC").get((int) seed % 3)));
    engine().create(log.table(), log.columns(), log.literals());
    try (Database database = Database.open(engine().config())) {
      ModelSpec spec = log.spec();
      Instant middle = START.plusSeconds(1777);
      Instant end = START.plusSeconds(3600);
      assertThat(lines(database, spec, START, middle))
          .containsExactlyInAnyOrderElementsOf(log.expected(START, middle));
      assertThat(lines(database, spec, middle, end))
          .containsExactlyInAnyOrderElementsOf(log.expected(middle, end));
      assertThat(lines(database, spec, end, end.plusSeconds(60))).isEmpty();
      assertThat(database.statements().get(RowReader.STATEMENT)).isEqualTo(3L);
    }
  }

  @Test
  void allTypesBecomeNumbersAndCategories() {
    List<String> columns =
        List.of(
            "ts TIMESTAMP",
            "d DOUBLE PRECISION",
            "r REAL",
            "n DECIMAL(12,3)",
            "b BIGINT",
            "s SMALLINT",
            "f BOOLEAN",
            "t VARCHAR",
            "day DATE");
    engine()
        .create(
            "kinds",
            columns,
            List.of(
                "(TIMESTAMP '2026-03-01 00:00:01', 0.1, 0.1, 1.5, 9007199254740993, 7, TRUE,"
                    + " ' 12.5 ', DATE '2026-03-01')",
                "(TIMESTAMP '2026-03-01 00:00:02', -0.0, 1e20, -2.25, -9223372036854775808, 0,"
                    + " FALSE, 'abc', DATE '2026-03-02')",
                "(TIMESTAMP '2026-03-01 00:00:03', NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
                    + " NULL)"));
    List<FeatureSpec> numbers = new ArrayList<>();
    List<FeatureSpec> texts = new ArrayList<>();
    for (String name : List.of("d", "r", "n", "b", "s", "f", "t")) {
      numbers.add(Specs.number(name));
      texts.add(Specs.feature("text of " + name, FeatureType.CATEGORY, new Operand.Column(name)));
    }
    texts.add(Specs.category("day"));
    numbers.addAll(texts);
    ModelSpec spec =
        Specs.model(
            Specs.predictions("kinds", Specs.time("ts")), numbers.toArray(FeatureSpec[]::new));
    try (Database database = Database.open(engine().config())) {
      ReadResult<List<String>> result = read(database, spec, START, START.plusSeconds(60));
      assertThat(result.counts())
          .containsExactlyInAnyOrder(
              "2026-03-01T00:00:01Z|default|false|0.1|"
                  + (double) 0.1f
                  + "|1.5|9.007199254740992E15|7.0|1.0|12.5"
                  + "|0.1|0.1|1.500|9007199254740993|7|true| 12.5 |2026-03-01",
              "2026-03-01T00:00:02Z|default|false|"
                  + "0.0"
                  + "|"
                  + (double) 1e20f
                  + "|-2.25|-9.223372036854776E18|0.0|0.0|null"
                  + "|0|100000000000000000000|-2.250|-9223372036854775808|0|false|abc|2026-03-02",
              "2026-03-01T00:00:03Z|default|false|null|null|null|null|null|null|null"
                  + "|null|null|null|null|null|null|null|null");
      assertThat(result.typeErrors())
          .isEqualTo(Map.of(new ColumnRef(ColumnRef.Kind.NUMBER, 6, "t"), 1L));
    }
  }

  @Test
  void localTimesKeepTheirInstantWhenClocksChange() {
    ZoneId paris = ZoneId.of("Europe/Paris");
    List<String> rows = new ArrayList<>();
    Map<Instant, Integer> expected = new TreeMap<>();
    for (String day : List.of("2026-10-25", "2026-03-29")) {
      for (int minute = 0; minute < 360; minute += 5) {
        String local = day + "T%02d:%02d:00".formatted(minute / 60, minute % 60);
        rows.add("(TIMESTAMP '" + local.replace('T', ' ') + "')");
        java.time.LocalDateTime time = java.time.LocalDateTime.parse(local);
        expected.merge(time.atZone(paris).toInstant(), 1, Integer::sum);
      }
    }
    engine().create("clocks", List.of("ts TIMESTAMP"), rows);
    ModelSpec spec = Specs.model(Specs.predictions("clocks", Specs.time("ts", paris)));
    Map<Instant, Integer> actual = new TreeMap<>();
    try (Database database = Database.open(engine().config())) {
      for (String start : List.of("2026-10-24T20:00:00Z", "2026-03-28T20:00:00Z")) {
        for (int quarter = 0; quarter < 48; quarter++) {
          Instant from = Instant.parse(start).plus(Duration.ofMinutes(15L * quarter));
          for (String line : lines(database, spec, from, from.plus(Duration.ofMinutes(15)))) {
            Instant time = Instant.parse(line.substring(0, line.indexOf('|')));
            assertThat(time).isBetween(from, from.plus(Duration.ofMinutes(15)));
            actual.merge(time, 1, Integer::sum);
          }
        }
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void aBrokenColumnCostsItsOwnValuesOnly() {
    engine()
        .create(
            "log",
            List.of("ts TIMESTAMP", "good DOUBLE PRECISION", "text VARCHAR"),
            List.of(
                "(TIMESTAMP '2026-03-01 00:00:01', 1, '2')",
                "(TIMESTAMP '2026-03-01 00:00:02', 3, 'secret')"));
    PredictionsSpec log = Specs.predictions("log", Specs.time("ts"));
    ModelSpec spec =
        Specs.model(
            log,
            Specs.number("good"),
            Specs.number("gone"),
            Specs.feature("syntax", FeatureType.NUMERIC, new Operand.Expression("good +")),
            Specs.feature(
                "cast",
                FeatureType.NUMERIC,
                new Operand.Expression("CAST(text AS DOUBLE PRECISION)")),
            Specs.feature(
                "twice", FeatureType.NUMERIC, new Operand.Expression("good * 2 -- twice")));
    try (Database database = Database.open(engine().config())) {
      WatchedColumns columns = WatchedColumns.of(spec);
      RowReader reader = new RowReader(database, spec, columns);
      for (int i = 0; i < 2; i++) {
        ReadResult<List<String>> result =
            reader.read(
                START,
                START.plusSeconds(60),
                soon(),
                ArrayList::new,
                (lines, row) -> lines.add(line(columns, row)));
        assertThat(result.counts())
            .containsExactlyInAnyOrder(
                "2026-03-01T00:00:01Z|default|false|1.0|null|null|null|2.0",
                "2026-03-01T00:00:02Z|default|false|3.0|null|null|null|6.0");
        assertThat(result.failedColumns().stream().map(failed -> failed.column().name()))
            .containsExactly("gone", "syntax", "cast");
        assertThat(result.failedColumns().toString()).doesNotContain("secret");
      }
      // The one that fails is not counted where already preparing it fails.
      assertThat(database.statements().get(RowReader.STATEMENT)).isBetween(2L, 3L);
    }
  }

  private static TableSampler sampler(Database database, String table, Optional<String> where) {
    return TableSampler.of(database, new TableName(List.of(table)), where, soon());
  }

  /** Rows of 20,000 seconds, of which the first 10,000 are of version a. */
  private void twoVersions(String table) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      rows.add(
          "(TIMESTAMP '2026-03-01 00:00:00' + INTERVAL '1 second' * %d, '%s', %d)"
              .formatted(i, i < 10_000 ? "a" : "b", i));
    }
    engine().create(table, List.of("\"happened at\" TIMESTAMP", "v VARCHAR", "n INTEGER"), rows);
  }

  @Test
  void aSampleIsBoundedFromAllOverTheTableAndTheSameAgain() {
    twoVersions("sampled");
    try (Database database = Database.open(engine().config())) {
      TableSample sample = sampler(database, "sampled", Optional.empty()).spread(1000, soon());
      assertThat(sample.rows()).isEqualTo(1000);
      assertThat(sample.columns())
          .extracting(TableSample.Column::name)
          .containsExactly("happened at", "v", "n");
      assertThat(sample.columns().get(0).values().get(0)).startsWith("2026-03-01T").endsWith("Z");
      assertThat(Collections.frequency(sample.columns().get(1).values(), "a")).isBetween(350, 650);
      assertThat(sampler(database, "sampled", Optional.empty()).spread(1000, soon()))
          .isEqualTo(sample);

      TableSample all = sampler(database, "sampled", Optional.empty()).spread(50_000, soon());
      assertThat(all.rows()).isEqualTo(20_000);
      assertThat(new TreeSet<>(all.columns().get(2).values())).hasSize(20_000);

      TableSample some =
          sampler(database, "sampled", Optional.of("v = 'b' -- only")).spread(1000, soon());
      assertThat(some.columns().get(1).values()).hasSize(1000).containsOnly("b");
    }
  }

  @Test
  void theNewestRowsComeFirst() {
    twoVersions("newest");
    try (Database database = Database.open(engine().config())) {
      TableSample newest =
          sampler(database, "newest", Optional.of("v = 'a'")).newest("happened at", 300, soon());
      assertThat(newest.columns().get(2).values().subList(0, 3))
          .containsExactly("9999", "9998", "9997");
      assertThat(newest.rows()).isEqualTo(300);
    }
  }

  @Test
  void labelsAreHeldAgainstTheirPredictions() {
    engine()
        .create(
            "made",
            List.of("id INTEGER", "made_at TIMESTAMP"),
            List.of(
                "(1, TIMESTAMP '2026-03-01 00:00:00')", "(2, TIMESTAMP '2026-03-01 01:00:00')"));
    engine()
        .create(
            "came",
            List.of("who INTEGER", "epoch BIGINT"),
            List.of("(1, 1772323200)", "(3, 1772323200)", "(2, NULL)"));
    try (Database database = Database.open(engine().config())) {
      LabelDelays delays =
          new LabelDelays(
              database, TableName.of("made"), "id", time("made_at", TimeUnit.TIMESTAMP));
      assertThat(
              delays.read(
                  TableName.of("came"), "who", time("epoch", TimeUnit.EPOCH_S), 1000, soon()))
          .containsExactly(0.0);
    }
  }

  private static TimeColumn time(String column, TimeUnit unit) {
    return new TimeColumn(column, unit, ZoneOffset.UTC, Optional.empty());
  }
}
