package io.tidegauge.profile;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.CategoryBins;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.NumericLayout;
import io.tidegauge.counts.RowStream;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.ColumnProfile.Moments;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.DriftDistance;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Makes the profile of a version from its reference rows, in two passes over them. */
public final class ProfileBuilder {
  /** In how many stretches of time the reference is counted, for the noise. */
  private static final int STRETCHES = 512;

  private final ModelSpec spec;
  private final WatchedColumns columns;
  private final Noise noise;
  private final boolean spread;

  /** Makes profiles for a spec. */
  public ProfileBuilder(ModelSpec spec) {
    this.spec = spec;
    this.columns = WatchedColumns.of(spec);
    this.noise = new Noise(spec);
    this.spread = spec.drift().distances().stream().anyMatch(DriftDistance::needsMeans);
  }

  /**
   * The profile of a version.
   *
   * @param timed whether the rows carry a time
   * @throws UnfitReferenceException if there are no rows, or a category column is an id
   */
  public Profile build(String version, RowStream reference, boolean timed) {
    ReferenceScan scan = new ReferenceScan(columns);
    reference.forEach(scan::add);
    if (scan.rows() == 0) {
      throw new UnfitReferenceException(
          "the reference of version " + version + " of " + spec.name() + " has no rows");
    }
    CountLayout layout = layout(scan);
    Duration stretch = timed ? stretch(scan) : Duration.ofDays(1);
    BucketedCounts buckets = new BucketedCounts(columns, stretch, name -> layout);
    reference.forEach(
        row -> {
          row.version(version);
          buckets.add(row);
        });
    return profile(version, scan, buckets, stretch, timed);
  }

  private CountLayout layout(ReferenceScan scan) {
    List<NumericLayout> numbers = new ArrayList<>();
    for (int i = 0; i < columns.numbers().size(); i++) {
      WatchedColumn column = columns.numbers().get(i);
      numbers.add(new NumericLayout(scan.bins(i), column.range(), scan.mean(i), spread, false));
    }
    List<Optional<CategoryBins>> texts = new ArrayList<>();
    for (int i = 0; i < columns.texts().size(); i++) {
      texts.add(Optional.of(CategoryBins.of(scan.categories(i), columns.texts().get(i).top())));
    }
    Map<String, Set<String>> slices = new TreeMap<>();
    for (int i = 0; i < columns.slices().size(); i++) {
      slices.put(columns.slices().get(i).column(), new TreeSet<>(scan.sliceValues(i)));
    }
    return new CountLayout(numbers, texts, slices);
  }

  private static Duration stretch(ReferenceScan scan) {
    long span = scan.lastMicros() - scan.firstMicros();
    return Duration.of(Math.max(1_000_000, span / STRETCHES), ChronoUnit.MICROS);
  }

  private Profile profile(
      String version, ReferenceScan scan, BucketedCounts buckets, Duration stretch, boolean timed) {
    SortedMap<Cell, Counts> sums = buckets.sum(Instant.MIN, Instant.MAX);
    List<Counts> stretches =
        buckets.starts().stream()
            .map(start -> buckets.sum(start, start.plus(stretch)).get(Cell.ofAll(version)))
            .toList();
    Counts total = Objects.requireNonNull(sums.get(Cell.ofAll(version)));
    SortedMap<String, Long> slices = new TreeMap<>();
    sums.forEach(
        (cell, counts) -> {
          if (!cell.isAll()) {
            slices.put(cell.slice(), counts.rows());
          }
        });
    List<ColumnProfile> profiles = new ArrayList<>();
    for (int i = 0; i < columns.numbers().size(); i++) {
      if (columns.numbers().get(i).role() != Role.LATENCY) {
        profiles.add(numeric(i, scan, total, sums, stretches));
      }
    }
    for (int i = 0; i < columns.texts().size(); i++) {
      profiles.add(category(i, scan, total, sums, stretches));
    }
    return ProfileJson.sealed(
        new Profile(
            spec.name(),
            version,
            scan.rows(),
            time(timed, scan.firstMicros()),
            time(timed, scan.lastMicros()),
            slices,
            profiles,
            ""));
  }

  private static Optional<Instant> time(boolean timed, long micros) {
    return timed ? Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)) : Optional.empty();
  }

  private ColumnProfile numeric(
      int index,
      ReferenceScan scan,
      Counts total,
      SortedMap<Cell, Counts> sums,
      List<Counts> stretches) {
    WatchedColumn column = columns.numbers().get(index);
    SortedMap<String, ReferenceCounts> counts = new TreeMap<>();
    sums.forEach(
        (cell, sum) -> {
          NumericCounts number = sum.number(index);
          counts.put(
              cell.slice(),
              new ReferenceCounts(
                  personalMeans(column, number.distribution()),
                  number.missing(),
                  number.nan(),
                  number.infinite()));
        });
    NumericCounts all = total.number(index);
    Function<Counts, Distribution> distribution = sum -> sum.number(index).distribution();
    return new ColumnProfile(
        column.role(),
        column.name(),
        FeatureType.NUMERIC,
        column.personal(),
        scan.bins(index),
        List.of(),
        0,
        column.personal() ? Optional.empty() : moments(all),
        counts,
        noise.of(
            column,
            withSpread(all),
            all.standardDeviation().orElse(0),
            stretches.stream().map(distribution).toList()));
  }

  /** The mean of a bin is a value of its own: a personal column keeps none. */
  private static Distribution personalMeans(WatchedColumn column, Distribution distribution) {
    return column.personal() && distribution.hasMeans()
        ? distribution.withoutMeans()
        : distribution;
  }

  private static Distribution withSpread(NumericCounts counts) {
    Distribution distribution = counts.distribution();
    if (!distribution.hasMeans()) {
      return distribution;
    }
    double[] deviations = new double[distribution.size()];
    for (int bin = 0; bin < deviations.length; bin++) {
      deviations[bin] = counts.deviationWithin(bin);
    }
    return distribution.withStandardDeviations(deviations);
  }

  private static Optional<Moments> moments(NumericCounts counts) {
    if (counts.finite() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Moments(
            counts.mean().orElseThrow(),
            counts.standardDeviation().orElseThrow(),
            counts.min().orElseThrow(),
            counts.max().orElseThrow()));
  }

  private ColumnProfile category(
      int index,
      ReferenceScan scan,
      Counts total,
      SortedMap<Cell, Counts> sums,
      List<Counts> stretches) {
    WatchedColumn column = columns.texts().get(index);
    SortedMap<String, ReferenceCounts> counts = new TreeMap<>();
    sums.forEach(
        (cell, sum) ->
            counts.put(
                cell.slice(),
                new ReferenceCounts(
                    sum.text(index).distribution(), sum.text(index).missing(), 0, 0)));
    Function<Counts, Distribution> distribution = sum -> sum.text(index).distribution();
    Distribution all = distribution.apply(total);
    return new ColumnProfile(
        column.role(),
        column.name(),
        FeatureType.CATEGORY,
        column.personal(),
        Optional.empty(),
        column.personal() ? hashed(column, scan.categories(index)) : scan.categories(index),
        column.top(),
        Optional.empty(),
        counts,
        noise.of(column, all, 0, stretches.stream().map(distribution).toList()));
  }

  private List<String> hashed(WatchedColumn column, List<String> categories) {
    String salt = ColumnProfile.salt(spec.name(), column.name());
    return categories.stream().map(category -> CategoryBins.hash(salt, category)).toList();
  }
}
