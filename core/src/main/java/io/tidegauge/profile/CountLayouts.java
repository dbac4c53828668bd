package io.tidegauge.profile;

import io.tidegauge.counts.CategoryBins;
import io.tidegauge.counts.CategoryLayout;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.NumericLayout;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.LatencyColumn;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.SliceSpec;
import io.tidegauge.statistics.NumericBins;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the rows of a version are counted, given its profile or none. */
public final class CountLayouts {
  private static final double ROUNDING = 1e-12;

  private CountLayouts() {}

  /**
   * The layout of a version's counts. Without a profile there are no bins, and slices only where
   * their values are declared.
   */
  public static CountLayout of(ModelSpec spec, WatchedColumns columns, Optional<Profile> profile) {
    boolean spread = spec.drift().needsMeans();
    CountLayout layout =
        new CountLayout(
            columns.numbers().stream()
                .map(column -> numeric(spec, column, profile, spread))
                .toList(),
            columns.texts().stream().map(column -> category(column, profile)).toList(),
            slices(columns.slices(), profile),
            spec.predictions().unique(),
            spec.predictions().repeated() ? Optional.of(input(columns)) : Optional.empty(),
            spec.predictions().identical() ? score(columns) : Optional.empty());
    CountLayout traced =
        spec.predictions().latency().flatMap(LatencyColumn::trace).isPresent()
            ? layout.tracing(
                columns
                    .of(Role.LATENCY)
                    .findFirst()
                    .flatMap(latency -> columns.numberIndex(Role.LATENCY, latency.name()))
                    .orElseThrow())
            : layout;
    return spec.predictions().weight().isPresent() ? traced.weighted() : traced;
  }

  private static Optional<Integer> score(WatchedColumns columns) {
    return columns
        .of(Role.SCORE)
        .findFirst()
        .flatMap(score -> columns.numberIndex(Role.SCORE, score.name()));
  }

  private static CountLayout.Input input(WatchedColumns columns) {
    return new CountLayout.Input(features(columns.numbers()), features(columns.texts()));
  }

  private static int features(List<WatchedColumn> columns) {
    return Math.toIntExact(
        columns.stream().filter(column -> column.role() == Role.FEATURE).count());
  }

  private static NumericLayout numeric(
      ModelSpec spec, WatchedColumn column, Optional<Profile> profile, boolean spread) {
    if (column.role() == Role.LATENCY) {
      return latency(spec.predictions().latency().orElseThrow());
    }
    if (column.role() == Role.MEASURE) {
      return new NumericLayout(Optional.empty(), Optional.empty(), 0, true, false, true, false);
    }
    if (column.role() == Role.PROBABILITY) {
      return probability(profile);
    }
    Optional<ColumnProfile> reference = profile.flatMap(known -> known.column(column));
    return new NumericLayout(
        reference.flatMap(ColumnProfile::bins),
        column.role() == Role.SCORE ? spec.predictions().unsaturated() : column.range(),
        reference.flatMap(ColumnProfile::moments).map(ColumnProfile.Moments::mean).orElse(0.0),
        column.moments(),
        spread,
        column.hasQuantiles(),
        column.distinct());
  }

  /**
   * A latency has the bins of its histogram, whose bounds are in the bucket that they end. What a
   * unit's factor rounds past a bound is still at it.
   */
  private static NumericLayout latency(LatencyColumn column) {
    double[] edges =
        column.buckets().stream().mapToDouble(bound -> bound * (1 + ROUNDING)).toArray();
    return new NumericLayout(
        Optional.of(NumericBins.ofEdges(edges)), Optional.empty(), 0, true, false, true, false);
  }

  /** Nothing but its missing values is counted where no profile says what a score is worth. */
  private static NumericLayout probability(Optional<Profile> profile) {
    return new NumericLayout(
        profile
            .flatMap(Profile::quality)
            .flatMap(ReferenceQuality::scores)
            .map(scores -> CohortColumns.SCORES),
        Optional.empty(),
        0,
        false,
        false,
        false,
        false);
  }

  private static CategoryLayout category(WatchedColumn column, Optional<Profile> profile) {
    return new CategoryLayout(bins(column, profile), column.pattern(), column.distinct());
  }

  private static Optional<CategoryBins> bins(WatchedColumn column, Optional<Profile> profile) {
    Optional<CategoryBins> reference =
        profile.flatMap(
            known -> known.column(column).map(category -> category.categoryBins(known.model())));
    if (reference.isPresent() || column.values().isEmpty()) {
      return reference;
    }
    return Optional.of(CategoryBins.of(column.values(), column.top()));
  }

  /**
   * The values that get counts of their own, by slice column: those that the spec declares, else
   * the reference's most frequent ones.
   */
  public static Map<String, Set<String>> slices(
      List<SliceSpec> declared, Optional<Profile> profile) {
    Map<String, Set<String>> slices = new TreeMap<>();
    for (SliceSpec slice : declared) {
      Set<String> values = new TreeSet<>(slice.values());
      if (values.isEmpty() && profile.isPresent()) {
        profile.get().sliceValues(slice.column()).stream().limit(slice.top()).forEach(values::add);
      }
      slices.put(slice.column(), values);
    }
    return slices;
  }
}
