package io.tidegauge.exporter.bench;

import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.ExporterConfigReader;
import java.sql.Connection;
import java.sql.SQLException;

/** A database that holds prediction logs. */
interface LogStore extends AutoCloseable {
  /** What it is called on the page. */
  String label();

  /** The value of the database's key in the exporter's config. */
  String yaml();

  /** A connection as the exporter's own, without the exporter. */
  Connection connect() throws SQLException;

  /** Executes statements as the owner. */
  void execute(String... statements) throws SQLException;

  @Override
  void close();

  default DatabaseConfig config() {
    return ExporterConfigReader.read("bench.yaml", "databases: {bench: " + yaml() + "}")
        .databases()
        .get(0);
  }
}
