package io.tidegauge.exporter.init;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which column has which role.
 *
 * @param single the roles that at most one column has
 * @param others all other columns, in the table's order
 */
record Roles(Map<Role, Guess> single, List<ColumnFacts> others) {
  Roles {
    single = new EnumMap<>(single);
    others = new ArrayList<>(others);
  }

  Optional<Guess> find(Role role) {
    return Optional.ofNullable(single.get(role));
  }

  Optional<ColumnFacts> column(Role role) {
    return find(role).map(Guess::column);
  }
}
