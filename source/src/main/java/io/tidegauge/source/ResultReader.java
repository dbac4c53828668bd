package io.tidegauge.source;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes something of a statement's rows. */
@FunctionalInterface
interface ResultReader<R> {
  R read(ResultSet rows) throws SQLException;
}
