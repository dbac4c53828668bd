package io.tidegauge.counts;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How each version's rows are counted: asked for once, and then the same. So many versions and no
 * more, so that a column that names no versions cannot fill the memory. Safe for use by several
 * threads.
 */
public final class VersionLayouts {
  /** The most versions that are counted at once; the rows of further ones are dropped. */
  public static final int MOST_VERSIONS = 64;

  private final Function<String, CountLayout> layouts;
  private final Map<String, CountLayout> known = new TreeMap<>();

  /**
   * No versions yet.
   *
   * @param layouts how the rows of a version are counted
   */
  public VersionLayouts(Function<String, CountLayout> layouts) {
    this.layouts = layouts;
  }

  /** The layout of a version, or empty where there are too many versions already. */
  public synchronized Optional<CountLayout> of(String version) {
    CountLayout layout = known.get(version);
    if (layout == null && known.size() < MOST_VERSIONS) {
      layout = layouts.apply(version);
      known.put(version, layout);
    }
    return Optional.ofNullable(layout);
  }

  /** Forgets the versions that are not among these, and so makes room for others. */
  public synchronized void retain(Set<String> versions) {
    known.keySet().retainAll(versions);
  }

  /** The layouts by version. */
  public synchronized Map<String, CountLayout> known() {
    return Map.copyOf(known);
  }
}
