package io.tidegauge.source;

import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.DatabaseConfig.Counting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real database that tests fill and then read. */
interface Engine extends AutoCloseable {

  /** Creates a table; what was there is gone. The columns are quoted names with their types. */
  void create(String table, List<String> columns, List<String> rows);

  /** The config of a read-only connection to it. */
  DatabaseConfig config();

  /** An expression that keeps the engine busy for a long time. */
  String slowExpression();

  @Override
  void close();

  /** A config with the defaults of the exporter. */
  static DatabaseConfig config(String url, Map<String, String> files) {
    return new DatabaseConfig(
        "warehouse",
        url,
        files,
        Optional.empty(),
        Optional.empty(),
        2,
        Duration.ofSeconds(3),
        Duration.ofSeconds(30),
        Counting.ROWS,
        Map.of());
  }

  static String createTable(String table, List<String> columns) {
    return "CREATE TABLE " + quoted(table) + " (" + String.join(", ", columns) + ")";
  }

  static String insert(String table, List<String> rows) {
    return "INSERT INTO " + quoted(table) + " VALUES " + String.join(", ", rows);
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
