package io.tidegauge.exporter.collect;

import io.tidegauge.counts.BucketStarts;
import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.profile.CountLayouts;
import io.tidegauge.profile.Profile;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The windows of a model, as sums of time buckets. */
public final class ModelWindows {
  private final ModelSpec spec;
  private final WatchedColumns columns;
  private final Function<String, Optional<Profile>> profiles;
  private final Map<String, CountLayout> layouts = new TreeMap<>();
  private final BucketedCounts buckets;

  /**
   * Windows without rows.
   *
   * @param profiles the profile of a version
   */
  public ModelWindows(ModelSpec spec, Function<String, Optional<Profile>> profiles) {
    this.spec = spec;
    this.columns = WatchedColumns.of(spec);
    this.profiles = profiles;
    this.buckets = new BucketedCounts(columns, spec.bucket(), this::layout);
  }

  /** Where the rows are counted. */
  public BucketedCounts buckets() {
    return buckets;
  }

  private CountLayout layout(String version) {
    return layouts.computeIfAbsent(
        version, name -> CountLayouts.of(spec, columns, profiles.apply(name)));
  }

  /** The first time that the longest window needs. */
  public static Instant from(ModelSpec spec, Instant now) {
    return BucketStarts.notBefore(now.minus(spec.longestWindow()), spec.bucket());
  }

  /**
   * The counts of every followed version and slice in every window that ends at {@code now}. A
   * version is followed if the spec gives it a role, or if it is among those with the most rows;
   * its slices are those of its layout, whether they have rows or not.
   */
  public List<WindowCounts> ending(Instant now) {
    SortedMap<Cell, Counts> longest = buckets.sum(from(spec, now), now);
    NavigableSet<String> versions = followed(longest);
    List<WindowCounts> windows = new ArrayList<>();
    for (Duration length : spec.windows()) {
      Instant from = buckets.firstStartFrom(now.minus(length));
      SortedMap<Cell, Counts> sums =
          length.equals(spec.longestWindow()) ? longest : buckets.sum(from, now);
      for (String version : versions) {
        for (Cell cell : cells(version)) {
          Counts counts = sums.getOrDefault(cell, new Counts(layout(version)));
          windows.add(new WindowCounts(cell, length, from, now, counts));
        }
      }
    }
    return windows;
  }

  private NavigableSet<String> followed(SortedMap<Cell, Counts> longest) {
    NavigableSet<String> followed = new TreeSet<>(spec.predictions().versions().values());
    longest.entrySet().stream()
        .filter(entry -> entry.getKey().isAll())
        .sorted(
            Comparator.<Map.Entry<Cell, Counts>>comparingLong(entry -> -entry.getValue().rows())
                .thenComparing(Map.Entry::getKey))
        .map(entry -> entry.getKey().version())
        .filter(version -> !followed.contains(version))
        .limit(Math.max(0, spec.maxVersions() - followed.size()))
        .toList()
        .forEach(followed::add);
    return followed;
  }

  private List<Cell> cells(String version) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.ofAll(version)));
    for (Map.Entry<String, Set<String>> slice : layout(version).slices().entrySet()) {
      slice.getValue().stream()
          .sorted()
          .forEach(value -> cells.add(Cell.ofSlice(version, slice.getKey(), value)));
    }
    return cells;
  }
}
