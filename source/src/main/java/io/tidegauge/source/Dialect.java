package io.tidegauge.source;

import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What differs from one database to another. */
sealed interface Dialect permits PostgresDialect, DuckDbDialect {

  /** The dialect that a JDBC URL asks for. */
  static Dialect of(DatabaseConfig config) {
    return find(config)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "database " + config.name() + ": the url is of no database that is known"));
  }

  /** The dialect of that database, if it is known. */
  static Optional<Dialect> find(DatabaseConfig config) {
    return Stream.of(new PostgresDialect(), new DuckDbDialect())
        .filter(dialect -> config.url().startsWith(dialect.urlPrefix()))
        .findFirst();
  }

  /** What the database is called in profiles. */
  String name();

  /** How this database's URLs begin. */
  default String urlPrefix() {
    return "jdbc:" + name() + ":";
  }

  /** Everything that a connection is opened with, but the user and the password. */
  Properties properties(DatabaseConfig config);

  /** Sets a new connection up, where properties cannot. */
  void prepare(Connection connection) throws SQLException;

  /** Whether the pool declares its connections read-only. */
  boolean readOnlySessions(DatabaseConfig config);

  /** Whether rows are streamed only within a transaction. */
  boolean streamsInTransactions();

  /** After how long without use a connection is closed. */
  Duration idleTimeout();

  /** What a failure means. */
  FailureKind kindOf(SQLException failure);

  /** A failure in words that hold no value of a row. */
  String describe(SQLException failure);

  /** Whether the same statement may well succeed at once, on a connection opened anew. */
  boolean isPassing(SQLException failure);

  /** A timestamp as seconds since the epoch, with a fraction; one without zone is taken as UTC. */
  String epochSeconds(String timestamp);

  /** How to find out that a moment of a table cannot be read without reading all of it. */
  FullScanLook fullScanLook();

  /** How to take rows from all over a table. */
  Sampling sampling();

  /** Whether the database counts many rows faster than it hands them over. */
  boolean countsFasterThanItReads();

  /** A timestamp as whole microseconds since the epoch; one without zone is taken as UTC. */
  String epochMicros(String timestamp);

  /** An aggregate: of how many rows a condition holds. */
  default String countIf(String condition) {
    return "count(CASE WHEN " + condition + " THEN 1 END)";
  }

  /** What ends a subquery so that its columns are computed once, not wherever they are used. */
  default String fence() {
    return "";
  }

  /** The rows of a file or of a glob of files, as a table. */
  default String fileTable(String path) {
    throw new IllegalArgumentException("only DuckDB reads files");
  }

  /** Whether the columns of that file, or glob of files, have types of their own. */
  default boolean fileHasTypes(String path) {
    return true;
  }

  /** An identifier, exactly as written. */
  default String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** A table's name, each part quoted. */
  default String quote(TableName table) {
    return table.parts().stream().map(this::quote).collect(Collectors.joining("."));
  }
}
