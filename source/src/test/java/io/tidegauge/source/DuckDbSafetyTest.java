package io.tidegauge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That DuckDB's files take no harm, and may come and go. */
final class DuckDbSafetyTest {
  @TempDir private Path folder;

  @Test
  void aDatabaseFileIsReadOnly() {
    DuckDbEngine engine = new DuckDbEngine(folder, "duckdb");
    engine.create("log", List.of("ts TIMESTAMP"), List.of());
    try (Database database = Database.open(engine.config())) {
      Sql harm = new Sql("harm", "CREATE TABLE harm (x INTEGER)", List.of());
      assertThatThrownBy(
              () -> database.query(harm, 1, DialectContractTest.soon(), rows -> rows.next()))
          .isInstanceOf(QueryFailedException.class);
      assertThatThrownBy(
              () -> TableColumns.read(database, TableName.of("harm"), DialectContractTest.soon()))
          .isInstanceOf(QueryFailedException.class)
          .hasMessageContaining("does not exist");
    }
  }

  @Test
  void filesThatComeLaterAreReadWithNewColumns() throws Exception {
    ModelSpec spec = Specs.model(Specs.predictions("log", Specs.time("ts")), Specs.number("x"));
    String glob = folder.resolve("part-*.csv").toString();
    try (Database database = Database.open(Engine.config("jdbc:duckdb:", Map.of("log", glob)))) {
      assertThatThrownBy(() -> read(database, spec))
          .isInstanceOfSatisfying(
              QueryFailedException.class,
              e -> assertThat(e.kind()).isEqualTo(FailureKind.UNREACHABLE));
      Files.writeString(folder.resolve("part-1.csv"), "ts\n2026-03-01 00:00:01\n");
      ReadResult<List<String>> before = read(database, spec);
      assertThat(before.counts()).containsExactly("2026-03-01T00:00:01Z|default|false|null");
      assertThat(before.failedColumns()).hasSize(1);
      Files.writeString(folder.resolve("part-2.csv"), "ts,x\n2026-03-01 00:00:02,7\n");
      ReadResult<List<String>> after = read(database, spec);
      assertThat(after.failedColumns()).isEmpty();
      assertThat(after.counts())
          .containsExactlyInAnyOrder(
              "2026-03-01T00:00:01Z|default|false|null", "2026-03-01T00:00:02Z|default|false|7.0");
    }
  }

  private static ReadResult<List<String>> read(Database database, ModelSpec spec) {
    return DialectContractTest.read(
        database, spec, DialectContractTest.START, DialectContractTest.START.plusSeconds(60));
  }
}
