package io.tidegauge.source;

import io.tidegauge.spec.TableName;
import java.util.ArrayList;
import java.util.List;

/** Asks which tables and views a database has, for whoever does not remember their names. */
public final class TableList {
  /** What the statement is called in {@link Database#statements}. */
  public static final String STATEMENT = "tables of a database";

  private static final int MOST = 500;

  private TableList() {}

  /**
   * The tables that may be read, at most 500, those of the connection's own schema by their bare
   * names.
   *
   * @throws QueryFailedException if the database does not answer
   */
  public static List<TableName> read(Database database, Deadline deadline) {
    String text =
        "SELECT table_schema, table_name, table_schema = current_schema()"
            + " FROM information_schema.tables"
            + " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
            + (" ORDER BY 3 DESC, 1, 2 LIMIT " + MOST);
    return database.query(
        new Sql(STATEMENT, text, List.of()),
        MOST,
        deadline,
        rows -> {
          List<TableName> tables = new ArrayList<>(database.files());
          while (rows.next()) {
            String name = rows.getString(2);
            tables.add(
                new TableName(
                    rows.getBoolean(3) ? List.of(name) : List.of(rows.getString(1), name)));
          }
          return List.copyOf(tables);
        });
  }
}
