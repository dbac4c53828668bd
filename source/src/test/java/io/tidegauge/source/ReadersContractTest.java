package io.tidegauge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegauge.counts.ComparedFeature;
import io.tidegauge.counts.SkewCounts;
import io.tidegauge.counts.SkewTally;
import io.tidegauge.counts.Tolerance;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.ColumnType;
import io.tidegauge.profile.ColumnType.Kind;
import io.tidegauge.profile.Schema;
import io.tidegauge.profile.TableDiff;
import io.tidegauge.spec.DependencySpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.FeatureTableSpec;
import io.tidegauge.spec.KpiSpec;
import io.tidegauge.spec.LifecycleSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.ReferenceSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import io.tidegauge.spec.TrainingSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every dialect must do beside reading a plain log: joins, pairs, registries, references. */
abstract class ReadersContractTest extends DialectContractTest {
  private static final List<String> LOG =
      List.of(
          "ts TIMESTAMP",
          "day DATE",
          "id VARCHAR",
          "version VARCHAR",
          "failed BOOLEAN",
          "channel VARCHAR",
          "amount DOUBLE PRECISION",
          "shop VARCHAR");
  private static final Instant END = START.plusSeconds(3600);

  private static String log(int second, String id, String version, String amount, String shop) {
    return "(TIMESTAMP '2026-03-01 00:00:00' + INTERVAL '%d seconds', DATE '2026-03-01', %s, %s,"
            .formatted(second, text(id), text(version))
        + " FALSE, 'web', %s, %s)".formatted(amount, text(shop));
  }

  private static String text(String value) {
    return value.equals("NULL") ? value : "'" + value + "'";
  }

  private static PredictionsSpec predictions() {
    return Specs.predictions("log", Specs.time("ts"), "id", "version", "failed", "channel");
  }

  @Test
  void featuresOfATableOfTheirOwnAreJoinedWithinTheirTime() {
    engine()
        .create(
            "log",
            LOG,
            List.of(
                log(1, "a", "v1", "1", "x"),
                log(2, "b", "v1", "2", "x"),
                log(3, "c", "v1", "3", "x"),
                log(4, "NULL", "v1", "4", "x"),
                log(5, "d", "v1", "5", "x"),
                log(6, "a", "v2", "6", "x")));
    engine()
        .create(
            "features",
            List.of("id VARCHAR", "ts BIGINT", "amount DOUBLE PRECISION", "kind VARCHAR"),
            List.of(
                feature("a", 0, "10"),
                feature("b", -59, "20"),
                feature("b", -59, "21"),
                feature("c", 64, "30"),
                feature("d", -60, "50")));
    ModelSpec spec =
        Specs.model(
            Specs.where(predictions(), "amount > 0 -- the log's own"),
            Optional.of(
                new FeatureTableSpec(
                    TableName.of("features"),
                    "id",
                    Optional.of("kind = 'k'"),
                    Optional.of(Specs.time("ts", TimeUnit.EPOCH_MS)),
                    Duration.ofSeconds(61))),
            Optional.empty(),
            Specs.feature(
                "sum", FeatureType.NUMERIC, new Operand.Expression("floor(amount / 10)")));
    try (Database database = Database.open(engine().config())) {
      ReadResult<List<String>> result = read(database, spec, START, END);
      assertThat(result.counts())
          .containsExactlyInAnyOrder(
              "2026-03-01T00:00:01Z|v1|false|1.0|web",
              "2026-03-01T00:00:02Z|v1|false|2.0|web",
              "2026-03-01T00:00:03Z|v1|false|3.0|web",
              "2026-03-01T00:00:04Z|v1|false|null|web",
              "2026-03-01T00:00:05Z|v1|false|null|web",
              "2026-03-01T00:00:06Z|v2|false|1.0|web");
      assertThat(result.rows()).isEqualTo(6);
      assertThat(result.unmatched()).isEqualTo(2);
      assertThat(result.repeated()).isEqualTo(1);
    }
  }

  private static String feature(String id, int second, String amount) {
    long millis = START.plusSeconds(second).toEpochMilli();
    return "('" + id + "', " + millis + ", " + amount + ", 'k')";
  }

