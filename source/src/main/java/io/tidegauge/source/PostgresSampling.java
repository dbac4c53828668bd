package io.tidegauge.source;

import io.tidegauge.spec.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes whole pages, evenly from all of the table, and of their rows some by a hash. Of what has no
 * pages, a view, the first rows.
 */
final class PostgresSampling implements Sampling {
  private static final String SIZE = "size of a table";

  /** 16 MB: some 100,000 rows of 20 columns, read in less than a second. */
  private static final double PAGES = 2048;

  private static final double PAGE_BYTES = 8192;

  @Override
  public String from(
      Database database, TableName table, Optional<String> where, int rows, Deadline deadline) {
    String name = database.table(table);
    String text =
        "SELECT greatest(pg_relation_size(c.oid),"
            + " (SELECT coalesce(sum(pg_relation_size(t.relid)), 0)"
            + " FROM pg_partition_tree(c.oid) AS t))"
            + " FROM pg_class AS c WHERE c.oid = to_regclass(?) AND c.relkind IN ('r', 'p', 'm')";
    Optional<Double> bytes =
        database.query(
            new Sql(SIZE, text, List.of(name)),
            1,
            deadline,
            found -> found.next() ? Optional.of(found.getDouble(1)) : Optional.empty());
    if (bytes.isEmpty()) {
      return " FROM " + name + Sampling.condition(where) + " LIMIT " + rows;
    }
    double percent = Math.min(100, 100 * PAGES / Math.max(1, bytes.get() / PAGE_BYTES));
    return String.format(
            Locale.ROOT, " FROM %s TABLESAMPLE SYSTEM (%.9f) REPEATABLE (1)", name, percent)
        + Sampling.condition(where)
        + (" ORDER BY hashtext(CAST(ctid AS text)), ctid LIMIT " + rows);
  }
}
