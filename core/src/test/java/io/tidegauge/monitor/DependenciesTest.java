package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.DependencyState;
import io.tidegauge.counts.DependencyState.Change;
import io.tidegauge.profile.ColumnType;
import io.tidegauge.profile.ColumnType.Kind;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.Schema;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.statistics.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DependenciesTest {
  private static final ModelSpec SPEC =
      ModelSpecReader.read(
          "test.yaml",
          """
          model: m
          consumers: [app, desk]
          database: d
          predictions: {table: log, time: ts, version: v, kind: binary, score: s, where: region = 'eu'}
          features: {amount: numeric, income: {expr: "payload->>'income'", type: numeric}}
          reference: {profile: "{version}.json"}
          dependencies:
            fx: {owner: treasury, table: rates}
            code: {owner: features, column: code_version}
          windows: [1h]
          """);

  private static final String LOG =
      "ts=time timestamptz,v=text text,s=number float8,region=text text,amount=number int4,"
          + "payload=other jsonb,code_version=text text,note=text text";

  private static final String RATES = "currency=text text,rate=number numeric";

  private static Schema schema(String engine, String log, String rates) {
    SortedMap<String, SortedMap<String, ColumnType>> tables = new TreeMap<>();
    Map.of("log", log, "rates", rates)
        .forEach(
            (table, columns) -> {
              if (!columns.isEmpty()) {
                tables.put(table, columns(columns));
              }
            });
    return new Schema(engine, tables);
  }

  private static SortedMap<String, ColumnType> columns(String text) {
    SortedMap<String, ColumnType> columns = new TreeMap<>();
    for (String column : text.split(",", -1)) {
      String[] parts = column.split("[= ]", -1);
      Kind kind = Kind.valueOf(parts[1].toUpperCase(Locale.ROOT));
      columns.put(parts[0], new ColumnType(kind, parts[2]));
    }
    return columns;
  }

  private static Profile profile(Optional<Schema> schema) {
    return new Profile(
        "m",
        "v1",
        9,
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        List.of(),
        schema,
        Optional.empty(),
        "");
  }

  private static Observed observed(Schema reference, Schema now) {
    return new Observed(SPEC)
        .profile(profile(Optional.of(reference)))
        .upstream(new Upstream(now, List.of(), List.of()));
  }

  private static List<String> broken(Schema reference, Schema now) {
    return observed(reference, now)
        .text(new Dependencies())
        .lines()
        .filter(line -> line.startsWith("ml_schema_column_broken"))
        .toList();
  }

  @Test
  void tablesAreHeldAgainstTheProfile() {
    String log =
        LOG.replace("amount=number int4", "amount=number int8")
            .replace("note=text text", "extra=text text")
            .replace(",payload=other jsonb", "");
    String rates = RATES.replace("rate=number numeric", "rate=text varchar");
    Observed observed =
        observed(schema("postgresql", LOG, RATES), schema("postgresql", log, rates));

    assertThat(
            observed
                .text(new Dependencies())
                .replaceAll("fingerprint=[0-9a-f]{12}", "fingerprint="))
        .isEqualTo(
            """
            ml_model_consumer_info{consumer=app} 1.0
            ml_model_consumer_info{consumer=desk} 1.0
            ml_schema_columns{table=log} 7.0
            ml_schema_info{table=log fingerprint=} 1.0
            ml_schema_missing_columns{version=v1 table=log} 2.0
            ml_schema_new_columns{version=v1 table=log} 1.0
            ml_schema_retyped_columns{version=v1 table=log} 1.0
            ml_schema_column_broken{version=v1 table=log column=amount from=int4 to=int8} 1.0
            ml_schema_column_broken{version=v1 table=log column=payload from=jsonb to=missing} 1.0
            ml_schema_columns{table=rates} 2.0
            ml_schema_info{table=rates fingerprint=} 1.0
            ml_schema_missing_columns{version=v1 table=rates} 0.0
            ml_schema_new_columns{version=v1 table=rates} 0.0
            ml_schema_retyped_columns{version=v1 table=rates} 1.0
            ml_schema_column_broken{version=v1 table=rates column=rate from=numeric to=varchar} 1.0
            """);
  }

  @Test
  void theSameTablesAreNoChange() {
    Schema same = schema("postgresql", LOG, RATES);

    assertThat(broken(same, same)).isEmpty();
    assertThat(same.fingerprint("log"))
        .hasSize(12)
        .isEqualTo(schema("postgresql", LOG, "x=text text").fingerprint("log"))
        .isNotEqualTo(schema("postgresql", LOG.replace("int4", "int8"), RATES).fingerprint("log"))
        .isNotEqualTo(schema("postgresql", LOG.replace("note", "notes"), RATES).fingerprint("log"));
  }

  @Test
  void anotherDatabaseIsComparedByKindsOnly() {
    Schema duckdb = schema("duckdb", LOG.replace("float8", "double").replace("int4", "bigint"), "");

    assertThat(broken(schema("postgresql", LOG, ""), duckdb)).isEmpty();
    assertThat(broken(schema("postgresql", LOG.replace("number int4", "text text"), ""), duckdb))
        .containsExactly(
            "ml_schema_column_broken{version=v1 table=log column=amount from=text to=number} 1.0");
  }

  /** Of twenty-five columns, five may be unnamed, but none uncounted. */
  @Test
  void whereEverythingIsMissingSomeAreNamed() {
    StringBuilder many = new StringBuilder("c0=text text");
    for (int i = 1; i < 25; i++) {
      many.append(",c").append(i).append("=text text");
    }
    SortedMap<String, SortedMap<String, ColumnType>> gone = new TreeMap<>();
    gone.put("rates", new TreeMap<>());
    Observed observed =
        observed(schema("postgresql", "", many.toString()), new Schema("postgresql", gone));

    assertThat(observed.text(new Dependencies()))
        .contains("ml_schema_columns{table=rates} 0.0")
        .contains("ml_schema_missing_columns{version=v1 table=rates} 25.0")
        .containsPattern("(?s)(column=c[0-9]+ from=text to=missing} 1.0.*){20}")
        .doesNotContainPattern("(?s)(column=c[0-9]+ from=text to=missing} 1.0.*){21}");
  }

  @Test
  void aProfileWithoutASchemaIsNoReferenceAndNoChange() {
    Schema now = schema("postgresql", LOG, RATES);
    Observed observed =
        new Observed(SPEC)
            .profile(profile(Optional.empty()))
            .upstream(new Upstream(now, List.of(), List.of(Reason.DATABASE)));

    assertThat(observed.text(new Dependencies()))
        .contains("ml_schema_columns{table=log} 8.0")
        .doesNotContain("missing", "new", "retyped", "broken")
        .endsWith("absent no_reference 2\nabsent database 1\n");
  }

  @Test
  void aChangeSaysFromWhatToWhatAndWhen() {
    DependencyState changed =
        new DependencyState(
            SPEC.dependencies().get(1),
            "2.0",
            Optional.of(new Change("1.9", Observed.NOW.minusSeconds(90))));
    DependencyState steady =
        new DependencyState(SPEC.dependencies().get(1), "2.0", Optional.empty());

    assertThat(text(changed))
        .isEqualTo(
            """
            ml_dependency_info{dependency=code upstream_owner=features value=2.0} 1.0
            ml_dependency_changed_timestamp_seconds{dependency=code} 1.77245271E9
            ml_dependency_change_age_seconds{dependency=code upstream_owner=features from=1.9 to=2.0} 90.0
            """);
    assertThat(text(steady))
        .isEqualTo("ml_dependency_info{dependency=code upstream_owner=features value=2.0} 1.0\n");
  }

  private static String text(DependencyState state) {
    Upstream upstream = new Upstream(Upstream.UNKNOWN.schema(), List.of(state), List.of());
    return new Observed(SPEC)
        .upstream(upstream)
        .text(new Dependencies())
        .lines()
        .filter(line -> line.startsWith("ml_dependency"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void everyTableOfASpecIsUsedOnce() {
    ModelSpec everything =
        ModelSpecReader.read(Path.of("src/test/resources/specs/valid/everything.yaml"));
    List<TableUse> uses = TableUse.of(everything);

    assertThat(uses)
        .extracting(use -> use.table().toString())
        .containsExactly(
            "lake.public.prediction.log",
            "features.serving",
            "outcomes",
            "offline_features",
            "training_steps",
            "model_registry",
            "shared.fx_rates");
    assertThat(
            read(
                uses,
                0,
                "at day request_id model_version has_failed p1 decision latency_us rss_mb tokens"))
        .isTrue();
    assertThat(read(uses, 0, "channel country device model_name code_version libraries")).isTrue();
    assertThat(uses.get(0).reads("amount_eur")).isFalse();
    assertThat(read(uses, 1, "example logged_at test amount_eur merchant payload age")).isTrue();
    assertThat(read(uses, 2, "request_id final status reported_at")).isTrue();
    assertThat(read(uses, 3, "request_id computed_at amt age_years")).isTrue();
    assertThat(uses.get(3).reads("country")).isFalse();
    assertThat(read(uses, 4, "run at version loss largest_weight zeros took")).isTrue();
    assertThat(read(uses, 5, "model version data_at trained_at deployed_at")).isTrue();
    assertThat(uses.get(5).reads("note")).isFalse();
    assertThat(uses.get(6).reads("anything")).isTrue();
  }

  private static boolean read(List<TableUse> uses, int index, String columns) {
    return List.of(columns.split(" ", -1)).stream().allMatch(uses.get(index)::reads);
  }
}
