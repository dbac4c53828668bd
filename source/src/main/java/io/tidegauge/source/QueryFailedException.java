package io.tidegauge.source;

import java.time.Duration;

/**
 * A database gave no answer. Neither the message nor anything else in it holds a bound value, a
 * password or a value of a row: that is why the driver's own exception is not kept as the cause.
 */
public final class QueryFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_SQL = 1024;

  private final FailureKind kind;
  private final String what;
  private final String reason;
  private final String sqlState;
  private final Duration elapsed;
  private final String sql;
  private final boolean passing;

  /**
   * A failure.
   *
   * @param what the statement's name, such as {@code fresh rows}
   * @param sqlState empty where there is none
   * @param sql the statement's text
   * @param passing whether the same statement may well succeed at once
   */
  QueryFailedException(
      FailureKind kind,
      String what,
      String reason,
      String sqlState,
      Duration elapsed,
      String sql,
      boolean passing) {
    super(what + ": " + reason);
    this.kind = kind;
    this.what = what;
    this.reason = reason;
    this.sqlState = sqlState;
    this.elapsed = elapsed;
    this.sql = sql.length() <= LONGEST_SQL ? sql : sql.substring(0, LONGEST_SQL);
    this.passing = passing;
  }

  /** No statement was sent, since another reading of the same rows was not done in time. */
  public static QueryFailedException busy() {
    return new QueryFailedException(
        FailureKind.TIMEOUT,
        RowReader.STATEMENT,
        "another reading of the same rows is not done yet",
        "",
        Duration.ZERO,
        "",
        false);
  }

  public FailureKind kind() {
    return kind;
  }

  /** The name of the statement that failed. */
  public String what() {
    return what;
  }

  /** What went wrong, in the database's words. */
  public String reason() {
    return reason;
  }

  /** The SQLSTATE, or empty where the driver gave none. */
  public String sqlState() {
    return sqlState;
  }

  /** How long it took to fail. */
  public Duration elapsed() {
    return elapsed;
  }

  /** The statement's first 1,024 characters, without the bound values. */
  public String sql() {
    return sql;
  }

  /** Whether the same statement may well succeed at once, on a connection opened anew. */
  boolean passing() {
    return passing;
  }
}