  @Test
  void aPartitionIsNamedAndAConditionHolds() {
    engine()
        .create("log", LOG, List.of(log(1, "a", "v1", "1", "x"), log(86400, "b", "v1", "1", "x")));
    TimeColumn time = new TimeColumn("ts", TimeUnit.TIMESTAMP, ZoneOffset.UTC, Optional.of("day"));
    ModelSpec spec = Specs.model(Specs.predictions("log", time), Specs.number("amount"));
    try (Database database = Database.open(engine().config())) {
      // The second row's day is wrong in the log: that it is not found shows that days are named.
      assertThat(lines(database, spec, START, START.plusSeconds(86401))).hasSize(2);
      assertThat(lines(database, spec, START.plusSeconds(86400), START.plusSeconds(90000)))
          .isEmpty();
    }
  }

  @Test
  void pairsAreMatchedById() {
    engine()
        .create(
            "log",
            LOG,
            List.of(
                log(1, "same", "v1", "1", "x"),
                log(2, "skew", "v1", "1", "x"),
                log(2, "skew", "v2", "1.5", "x"),
                log(3, "null", "v1", "NULL", "NULL"),
                log(4, "twice", "v1", "1", "x"),
                log(4, "twice", "v1", "1", "x"),
                log(5, "many", "v1", "1", "x"),
                log(6, "alone", "v1", "1", "x"),
                log(7, "NULL", "v1", "1", "x"),
                log(8, "NULL", "v1", "1", "x"),
                log(4000, "late", "v1", "1", "x")));
    engine()
        .create(
            "training",
            List.of("key VARCHAR", "amt DOUBLE PRECISION", "shop VARCHAR", "ts TIMESTAMP"),
            List.of(
                training("same", "1", "x"),
                training("skew", "1.5", "y"),
                training("null", "NULL", ""),
                training("twice", "1", "x"),
                training("many", "1", "x"),
                training("many", "1", "x"),
                training("late", "1", "x")));
    Map<String, String> names = new LinkedHashMap<>();
    names.put("amount", "amt");
    names.put("gone", "nowhere");
    TrainingSpec training =
        new TrainingSpec(
            TableName.of("training"),
            "key",
            Optional.of("key <> ''"),
            Optional.of(Specs.time("ts")),
            Duration.ofHours(1),
            names,
            0,
            0);
    ModelSpec spec =
        Specs.model(
            predictions(),
            Optional.empty(),
            Optional.of(training),
            Specs.number("amount"),
            Specs.feature("gone", FeatureType.NUMERIC, new Operand.Column("amount")),
            Specs.category("shop"));
    List<ComparedFeature> features = ComparedFeature.of(spec);
    try (Database database = Database.open(engine().config())) {
      PairResult<SkewCounts> result =
          new PairReader(database, spec, features)
              .read(
                  START,
                  END,
                  soon(),
                  () -> new SkewCounts(features, new Tolerance(0, 0), Duration.ofMinutes(5)),
                  SkewCounts::add);
      assertThat(result.failedFeatures().stream().map(failed -> failed.column().name()))
          .containsExactly("gone");
      assertThat(result.pairs()).isEqualTo(9);
      SkewTally first = Objects.requireNonNull(result.counts().sum(START, END).get("v1"));
      assertThat(first.matched()).isEqualTo(3);
      assertThat(first.unmatched()).isEqualTo(3);
      assertThat(first.duplicate()).isEqualTo(2);
      assertThat(first.skewed(0)).isEqualTo(1);
      assertThat(first.skewed(1)).isZero();
      assertThat(first.skewed(2)).isEqualTo(2);
      assertThat(first.examples(2, SkewTally.Kind.ONLY_TRAINING)).isEqualTo(1);
      SkewTally second = Objects.requireNonNull(result.counts().sum(START, END).get("v2"));
      assertThat(second.matched()).isEqualTo(1);
      assertThat(second.skewed(0)).isZero();
    }
  }

  private static String training(String id, String amount, String shop) {
    return "('" + id + "', " + amount + ", '" + shop + "', TIMESTAMP '2026-03-01 00:30:00')";
  }

