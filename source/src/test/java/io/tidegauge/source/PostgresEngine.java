package io.tidegauge.source;

import io.tidegauge.spec.DatabaseConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server of our own. */
final class PostgresEngine implements Engine {
  private final EmbeddedPostgres server;

  PostgresEngine() {
    try {
      this.server =
          EmbeddedPostgres.builder()
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getPort();
  }

  /** Executes statements as the superuser. */
  void execute(String... statements) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
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
  }

  @Override
  public DatabaseConfig config() {
    return Engine.config(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres", Map.of());
  }

  @Override
  public String slowExpression() {
    return "(SELECT count(*) FROM generate_series(1, 1000000000) g)";
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
