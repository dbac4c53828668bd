package io.tidegauge.source;

import io.tidegauge.source.PostgresPlan.SeqScan;
import io.tidegauge.spec.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks PostgreSQL's planner how it would read a moment of a table. Nothing is executed. */
final class PostgresFullScanLook implements FullScanLook {
  /**
   * Less than that is read in some milliseconds, and the planner is right to scan it, even where
   * there is a BRIN index, which knows of no less than a megabyte.
   */
  private static final long LARGE_BYTES = 8L << 20;

  /** What a partition belongs to is what an index is made on. */
  private static final String RELATION =
      "SELECT n.nspname, r.relname, r.relkind = 'p', EXISTS (SELECT 1 FROM pg_catalog.pg_attribute"
          + " WHERE attrelid = r.oid AND attname = ? AND NOT attisdropped),"
          + " pg_catalog.pg_relation_size(c.oid)"
          + " FROM pg_catalog.pg_class c"
          + " JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace"
          + " JOIN pg_catalog.pg_class r"
          + " ON r.oid = coalesce(pg_catalog.pg_partition_root(c.oid), c.oid)"
          + " JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace"
          + " WHERE s.nspname = ? AND c.relname = ?";

  /**
   * What an index can be made on.
   *
   * @param hasColumn whether it has a column of the time's name
   */
  private record Relation(TableName name, boolean partitioned, boolean hasColumn) {}

  private record Size(Relation relation, long bytes) {}

  @Override
  public List<FullScan> find(
      Database database, TableName name, TimedTable table, Instant now, Deadline deadline) {
    Instant before = now.minus(MOMENT);
    Set<SeqScan> scans = new LinkedHashSet<>(scans(database, table, before, now, deadline));
    // A scan that looks the same for another moment has nothing to do with the time: a view's join.
    scans.removeAll(scans(database, table, before.minus(MOMENT), before, deadline));
    String column = table.time().orElseThrow().column().column();
    Map<Relation, Long> read = new LinkedHashMap<>();
    for (SeqScan scan : scans) {
      size(database, scan, column, deadline)
          .ifPresent(size -> read.merge(size.relation(), size.bytes(), Long::sum));
    }
    List<FullScan> found = new ArrayList<>();
    read.forEach(
        (relation, bytes) -> {
          if (bytes >= LARGE_BYTES) {
            String cost = "scans %d MB of %s".formatted(bytes >> 20, relation.name());
            String mend = mend(database.dialect(), name, relation, column);
            found.add(new FullScan(name, column, cost, mend));
          }
        });
    return found;
  }

  /** All columns are asked for, so that an index that holds a few of them does not serve alone. */
  private static List<SeqScan> scans(
      Database database, TimedTable table, Instant from, Instant to, Deadline deadline) {
    String text = PostgresPlan.EXPLAIN + "SELECT *" + table.fromWhere();
    Sql sql = new Sql(TimeIndex.STATEMENT, text, table.values(from, to));
    return PostgresPlan.seqScans(
        sql,
        database.query(
            sql,
            1,
            deadline,
            rows -> {
              rows.next();
              return rows.getString(1);
            }));
  }

  private static Optional<Size> size(
      Database database, SeqScan scan, String column, Deadline deadline) {
    List<Object> values = List.of(column, scan.schema(), scan.relation());
    return database.query(
        new Sql(TimeIndex.STATEMENT, RELATION, values),
        1,
        deadline,
        rows -> {
          if (!rows.next()) {
            return Optional.empty();
          }
          TableName name = new TableName(List.of(rows.getString(1), rows.getString(2)));
          Relation relation = new Relation(name, rows.getBoolean(3), rows.getBoolean(4));
          return Optional.of(new Size(relation, rows.getLong(5)));
        });
  }

  /** The statement, and in a comment of SQL what else there is to know. */
  private static String mend(Dialect dialect, TableName asked, Relation relation, String column) {
    String on = dialect.quote(relation.name());
    String behind =
        isNamed(asked, relation) ? "" : asked + " is a view, this the table behind it; ";
    if (!relation.hasColumn()) {
      return "an index on the column of " + on + " that " + asked + "'s " + column + " is made of";
    }
    String making = relation.partitioned() ? "CREATE INDEX ON " : "CREATE INDEX CONCURRENTLY ON ";
    String locks = relation.partitioned() ? "writers wait until it is made; " : "";
    return making
        + (on + " (" + dialect.quote(column) + "); -- " + behind + locks)
        + "USING brin is enough where rows arrive in the order of their time";
  }

  private static boolean isNamed(TableName asked, Relation relation) {
    List<String> parts = asked.parts();
    List<String> names = relation.name().parts();
    int compared = Math.min(parts.size(), names.size());
    return parts
        .subList(parts.size() - compared, parts.size())
        .equals(names.subList(names.size() - compared, names.size()));
  }
}
