package io.tidegauge.endtoend;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A PostgreSQL server that can be killed, and started again with what it knew. */
final class Database implements AutoCloseable {
  private final Path folder;
  private final int port = ServerProcess.freePort();
  private EmbeddedPostgres server;
  private ProcessHandle postmaster;

  Database(Path folder) throws IOException {
    this.folder = folder;
    this.server = serve();
    this.postmaster = findPostmaster();
  }

  private EmbeddedPostgres serve() throws IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setPGStartupWait(Duration.ofSeconds(60))
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  int port() {
    return port;
  }

  Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  void execute(String sql, Object... values) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private ProcessHandle findPostmaster() throws IOException {
    String pid = Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** Ends it at once: connections break, nothing is flushed. */
  void kill() throws IOException, InterruptedException {
    // PostgreSQL's "immediate shutdown", which takes the children along.
    new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster.pid()))
        .inheritIO()
        .start()
        .waitFor();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !postmaster.isAlive());
  }

  void startIfDead() throws IOException {
    if (!postmaster.isAlive()) {
      server.close();
      server = serve();
      postmaster = findPostmaster();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
