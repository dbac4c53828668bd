package io.tidegauge.exporter.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** A PostgreSQL server of our own, with its settings as they come but for what costs disks time. */
final class PostgresStore implements LogStore {
  private final EmbeddedPostgres server;

  PostgresStore() {
    try {
      this.server =
          EmbeddedPostgres.builder()
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("fsync", "off")
              .setServerConfig("max_wal_size", "4GB")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getPort();
  }

  @Override
  public String label() {
    return "PostgreSQL";
  }

  @Override
  public String yaml() {
    return "{url: \"jdbc:postgresql://127.0.0.1:%d/postgres\", user: postgres, statement_timeout: 2m}"
        .formatted(port());
  }

  @Override
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("options", "-c jit=off");
    properties.setProperty("prepareThreshold", "-1");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port()), properties);
  }

  @Override
  public void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
