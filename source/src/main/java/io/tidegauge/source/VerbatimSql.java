package io.tidegauge.source;

import org.jdbi.v3.core.statement.ParsedParameters;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Takes a statement as it is. Expressions of a spec are the database's own SQL: {@code a[1:n]} or
 * {@code data ? 'key'} must not be taken for parameters of jdbi's.
 */
final class VerbatimSql implements SqlParser {
  /** The attribute that holds the number of the statement's parameters. */
  static final String PARAMETERS = "tidegauge.parameters";

  @Override
  public ParsedSql parse(String sql, StatementContext context) {
    int count = (Integer) context.getAttribute(PARAMETERS);
    return ParsedSql.of(sql, ParsedParameters.positional(count));
  }

  @Override
  public String nameParameter(String rawName, StatementContext context) {
    throw new UnsupportedOperationException("parameters have no names");
  }
}