  @Test
  void theLatestTimeOfEachStageCounts() {
    engine()
        .create(
            "registry",
            List.of(
                "v BIGINT", "env VARCHAR", "data DATE", "trained TIMESTAMP", "live TIMESTAMPTZ"),
            List.of(
                "(1, 'prod', DATE '2026-01-01', TIMESTAMP '2026-01-02 03:04:05',"
                    + " CAST('2026-01-03 00:00:00+02' AS TIMESTAMPTZ))",
                "(1, 'prod', NULL, TIMESTAMP '2026-01-04 00:00:00', NULL)",
                "(2, 'prod', NULL, TIMESTAMP '2026-02-01 00:00:00.123456', NULL)",
                "(3, 'test', NULL, TIMESTAMP '2026-02-01 00:00:00', NULL)"));
    Map<String, String> stages = new LinkedHashMap<>();
    stages.put("data", "data");
    stages.put("trained", "trained");
    stages.put("deployed", "live");
    stages.put("signed", "nowhere");
    LifecycleSpec spec =
        new LifecycleSpec(
            TableName.of("registry"),
            Optional.of("env = 'prod'"),
            "v",
            stages,
            "trained",
            Optional.empty(),
            Map.of());
    try (Database database = Database.open(engine().config())) {
      LifecycleResult result = new LifecycleReader(database, spec).read(soon());
      assertThat(result.times().toString())
          .isEqualTo(
              "{1={data=2026-01-01T00:00:00Z, deployed=2026-01-02T22:00:00Z,"
                  + " trained=2026-01-04T00:00:00Z}, 2={trained=2026-02-01T00:00:00.123456Z}}");
      assertThat(result.failedStages()).containsOnlyKeys("signed");
    }
  }

  @Test
  void theLastRowIsFoundWithinTheLookBack() {
    engine().create("log", LOG, List.of(log(1, "a", "v1", "1", "x"), log(9, "a", "v2", "1", "x")));
    try (Database database = Database.open(engine().config())) {
      LastRow last = LastRow.of(database, Specs.where(predictions(), "version = 'v1'"));
      assertThat(last.before(END, Duration.ofHours(1), soon())).contains(START.plusSeconds(1));
      assertThat(last.before(END, Duration.ofMinutes(50), soon())).isEmpty();
    }
  }

