package io.tidegauge.profile;

import io.tidegauge.profile.TableDiff.Retyped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The columns of tables, as a database had them at one time. A column's place among the others is
 * not part of it: columns are read by their names.
 *
 * @param engine what the database is, such as {@code postgresql}
 * @param tables the columns and their types, by table; a table that is gone has no columns
 */
public record Schema(String engine, SortedMap<String, SortedMap<String, ColumnType>> tables) {
  private static final int FINGERPRINT_BYTES = 6;

  public Schema {
    SortedMap<String, SortedMap<String, ColumnType>> copy = new TreeMap<>();
    tables.forEach(
        (table, columns) ->
            copy.put(table, Collections.unmodifiableSortedMap(new TreeMap<>(columns))));
    tables = Collections.unmodifiableSortedMap(copy);
  }

  /** The columns of a table, if it was looked at. */
  public Optional<SortedMap<String, ColumnType>> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /**
   * How the columns of a table differ from what they were. One database is held to its own names of
   * types, so that {@code int4} is not {@code int8}; of two, each with names of its own, only the
   * kinds can be compared.
   *
   * @throws java.util.NoSuchElementException if the table is not in both
   */
  public TableDiff diff(Schema before, String table) {
    SortedMap<String, ColumnType> are = table(table).orElseThrow();
    SortedMap<String, ColumnType> were = before.table(table).orElseThrow();
    boolean oneEngine = engine.equals(before.engine);
    SortedMap<String, String> missing = new TreeMap<>();
    SortedMap<String, Retyped> retyped = new TreeMap<>();
    were.forEach(
        (column, type) -> {
          String was = word(type, oneEngine);
          ColumnType is = are.get(column);
          if (is == null) {
            missing.put(column, was);
          } else if (!word(is, oneEngine).equals(was)) {
            retyped.put(column, new Retyped(was, word(is, oneEngine)));
          }
        });
    SortedSet<String> added = new TreeSet<>(are.keySet());
    added.removeAll(were.keySet());
    return new TableDiff(missing, added, retyped);
  }

  private static String word(ColumnType type, boolean ownName) {
    return ownName ? type.name() : type.kind().name().toLowerCase(Locale.ROOT);
  }

  /** Twelve hexadecimal digits that change with a table's columns and their types. */
  public String fingerprint(String table) {
    StringBuilder text = new StringBuilder();
    table(table)
        .ifPresent(
            columns ->
                columns.forEach(
                    (column, type) ->
                        text.append(column).append('\t').append(type.name()).append('\n')));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
