package io.tidegauge.monitor;

import io.tidegauge.counts.DependencyState;
import io.tidegauge.profile.Schema;
import io.tidegauge.statistics.Reason;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * What a model stands on, as it is now.
 *
 * @param schema the tables that could be looked at
 * @param dependencies those of which a value is known
 * @param absent why the others of both could not be read: as many as there are of each reason
 */
public record Upstream(Schema schema, List<DependencyState> dependencies, List<Reason> absent) {
  /** Nothing is known. */
  public static final Upstream UNKNOWN =
      new Upstream(
          new Schema("", Collections.unmodifiableSortedMap(new TreeMap<>())), List.of(), List.of());

  public Upstream {
    dependencies = List.copyOf(dependencies);
    absent = List.copyOf(absent);
  }
}
