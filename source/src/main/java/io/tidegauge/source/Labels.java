package io.tidegauge.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Values of a version or slice column, numbered. Each has a key, which is how the database itself
 * writes it, and by which it can be told there; and a text, which is how rows are read.
 */
final class Labels {
  /** A value; NULL has no key. */
  private record Label(Optional<String> key, String text) {}

  private final List<Label> all = new ArrayList<>();

  void add(@Nullable String key, String text) {
    all.add(new Label(Optional.ofNullable(key), text));
  }

  int size() {
    return all.size();
  }

  /** The text of the value of that number. */
  String text(int number) {
    return all.get(number).text();
  }

  /** Those of them whose text is wanted, numbered anew. */
  Labels only(Predicate<String> wanted) {
    Labels some = new Labels();
    all.stream().filter(label -> wanted.test(label.text())).forEach(some.all::add);
    return some;
  }

  /** The number of a column's value, in SQL; NULL where it is none of these. */
  String number(String column) {
    StringBuilder sql = new StringBuilder("CASE");
    for (int i = 0; i < all.size(); i++) {
      String same = all.get(i).key().isPresent() ? key(column) + " = ?" : column + " IS NULL";
      sql.append(" WHEN ").append(same).append(" THEN ").append(i);
    }
    return sql + " END";
  }

  /** The values of that expression's question marks. */
  List<String> parameters() {
    return all.stream().flatMap(label -> label.key().stream()).toList();
  }

  /** The key of a column's value, in SQL. */
  static String key(String column) {
    return "CAST(" + column + " AS varchar)";
  }
}
