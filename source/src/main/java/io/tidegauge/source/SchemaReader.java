package io.tidegauge.source;

import io.tidegauge.profile.ColumnType;
import io.tidegauge.profile.Schema;
import io.tidegauge.spec.TableName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the columns of tables: one statement for each, which returns no row, so that one that may
 * not be read does not cost the others.
 */
public final class SchemaReader {
  private final Database database;
  private final List<TableName> tables;

  /** A reader of these tables. */
  public SchemaReader(Database database, List<TableName> tables) {
    this.database = database;
    this.tables = List.copyOf(tables);
  }

  /**
   * What was read.
   *
   * @param failed why the other tables could not be read
   */
  public record Result(Schema schema, Map<TableName, QueryFailedException> failed) {}

  /**
   * Reads the columns. A table that is not there has none.
   *
   * @param budget how long each statement may take
   */
  public Result read(Duration budget) {
    SortedMap<String, SortedMap<String, ColumnType>> found = new TreeMap<>();
    Map<TableName, QueryFailedException> failed = new LinkedHashMap<>();
    for (TableName table : tables) {
      try {
        found.put(
            table.toString(),
            new TreeMap<>(TableColumns.read(database, table, Deadline.after(budget))));
      } catch (QueryFailedException e) {
        if (e.kind() == FailureKind.BAD_QUERY && !e.passing()) {
          found.put(table.toString(), new TreeMap<>());
        } else {
          failed.put(table, e);
        }
      }
    }
    return new Result(new Schema(database.engine(), found), failed);
  }
}
