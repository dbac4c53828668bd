package io.tidegauge.exporter.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The names of metric families, as client_java sees them. */
public final class FamilyNames {
  private FamilyNames() {}

  /** The name without the suffix that the exposition format adds to counters and infos. */
  public static String base(String name) {
    for (String suffix : List.of("_total", "_info")) {
      if (name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }

  /**
   * Pairs of names of which one begins with the other. The filter of client_java, {@code
   * ?name[]=x}, lets every family through whose base name is a beginning of what was asked for.
   */
  public static List<String> prefixes(Collection<String> names) {
    List<String> pairs = new ArrayList<>();
    TreeSet<String> sorted = new TreeSet<>(names);
    for (String name : sorted) {
      for (String other : sorted) {
        if (!name.equals(other) && other.startsWith(base(name))) {
          pairs.add(name + " < " + other);
        }
      }
    }
    return pairs;
  }
}