  @Test
  void aReferenceIsGoneThroughTwiceWithoutWhatItDoesNotHold() {
    engine().create("log", LOG, List.of(log(1, "a", "1", "1", "x"), log(2, "b", "2", "2", "y")));
    ModelSpec spec = Specs.model(predictions(), Specs.number("amount"), Specs.number("score"));
    WatchedColumns columns = WatchedColumns.of(spec);
    ReferenceSpec.Rows reference =
        new ReferenceSpec.Rows(
            TableName.of("log"),
            Optional.empty(),
            Optional.of("version"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    try (Database database = Database.open(engine().config())) {
      ReferenceRows rows =
          new ReferenceRows(database, reference, columns, Optional.of("2"), Duration.ofSeconds(20));
      List<String> lines = new ArrayList<>();
      rows.forEach(row -> lines.add(line(columns, row)));
      rows.forEach(row -> lines.add(line(columns, row)));
      assertThat(lines)
          .containsExactly(
              "1970-01-01T00:00:00Z|2|false|2.0|null|web",
              "1970-01-01T00:00:00Z|2|false|2.0|null|web");
      assertThat(rows.failedColumns()).hasSize(1);
      assertThat(database.statements()).containsEntry(ReferenceRows.STATEMENT, 2L);
    }
  }

  @Test
  void declaredValuesAreMissingInRowsReferencesAndPairs() {
    engine()
        .create(
            "log",
            List.of(
                "ts TIMESTAMP",
                "id VARCHAR",
                "version VARCHAR",
                "failed BOOLEAN",
                "channel VARCHAR",
                "x REAL",
                "t VARCHAR",
                "c VARCHAR"),
            List.of(
                "(TIMESTAMP '2026-03-01 00:00:01', 'a', 'v1', FALSE, 'web', -999.9, ' 7 ', 'x')",
                "(TIMESTAMP '2026-03-01 00:00:02', 'b', 'v1', FALSE, 'web', 0, 'n/a', '')",
                "(TIMESTAMP '2026-03-01 00:00:03', 'c', 'v1', FALSE, 'web', NULL, '-1.0', '?')",
                "(TIMESTAMP '2026-03-01 00:00:04', 'd', 'v1', FALSE, 'web', 1, 'none', ' ')"));
    engine()
        .create(
            "training",
            List.of("id VARCHAR", "x DOUBLE PRECISION", "t INTEGER", "c VARCHAR"),
            List.of("('a', NULL, 7, 'x')", "('b', -999.9, -1, NULL)", "('c', -999.9, NULL, '')"));
    ModelSpec spec =
        Specs.model(
            predictions(),
            Optional.empty(),
            Optional.of(
                new TrainingSpec(
                    TableName.of("training"),
                    "id",
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofHours(1),
                    Map.of(),
                    0,
                    0)),
            Specs.feature("x", FeatureType.NUMERIC, new Operand.Column("x"), "-999.9"),
            Specs.feature("t", FeatureType.NUMERIC, new Operand.Column("t"), "-1", "n/a"),
            Specs.feature("c", FeatureType.CATEGORY, new Operand.Column("c"), "", "?"));
    WatchedColumns columns = WatchedColumns.of(spec);
    List<ComparedFeature> features = ComparedFeature.of(spec);
    try (Database database = Database.open(engine().config())) {
      ReadResult<List<String>> rows = read(database, spec, START, END);
      assertThat(rows.counts())
          .containsExactlyInAnyOrder(
              "2026-03-01T00:00:01Z|v1|false|null|7.0|x|web",
              "2026-03-01T00:00:02Z|v1|false|0.0|null|null|web",
              "2026-03-01T00:00:03Z|v1|false|null|null|null|web",
              "2026-03-01T00:00:04Z|v1|false|1.0|null| |web");
      assertThat(rows.typeErrors())
          .isEqualTo(Map.of(new ColumnRef(ColumnRef.Kind.NUMBER, 1, "t"), 1L));
      List<String> reference = new ArrayList<>();
      new ReferenceRows(
              database,
              new ReferenceSpec.Rows(
                  TableName.of("log"),
                  Optional.empty(),
                  Optional.of("version"),
                  Optional.of(Specs.time("ts")),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()),
              columns,
              Optional.of("v1"),
              Duration.ofSeconds(20))
          .forEach(row -> reference.add(line(columns, row)));
      assertThat(reference).containsExactlyInAnyOrderElementsOf(rows.counts());
      SkewTally pairs =
          Objects.requireNonNull(
              new PairReader(database, spec, features)
                  .read(
                      START,
                      END,
                      soon(),
                      () -> new SkewCounts(features, new Tolerance(0, 0), Duration.ofMinutes(5)),
                      SkewCounts::add)
                  .counts()
                  .sum(START, END)
                  .get("v1"));
      assertThat(pairs.matched()).isEqualTo(3);
      // 0 was served where training has none.
      assertThat(pairs.skewed(0)).isEqualTo(1);
      assertThat(pairs.examples(0, SkewTally.Kind.ONLY_SERVING)).isEqualTo(1);
      assertThat(pairs.skewed(1)).isZero();
      assertThat(pairs.skewed(2)).isZero();
    }
  }

  @Test
  void columnsOfATableAreListed() {
    engine().create("log", LOG, List.of(log(1, "a", "v1", "1", "x")));
    try (Database database = Database.open(engine().config())) {
      assertThat(TableColumns.read(database, TableName.of("log"), soon()))
          .containsOnlyKeys("ts", "day", "id", "version", "failed", "channel", "amount", "shop");
      assertThatThrownBy(() -> TableColumns.read(database, TableName.of("nowhere"), soon()))
          .isInstanceOfSatisfying(
              QueryFailedException.class,
              e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_QUERY));
    }
  }

  private Map<String, ColumnType> columns(String table) {
    try (Database database = Database.open(engine().config())) {
      return TableColumns.read(database, TableName.of(table), soon());
    }
  }

  /** The kinds are the same on every engine, and do not depend on the rows. */
  @Test
  void columnsHaveAKind() {
    List<String> columns =
        List.of("ts TIMESTAMP", "n BIGINT", "x DECIMAL(9,2)", "t VARCHAR", "b BOOLEAN", "d DATE");
    engine().create("log", columns, List.of("(NULL, NULL, NULL, NULL, NULL, NULL)"));
    Map<String, ColumnType> empty = columns("log");
    String row = "(TIMESTAMP '2026-03-01', 1, 1.5, 'a', TRUE, DATE '2026-03-01')";
    engine().create("log", columns, List.of(row));

    assertThat(columns("log")).isEqualTo(empty);
    assertThat(empty.values())
        .extracting(ColumnType::kind)
        .containsExactly(Kind.TIME, Kind.NUMBER, Kind.NUMBER, Kind.TEXT, Kind.BOOLEAN, Kind.TIME);
  }

  private SchemaReader.Result schema(String... tables) {
    try (Database database = Database.open(engine().config())) {
      return new SchemaReader(database, Stream.of(tables).map(TableName::of).toList())
          .read(Duration.ofSeconds(20));
    }
  }

  @Test
  void columnsThatGoComeAndChangeAreSeen() {
    engine().create("log", List.of("ts TIMESTAMP", "id VARCHAR", "amount INTEGER"), List.of());
    engine().create("training", List.of("id VARCHAR", "amount BIGINT"), List.of());
    Schema before = schema("log", "training").schema();
    engine().create("log", List.of("ts TIMESTAMP", "amount BIGINT", "more VARCHAR"), List.of());

    SchemaReader.Result after = schema("log", "training", "nowhere");
    TableDiff diff = after.schema().diff(before, "log");
    assertThat(after.failed()).isEmpty();
    assertThat(diff.missing()).containsOnlyKeys("id");
    assertThat(diff.added()).containsExactly("more");
    assertThat(diff.retyped()).containsOnlyKeys("amount");
    assertThat(after.schema().table("nowhere").orElseThrow()).isEmpty();
    assertThat(after.schema().table("training")).isEqualTo(before.table("training"));
    assertThat(after.schema().fingerprint("log")).isNotEqualTo(before.fingerprint("log"));
  }

  @Test
  void valuesThatAreLoggedHaveAFirstAndALastRow() {
    engine()
        .create(
            "log",
            LOG,
            List.of(
                log(1, "a", "1.9", "1", "x"),
                log(5, "b", "2.0", "2", "x"),
                log(7, "c", "1.9", "3", "x"),
                log(9, "d", "2.0", "4", "x"),
                log(11, "d", "NULL", "4", "x"),
                log(12, "d", "3.0", "4", "x"),
                log(13, "d", "2.1", "-4", "x")));
    PredictionsSpec log = Specs.where(predictions(), "amount > 0 -- no others");
    try (Database database = Database.open(engine().config())) {
      ValueReader reader = new ValueReader(database, log);
      DependencySpec.Logged column = new DependencySpec.Logged(new Operand.Column("version"));
      assertThat(reader.logged(column, START, START.plusSeconds(12), soon()).spans().toString())
          .isEqualTo(
              "{1.9=Span[first=2026-03-01T00:00:01Z, last=2026-03-01T00:00:07Z],"
                  + " 2.0=Span[first=2026-03-01T00:00:05Z, last=2026-03-01T00:00:09Z]}");
      DependencySpec.Logged code =
          new DependencySpec.Logged(
              new Operand.Expression("substring(CAST(version AS varchar), 1, 1) -- the major"));
      assertThat(reader.logged(code, START, END, soon()).spans()).containsOnlyKeys("1", "2", "3");
      DependencySpec.Logged wrong = new DependencySpec.Logged(new Operand.Column("nowhere"));
      assertThatThrownBy(() -> reader.logged(wrong, START, END, soon()))
          .isInstanceOfSatisfying(
              QueryFailedException.class,
              e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_QUERY));
    }
  }

