package io.tidegauge.exporter.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A DuckDB file; or its tables as Parquet files, one for each table. */
final class DuckDbStore implements LogStore {
  private final Path folder;
  private final boolean parquet;

  DuckDbStore(Path folder, boolean parquet) {
    this.folder = folder;
    this.parquet = parquet;
  }

  private Path file() {
    return folder.resolve("log.duckdb");
  }

  private Path parquet(String table) {
    return folder.resolve(table + ".parquet");
  }

  /** Writes a table to a Parquet file, in the order of time. */
  void export(String table) throws SQLException {
    execute("COPY (FROM %s ORDER BY ts) TO '%s' (FORMAT parquet)".formatted(table, parquet(table)));
  }

  @Override
  public String label() {
    return parquet ? "Parquet" : "DuckDB";
  }

  @Override
  public String yaml() {
    return parquet
        ? "{url: \"jdbc:duckdb:\", files: {log: \"%s\", training: \"%s\"}}"
            .formatted(parquet("log"), parquet("training"))
        : "{url: \"jdbc:duckdb:%s\"}".formatted(file());
  }

  /** With the exporter's settings: in one process a file has but one set of them. */
  @Override
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("duckdb.read_only", Boolean.toString(!parquet));
    properties.setProperty("threads", "1");
    properties.setProperty("memory_limit", "256MB");
    properties.setProperty("temp_directory", "");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("jdbc_stream_results", "true");
    Connection connection =
        DriverManager.getConnection("jdbc:duckdb:" + (parquet ? "" : file()), properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      if (parquet) {
        statement.execute("CREATE VIEW log AS FROM read_parquet('" + parquet("log") + "')");
      }
    }
    return connection;
  }

  @Override
  public void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }

  @Override
  public void close() {
    // The folder is the benchmark's.
  }
}
