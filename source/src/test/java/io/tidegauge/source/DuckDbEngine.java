package io.tidegauge.source;

import io.tidegauge.spec.DatabaseConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A DuckDB file; or the same tables as Parquet or CSV files, without one. */
final class DuckDbEngine implements Engine {
  private final Path folder;
  private final String format;
  private final Map<String, String> files = new LinkedHashMap<>();

  /**
   * An engine in that folder.
   *
   * @param format {@code duckdb}, {@code parquet} or {@code csv}
   */
  DuckDbEngine(Path folder, String format) {
    this.folder = folder;
    this.format = format;
  }

  Path database() {
    return folder.resolve("log.duckdb");
  }

  void execute(String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database());
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (String text : statements) {
        statement.execute(text);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void create(String table, List<String> columns, List<String> rows) {
    execute("DROP TABLE IF EXISTS " + Engine.quoted(table), Engine.createTable(table, columns));
    if (!rows.isEmpty()) {
      execute(Engine.insert(table, rows));
    }
    export(table);
  }

  /** Writes a table as it is now to a file, where tables are files. */
  void export(String table) {
    if (!format.equals("duckdb")) {
      Path file = folder.resolve("t" + Integer.toHexString(table.hashCode()) + "-0." + format);
      execute(
          "COPY "
              + Engine.quoted(table)
              + (" TO '" + file + "' (FORMAT " + format)
              + (format.equals("csv") ? ", HEADER)" : ")"));
      files.put(table, file.toString().replace("-0.", "-*."));
    }
  }

  @Override
  public DatabaseConfig config() {
    return format.equals("duckdb")
        ? Engine.config("jdbc:duckdb:" + database(), Map.of())
        : Engine.config("jdbc:duckdb:", Map.copyOf(files));
  }

  @Override
  public String slowExpression() {
    return "(SELECT sum(a.range * b.range % 7) FROM range(200000) a, range(200000) b)";
  }

  @Override
  public void close() {
    // The folder is the test's.
  }
}
