package io.tidegauge.spec;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A connection of the exporter's config.
 *
 * @param url the JDBC URL
 * @param files table to file name or glob (Parquet or CSV), for an embedded DuckDB
 * @param connections the most connections that are ever open, 1 or 2 as a rule
 * @param statementTimeout after how long the server itself ends a statement
 * @param counting where rows are counted
 */
public record DatabaseConfig(
    String name,
    String url,
    Map<String, String> files,
    Optional<String> user,
    Optional<Secret> password,
    int connections,
    Duration connectTimeout,
    Duration statementTimeout,
    Counting counting,
    Map<String, String> properties) {
  public DatabaseConfig {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /** With this property of the driver, where it has no value yet. */
  public DatabaseConfig withDefault(String property, String value) {
    Map<String, String> all = new LinkedHashMap<>(properties);
    all.putIfAbsent(property, value);
    return new DatabaseConfig(
        name,
        url,
        files,
        user,
        password,
        connections,
        connectTimeout,
        statementTimeout,
        counting,
        all);
  }

  /** Where a log's rows are counted. */
  public enum Counting {
    /** Here: rows are read, each once, and counted. */
    ROWS,
    /** In the database, which sends counts; there are no quantiles of the latency then. */
    IN_DATABASE
  }

  /** Where a password is found. It is read when a connection is opened, and never kept in text. */
  public sealed interface Secret {
    /** The first line of a file, read again for each new connection, so that it can be rotated. */
    record File(String path) implements Secret {}

    /** A variable of the environment. */
    record Environment(String variable) implements Secret {}
  }
}
