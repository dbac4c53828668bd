package io.tidegauge.exporter.init;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a table's columns, so that it need not be guessed.
 *
 * @param single which column has a role; empty where none has it
 * @param others what other columns are
 */
public record Answers(Map<Role, Optional<String>> single, Map<String, Role> others) {
  public Answers {
    single = new EnumMap<>(single);
    others = new LinkedHashMap<>(others);
  }

  /** Nothing is known. */
  public static Answers none() {
    return new Answers(new EnumMap<>(Role.class), new LinkedHashMap<>());
  }

  /** The same, and that this column is that. */
  public Answers with(String column, Role role) {
    Answers more = new Answers(single, others);
    if (role.isSingle()) {
      more.single.put(role, Optional.of(column));
      more.others.remove(column);
    } else {
      more.single.values().removeIf(Optional.of(column)::equals);
      more.others.put(column, role);
    }
    return more;
  }

  /** The same, and that no column has that role. */
  public Answers without(Role role) {
    Answers more = new Answers(single, others);
    more.single.put(role, Optional.empty());
    return more;
  }

  /** Whether somebody said what the column is. */
  boolean speakOf(String column) {
    return others.containsKey(column) || single.containsValue(Optional.of(column));
  }
}