  @Test
  void anIdIsNoVersion() {
    engine()
        .create(
            "log",
            LOG,
            IntStream.range(0, 150).mapToObj(i -> log(i, "r" + i, "v1", "1", "x")).toList());
    try (Database database = Database.open(engine().config())) {
      ValueReader reader = new ValueReader(database, predictions());
      DependencySpec.Logged id = new DependencySpec.Logged(new Operand.Column("id"));
      assertThat(reader.logged(id, START, START.plusSeconds(100), soon()).spans()).hasSize(100);
      assertThatThrownBy(() -> reader.logged(id, START, START.plusSeconds(101), soon()))
          .isInstanceOf(QueryFailedException.class)
          .hasMessage("dependency: more than 100 values are logged: these are no versions");
    }
  }

  @Test
  void aQueryListsChangesTheNewestFirst() {
    engine()
        .create(
            "releases",
            List.of("name VARCHAR", "version VARCHAR", "since TIMESTAMP", "n BIGINT"),
            List.of(
                "('lib', '1.9', TIMESTAMP '2026-01-01 00:00:00', 1)",
                "('lib', '2.1', TIMESTAMP '2026-02-02 03:04:05.25', 2)",
                "('lib', '2.0', TIMESTAMP '2026-02-01 00:00:00', 3)",
                "('lib', NULL, TIMESTAMP '2026-03-01 00:00:00', 4)",
                "('lib', '3.0', NULL, 5)",
                "('other', '7', TIMESTAMP '2026-02-03 00:00:00', 6)"));
    String where = " FROM releases WHERE name = 'lib' -- of ours";
    try (Database database = Database.open(engine().config())) {
      ValueReader reader = new ValueReader(database, predictions());
      assertThat(changes(reader, "SELECT version, since" + where))
          .isEqualTo(
              "2.1@2026-02-02T03:04:05.250Z 2.0@2026-02-01T00:00:00Z 1.9@2026-01-01T00:00:00Z");
      for (String refused :
          List.of(
              "SELECT version" + where,
              "SELECT version, since, n" + where,
              "SELECT version, n" + where,
              "SELECT nothing, since" + where,
              "DROP TABLE releases")) {
        assertThatThrownBy(() -> changes(reader, refused))
            .isInstanceOfSatisfying(
                QueryFailedException.class,
                e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_QUERY));
      }
      assertThat(database.statements()).containsKey(ValueReader.STATEMENT);
    }
  }

  @Test
  void aKpiIsOneNumber() {
    engine()
        .create(
            "releases",
            List.of("name VARCHAR", "n BIGINT", "x DOUBLE PRECISION"),
            List.of("('lib', 1, 0.5)", "('other', 2, NULL)"));
    String from = " FROM releases";
    try (Database database = Database.open(engine().config())) {
      KpiReader reader = new KpiReader(database);
      assertThat(kpi(reader, "SELECT sum(n)" + from + " -- of all")).hasValue(3);
      assertThat(kpi(reader, "SELECT x" + from + " WHERE n = 1")).hasValue(0.5);
      assertThat(kpi(reader, "SELECT x" + from + " WHERE n = 2")).isEmpty();
      assertThat(kpi(reader, "SELECT n" + from + " WHERE n = 3")).isEmpty();
      assertThat(kpi(reader, "SELECT max(n) > 1" + from)).hasValue(1);
      for (String refused :
          List.of(
              "SELECT n" + from,
              "SELECT n, x" + from + " WHERE n = 1",
              "SELECT name" + from + " WHERE n = 1",
              "SELECT nothing" + from,
              "DROP TABLE releases")) {
        assertThatThrownBy(() -> kpi(reader, refused))
            .isInstanceOfSatisfying(
                QueryFailedException.class,
                e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_QUERY));
      }
      assertThat(database.statements()).containsKey(KpiReader.STATEMENT);
    }
  }

  private static OptionalDouble kpi(KpiReader reader, String query) {
    return reader.read(new KpiSpec("sales", query, ""), soon());
  }

  private static String changes(ValueReader reader, String query) {
    return reader.changes(new DependencySpec.Queried(query), soon()).stream()
        .map(change -> change.value() + "@" + change.since())
        .collect(Collectors.joining(" "));
  }

  @Test
  void aSlowStatementEndsAtItsDeadlineAndTheConnectionIsGoodForTheNext() {
    engine().create("log", LOG, List.of(log(1, "a", "v1", "1", "x")));
    ModelSpec slow =
        Specs.model(
            predictions(),
            Specs.feature(
                "slow", FeatureType.NUMERIC, new Operand.Expression(engine().slowExpression())));
    ModelSpec quick = Specs.model(predictions(), Specs.number("amount"));
    try (Database database = Database.open(engine().config())) {
      assertThat(lines(database, quick, START, END)).hasSize(1);
      RowReader reader = new RowReader(database, slow, WatchedColumns.of(slow));
      for (int i = 0; i < 3; i++) {
        long start = System.nanoTime();
        assertThatThrownBy(
                () ->
                    reader.read(
                        START,
                        END,
                        Deadline.after(Duration.ofMillis(500)),
                        ArrayList::new,
                        (rows, row) -> rows.add(row)))
            .isInstanceOfSatisfying(
                QueryFailedException.class,
                e -> assertThat(e.kind()).isEqualTo(FailureKind.TIMEOUT));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(lines(database, quick, START, END)).hasSize(1);
      }
    }
  }
}
