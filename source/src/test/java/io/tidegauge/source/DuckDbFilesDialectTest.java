package io.tidegauge.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.profile.ColumnType;
import io.tidegauge.spec.TableName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbFilesDialectTest extends ReadersContractTest {
  @TempDir private Path folder;
  private DuckDbEngine engine;

  @BeforeEach
  void start() {
    engine = new DuckDbEngine(folder, "parquet");
  }

  @Override
  Engine engine() {
    return engine;
  }

  /** The types of a CSV file's columns are guessed from its rows. */
  @Test
  void textFilesHaveNoTypes() {
    DuckDbEngine text = new DuckDbEngine(folder, "csv");
    List<String> columns = List.of("n BIGINT", "t VARCHAR");
    text.create("log", columns, List.of("(1, 'a')"));
    try (Database database = Database.open(text.config())) {
      Map<String, ColumnType> numbers =
          TableColumns.read(database, TableName.of("log"), DialectContractTest.soon());
      text.create("log", columns, List.of("(NULL, '7')"));
      assertThat(TableColumns.read(database, TableName.of("log"), DialectContractTest.soon()))
          .isEqualTo(numbers)
          .containsOnlyKeys("n", "t")
          .containsEntry("n", new ColumnType(ColumnType.Kind.TEXT, "csv"));
    }
  }
}
