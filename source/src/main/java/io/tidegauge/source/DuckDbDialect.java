package io.tidegauge.source;

import io.tidegauge.spec.DatabaseConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;

/** DuckDB: a database file, or Parquet and CSV files without one. */
final class DuckDbDialect implements Dialect {

  @Override
  public String name() {
    return "duckdb";
  }

  @Override
  public Properties properties(DatabaseConfig config) {
    Properties properties = new Properties();
    // A database without a file cannot be read-only: it is empty, and gone with its connection.
    properties.setProperty("duckdb.read_only", Boolean.toString(hasFile(config)));
    // It runs within our process: one thread and 256 MB are enough to stream, and leave the rest.
    properties.setProperty("threads", "1");
    properties.setProperty("memory_limit", "256MB");
    // Without spilling, a join that is too large fails instead of filling a disk.
    properties.setProperty("temp_directory", "");
    // Each attempt to fetch an extension costs seconds where there is no way out to the network.
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("jdbc_stream_results", "true");
    properties.putAll(config.properties());
    return properties;
  }

  private static boolean hasFile(DatabaseConfig config) {
    String path = config.url().substring("jdbc:duckdb:".length());
    return !(path.isEmpty() || path.startsWith(";") || path.startsWith(":memory:"));
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    // The default is the operating system's, and comparisons with timestamptz depend on it.
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
  }

  /** The driver says of a file opened read-only that it is, and refuses every change of that. */
  @Override
  public boolean readOnlySessions(DatabaseConfig config) {
    return Boolean.parseBoolean(properties(config).getProperty("duckdb.read_only"));
  }

  @Override
  public boolean streamsInTransactions() {
    return false;
  }

  /** Short: as long as a file is open here, no other process can write to it. */
  @Override
  public Duration idleTimeout() {
    return Duration.ofSeconds(10);
  }

  @Override
  public FailureKind kindOf(SQLException failure) {
    if (failure instanceof SQLTimeoutException) {
      return FailureKind.TIMEOUT;
    }
    return switch (errorClass(failure)) {
      case "INTERRUPT Error" -> FailureKind.TIMEOUT;
      case "IO Error", "Connection Error", "HTTP Error" -> FailureKind.UNREACHABLE;
      case "Permission Error" -> FailureKind.DENIED;
      case "Catalog Error",
          "Binder Error",
          "Parser Error",
          "Syntax Error",
          "Conversion Error",
          "Invalid Input Error",
          "Invalid type Error",
          "Mismatch Type Error",
          "Not implemented Error",
          "Out of Range Error" ->
          FailureKind.BAD_QUERY;
      default -> FailureKind.OTHER;
    };
  }

  /** The driver gives no SQLSTATE: the kind of an error is how its message begins. */
  private static String errorClass(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    message =
        message.startsWith("java.sql.") ? message.substring(message.indexOf(' ') + 1) : message;
    int colon = message.indexOf(':');
    return colon < 0 ? "" : message.substring(0, colon);
  }

  @Override
  public String describe(SQLException failure) {
    String error = errorClass(failure);
    if (error.equals("Conversion Error")
        || error.equals("Invalid Input Error")
        || error.equals("Out of Range Error")) {
      return "an expression does not fit the data (" + error + ")";
    }
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no message");
  }

  @Override
  public boolean isPassing(SQLException failure) {
    // A file that was renamed or removed after the glob was listed.
    return errorClass(failure).equals("IO Error")
        && String.valueOf(failure.getMessage()).contains("No such file");
  }

  @Override
  public String epochSeconds(String timestamp) {
    return "epoch(" + timestamp + ")";
  }

  @Override
  public FullScanLook fullScanLook() {
    return new DuckDbFullScanLook();
  }

  @Override
  public Sampling sampling() {
    return new DuckDbSampling();
  }

  /** A third of the time, of a million rows of 20 columns: its driver hands over value by value. */
  @Override
  public boolean countsFasterThanItReads() {
    return true;
  }

  @Override
  public String epochMicros(String timestamp) {
    return "epoch_us(" + timestamp + ")";
  }

  /** The time of FILTER grows with the square of their number: of 144 it takes 9 times as long. */
  @Override
  public String countIf(String condition) {
    return "count_if(" + condition + ")";
  }

  /**
   * Globs are listed, and columns looked up, by each statement anew. Of a CSV file all rows are
   * looked at to tell a column's type, so that no late value can break the statement: that reads
   * the file twice.
   */
  @Override
  public String fileTable(String path) {
    String literal = "'" + path.replace("'", "''") + "'";
    return fileHasTypes(path)
        ? "read_parquet(" + literal + ", union_by_name = true)"
        : "read_csv(" + literal + ", sample_size = -1, union_by_name = true)";
  }

  @Override
  public boolean fileHasTypes(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return !lower.endsWith(".csv") && !lower.endsWith(".csv.gz");
  }
}
