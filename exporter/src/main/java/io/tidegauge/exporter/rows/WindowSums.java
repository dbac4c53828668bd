package io.tidegauge.exporter.rows;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.SealedBuckets;
import io.tidegauge.counts.Tiers;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.monitor.EarlierCounts;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.spec.EarlierRows;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The windows of a model, as sums of time buckets. Not safe for use by several threads. */
final class WindowSums {
  private final ModelSpec spec;
  private final EarlierRows earlierRows;
  private final Tiers tiers;
  private final VersionLayouts layouts;
  private final Map<Duration, WindowSum> sums = new HashMap<>();
  private final Map<Duration, EarlierSum> earlierSums = new HashMap<>();

  WindowSums(ModelSpec spec, EarlierRows earlierRows, Tiers tiers, VersionLayouts layouts) {
    this.spec = spec;
    this.earlierRows = earlierRows;
    this.tiers = tiers;
    this.layouts = layouts;
    for (Duration window : spec.windows()) {
      sums.put(window, new WindowSum());
      earlierSums.put(window, new EarlierSum(earlierRows.quiet()));
    }
  }

  /** A window's sealed and open rows, and those of the one that it is compared with. */
  private record Parts(
      Duration length,
      Instant from,
      SortedMap<Cell, Counts> sealed,
      SortedMap<Cell, Counts> open,
      Optional<EarlierSum.Sum> earlier) {

    long rows(Cell cell) {
      return rows(sealed, cell) + rows(open, cell);
    }

    private static long rows(SortedMap<Cell, Counts> sums, Cell cell) {
      Counts counts = sums.get(cell);
      return counts == null ? 0 : counts.rows();
    }

    Counts sum(Cell cell, CountLayout layout) {
      Counts sum = new Counts(layout);
      add(sum, sealed.get(cell));
      add(sum, open.get(cell));
      return sum;
    }

    Optional<EarlierCounts> earlier(Cell cell, CountLayout layout) {
      return earlier.map(
          all -> {
            Counts sum = new Counts(layout);
            all.parts().forEach(part -> add(sum, part.get(cell)));
            return new EarlierCounts(sum, all.time());
          });
    }

    private static void add(Counts sum, @Nullable Counts part) {
      if (part != null) {
        sum.merge(part);
      }
    }
  }

  /**
   * The counts of every followed version and slice in every window that ends at {@code now} and is
   * filled. A version is followed if the spec gives it a role, or if it is among those with the
   * most rows; its slices are those of its layout, whether they have rows or not.
   */
  List<WindowCounts> ending(
      Instant now,
      SealedBuckets sealed,
      OpenRows open,
      Instant filledFrom,
      Instant sealedTo,
      long edition) {
    List<Parts> filled = new ArrayList<>();
    SortedMap<Cell, Counts> all = open.sum(sealedTo);
    for (Duration length : spec.windows()) {
      Instant from = sealed.boundaryFrom(tiers.start(length, now));
      if (from.isBefore(filledFrom)) {
        continue;
      }
      boolean young = from.isAfter(sealedTo);
      WindowSum sum = Objects.requireNonNull(sums.get(length));
      filled.add(
          new Parts(
              length,
              from,
              young ? new TreeMap<>() : sum.of(sealed, from, sealedTo, edition),
              young ? open.sum(from) : all,
              earlier(length, now, sealed, filledFrom, sealedTo, edition)));
    }
    if (filled.isEmpty()) {
      return List.of();
    }
    NavigableSet<String> versions = followed(filled.get(filled.size() - 1));
    List<WindowCounts> windows = new ArrayList<>();
    for (Parts parts : filled) {
      for (String version : versions) {
        layouts
            .of(version)
            .ifPresent(
                layout -> {
                  for (Cell cell : cells(version, layout)) {
                    windows.add(
                        new WindowCounts(
                            cell,
                            parts.length(),
                            parts.from(),
                            now,
                            parts.sum(cell, layout),
                            parts.earlier(cell, layout)));
                  }
                });
      }
    }
    return windows;
  }

  /**
   * The sum of what a window is compared with, if that is filled. What is not sealed of it is left
   * out, which only a window shorter than the lateness has.
   */
  private Optional<EarlierSum.Sum> earlier(
      Duration length,
      Instant now,
      SealedBuckets sealed,
      Instant filledFrom,
      Instant sealedTo,
      long edition) {
    Optional<EarlierRows.Span> span = earlierRows.of(length);
    if (span.isEmpty()) {
      return Optional.empty();
    }
    Instant from = sealed.boundaryFrom(tiers.start(span.get().reach(), now));
    Instant end = sealed.boundaryFrom(tiers.start(span.get().back(), now));
    Instant to = end.isAfter(sealedTo) ? sealedTo : end;
    return from.isBefore(filledFrom)
        ? Optional.empty()
        : Objects.requireNonNull(earlierSums.get(length)).of(sealed, from, to, edition);
  }

  private NavigableSet<String> followed(Parts longest) {
    NavigableSet<String> followed = new TreeSet<>(spec.predictions().versions().values());
    Set<Cell> cells = new TreeSet<>(longest.sealed().keySet());
    cells.addAll(longest.open().keySet());
    cells.stream()
        .filter(Cell::isAll)
        .sorted(
            Comparator.<Cell>comparingLong(cell -> -longest.rows(cell))
                .thenComparing(Comparator.naturalOrder()))
        .map(Cell::version)
        .filter(version -> !followed.contains(version))
        .limit(Math.max(0, spec.maxVersions() - followed.size()))
        .toList()
        .forEach(followed::add);
    return followed;
  }

  private static List<Cell> cells(String version, CountLayout layout) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.ofAll(version)));
    for (Map.Entry<String, Set<String>> slice : layout.slices().entrySet()) {
      slice.getValue().stream()
          .sorted()
          .forEach(value -> cells.add(Cell.ofSlice(version, slice.getKey(), value)));
    }
    return cells;
  }
}
