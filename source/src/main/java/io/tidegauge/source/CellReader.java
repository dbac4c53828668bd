package io.tidegauge.source;

import io.tidegauge.counts.Row;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Puts one column of a result into a row. */
@FunctionalInterface
interface CellReader {
  void read(ResultSet rows, Row row) throws SQLException;
}
