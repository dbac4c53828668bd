package io.tidegauge.source;

import io.tidegauge.spec.TableName;
import java.sql.ResultSetMetaData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks which columns a table has. */
public final class TableColumns {
  /** What the statement is called in {@link Database#statements}. */
  public static final String STATEMENT = "columns of a table";

  private TableColumns() {}

  /**
   * The columns, in the table's order, with the names of their types in the database.
   *
   * @throws QueryFailedException if there is no such table, or it may not be read
   */
  public static Map<String, String> read(Database database, TableName table, Deadline deadline) {
    String text = "SELECT * FROM " + database.table(table) + " WHERE 1 = 0";
    return database.query(
        new Sql(STATEMENT, text, List.of()),
        1,
        deadline,
        rows -> {
          ResultSetMetaData result = rows.getMetaData();
          Map<String, String> columns = new LinkedHashMap<>();
          for (int i = 1; i <= result.getColumnCount(); i++) {
            columns.put(result.getColumnName(i), result.getColumnTypeName(i));
          }
          return columns;
        });
  }
}
