package io.tidegauge.source;

import io.tidegauge.spec.DatabaseConfig;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connections of a pool. The password is read for each anew, so that it can be rotated,
 * and the pool, which logs its settings, never learns the URL or the password.
 */
final class DriverConnections implements DataSource {
  private final DatabaseConfig config;
  private final Dialect dialect;
  private final BackOff backOff;

  DriverConnections(DatabaseConfig config, Dialect dialect, BackOff backOff) {
    this.config = config;
    this.dialect = dialect;
    this.backOff = backOff;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Optional<BackOff.Refusal> pending = backOff.pending();
    if (pending.isPresent()) {
      throw new SQLTransientConnectionException(pending.get().reason(), pending.get().sqlState());
    }
    try {
      Connection connection = open();
      backOff.succeeded();
      return connection;
    } catch (SQLException e) {
      FailureKind kind = dialect.kindOf(e);
      boolean clear = kind == FailureKind.DENIED || kind == FailureKind.TIMEOUT;
      backOff.refused(
          clear ? kind : FailureKind.UNREACHABLE,
          dialect.describe(e),
          String.valueOf(e.getSQLState()));
      throw e;
    }
  }

  private Connection open() throws SQLException {
    Properties properties = dialect.properties(config);
    config.user().ifPresent(user -> properties.setProperty("user", user));
    if (config.password().isPresent()) {
      properties.setProperty("password", Passwords.read(config.password().get()));
    }
    // DriverManager's own getConnection would put the URL, password and all, in its message.
    Connection connection = DriverManager.getDriver(config.url()).connect(config.url(), properties);
    if (connection == null) {
      throw new SQLException("the driver does not understand the url");
    }
    try {
      dialect.prepare(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the config names the user");
  }

  @Override
  public String toString() {
    return "connections of " + config.name();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // The driver logs by java.util.logging.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The config's connectTimeout holds.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("no logger");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
