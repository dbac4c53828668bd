package io.tidegauge.source;

/** Why a database gave no answer. */
public enum FailureKind {
  /** It took longer than the deadline or the server's own limit. */
  TIMEOUT,
  /** There is no connection. */
  UNREACHABLE,
  /** The user or the password is refused, or may not read the table. */
  DENIED,
  /** The statement is wrong: a table, column or expression. */
  BAD_QUERY,
  OTHER
}
