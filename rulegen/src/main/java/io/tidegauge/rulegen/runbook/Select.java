package io.tidegauge.rulegen.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A statement that says something of groups of rows, for people to read and to change.
 *
 * @param says what it shows
 * @param keys what rows are grouped by, and is shown of them
 * @param hidden what rows are grouped by as well without being shown
 * @param columns what is said of each group
 * @param rows where they come from
 * @param order how the result is ordered, and where it ends; by the keys, where empty
 */
record Select(
    String says,
    List<String> keys,
    List<String> hidden,
    List<String> columns,
    Rows rows,
    String order) {
  /** How many rows there are. */
  static final String ROWS = "count(*) AS row_count";

  private static final int WIDE = 100;

  /** Where rows come from. */
  record Rows(String from, List<String> conditions) {
    Rows {
      conditions = List.copyOf(conditions);
    }

    /** All rows of a table. */
    static Rows of(String from) {
      return new Rows(from, List.of());
    }

    /** Those of them for which this holds as well. */
    Rows where(String condition) {
      return new Rows(from, Stream.concat(conditions.stream(), Stream.of(condition)).toList());
    }

    /** In one line, within another statement. */
    String inline() {
      return joined(" WHERE ", " AND ");
    }

    /** Some columns of them, within another statement. */
    String selecting(List<String> columns) {
      return wrapped("(SELECT ", columns) + "\n  " + inline() + ")";
    }

    @Override
    public String toString() {
      return joined("\nWHERE ", "\n  AND ");
    }

    private String joined(String first, String others) {
      return "FROM " + from + (conditions.isEmpty() ? "" : first + String.join(others, conditions));
    }
  }

  Select {
    keys = List.copyOf(keys);
    hidden = List.copyOf(hidden);
    columns = List.copyOf(columns);
  }

  /** Groups in the order of their keys. */
  static Select of(String says, List<String> keys, List<String> columns, Rows rows) {
    return new Select(says, keys, List.of(), columns, rows, "");
  }

  /** Finer groups, by what must not be shown. */
  Select hiding(List<String> more) {
    return new Select(says, keys, more, columns, rows, order);
  }

  /** The same in another order. */
  Select ordered(String newOrder) {
    return new Select(says, keys, hidden, columns, rows, newOrder);
  }

  @Override
  public String toString() {
    List<String> places =
        IntStream.rangeClosed(1, keys.size()).mapToObj(Integer::toString).toList();
    List<String> groups = Stream.concat(places.stream(), hidden.stream()).toList();
    String by = order.isEmpty() ? String.join(", ", places) : order;
    return "-- "
        + says
        + "\n"
        + wrapped("SELECT ", Stream.concat(keys.stream(), columns.stream()).toList())
        + "\n"
        + rows
        + (groups.isEmpty() ? "" : "\nGROUP BY " + String.join(", ", groups))
        + (by.isEmpty() ? "" : (groups.isEmpty() ? "\n" : " ") + "ORDER BY " + by)
        + ";";
  }

  /** Parts of a list, in lines that are not too wide. */
  static String wrapped(String first, List<String> parts) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i) + (i == parts.size() - 1 ? "" : ", ");
      if (i > 0 && line.length() + part.length() > WIDE) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(first.length()));
      }
      line.append(part);
    }
    lines.add(line.toString());
    return String.join("\n", lines);
  }
}
