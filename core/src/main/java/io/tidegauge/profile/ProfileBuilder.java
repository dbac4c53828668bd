package io.tidegauge.profile;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.CategoryBins;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.RowStream;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.ColumnProfile.Moments;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Distribution;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Makes the profile of a version from its reference rows, in two passes over them. */
public final class ProfileBuilder {
  /** In how many stretches of time the reference is counted, for the noise. */
  private static final int STRETCHES = 512;

  /** Longer than any reference: rows before the epoch are in another bucket all the same. */
  private static final Duration LONG = Duration.ofDays(36_525);

  private static final Duration SHORTEST_STRETCH = Duration.ofSeconds(1);

  private final ModelSpec spec;
  private final WatchedColumns columns;
  private final Noise noise;
  private final boolean spread;
  private final boolean everyCore;

  /** Makes profiles for a spec, on the thread that asks for them. */
  public ProfileBuilder(ModelSpec spec) {
    this(spec, false);
  }

  private ProfileBuilder(ModelSpec spec, boolean everyCore) {
    this.spec = spec;
    this.everyCore = everyCore;
    this.columns = WatchedColumns.of(spec);
    this.noise = new Noise(spec);
    this.spread = spec.drift().needsMeans();
  }

  /** Makes the same profiles with the noise of several columns at once, for whoever waits. */
  public static ProfileBuilder onEveryCore(ModelSpec spec) {
    return new ProfileBuilder(spec, true);
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
    return ProfileJson.sealed(
        profile(version, scan, count(version, scan, reference, timed), timed));
  }

  /**
   * The counted reference.
   *
   * @param slices all rows, and those of each slice
   * @param stretches all rows by stretches of time
   */
  private record Counted(
      CountLayout layout, Counts all, SortedMap<String, Counts> slices, List<Counts> stretches) {}

  private Counted count(String version, ReferenceScan scan, RowStream reference, boolean timed) {
    CountLayout layout = scan.layout(spread);
    // Slices are not counted by stretches: of many columns and slices that would fill the memory.
    CountLayout unsliced =
        new CountLayout(layout.numbers(), layout.texts(), Collections.emptyMap());
    BucketedCounts whole = new BucketedCounts(columns.slices(), LONG, name -> Optional.of(layout));
    BucketedCounts parts =
        new BucketedCounts(
            columns.slices(), timed ? stretch(scan) : LONG, name -> Optional.of(unsliced));
    reference.forEach(
        row -> {
          row.version(version);
          whole.add(row);
          parts.add(row);
        });
    Cell all = Cell.ofAll(version);
    SortedMap<String, Counts> slices = new TreeMap<>();
    whole.sum().forEach((cell, counts) -> slices.put(cell.slice(), counts));
    List<Counts> stretches =
        parts.starts().stream().map(start -> parts.bucket(start).get(all)).toList();
    return new Counted(layout, Objects.requireNonNull(slices.get(Cell.ALL)), slices, stretches);
  }

  private static Duration stretch(ReferenceScan scan) {
    Duration span = Duration.of(scan.lastMicros() - scan.firstMicros(), ChronoUnit.MICROS);
    Duration part = span.dividedBy(STRETCHES);
    return part.compareTo(SHORTEST_STRETCH) < 0 ? SHORTEST_STRETCH : part;
  }

  private Profile profile(String version, ReferenceScan scan, Counted counted, boolean timed) {
    SortedMap<String, Long> slices = new TreeMap<>();
    counted.slices().forEach((slice, counts) -> slices.put(slice, counts.rows()));
    slices.remove(Cell.ALL);
    IntStream indexes = IntStream.range(0, columns.numbers().size() + columns.texts().size());
    List<ColumnProfile> profiles =
        (everyCore ? indexes.parallel() : indexes)
            .mapToObj(index -> column(index, scan, counted))
            .flatMap(Optional::stream)
            .toList();
    return new Profile(
        spec.name(),
        version,
        scan.rows(),
        time(timed, scan.firstMicros()),
        time(timed, scan.lastMicros()),
        slices,
        profiles,
        Optional.empty(),
        Optional.empty(),
        "");
  }

  /** The profile of a column, the numeric ones being first. */
  private Optional<ColumnProfile> column(int index, ReferenceScan scan, Counted counted) {
    int text = index - columns.numbers().size();
    if (text >= 0) {
      return Optional.of(category(text, scan.categories(text), counted));
    }
    return columns.numbers().get(index).isCompared()
        ? Optional.of(numeric(index, counted))
        : Optional.empty();
  }

  private static Optional<Instant> time(boolean timed, long micros) {
    return timed ? Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)) : Optional.empty();
  }

  private ColumnProfile numeric(int index, Counted counted) {
    WatchedColumn column = columns.numbers().get(index);
    NumericCounts all = counted.all().number(index);
    Function<Counts, Distribution> distribution =
        counts -> distribution(column, counts.number(index));
    return new ColumnProfile(
        column.role(),
        column.name(),
        FeatureType.NUMERIC,
        column.personal(),
        counted.layout().numbers().get(index).bins(),
        List.of(),
        0,
        column.personal() ? Optional.empty() : moments(column, all),
        reference(
            counted,
            counts ->
                new ReferenceCounts(
                    distribution.apply(counts),
                    counts.number(index).missing(),
                    counts.number(index).nan(),
                    counts.number(index).infinite())),
        noise.of(
            column,
            distribution.apply(counted.all()),
            all.standardDeviation().orElse(Double.NaN),
            counted.stretches().stream().map(distribution).toList()));
  }

  /**
   * The values by bin, and their means and standard deviations where these are counted. The mean of
   * a bin is a value of its own: a personal column keeps none.
   */
  private static Distribution distribution(WatchedColumn column, NumericCounts counts) {
    Distribution distribution = counts.distribution();
    if (column.personal() || !distribution.hasMeans()) {
      return distribution.withoutMeans();
    }
    double[] deviations = new double[distribution.size()];
    for (int bin = 0; bin < deviations.length; bin++) {
      deviations[bin] = counts.deviationWithin(bin);
    }
    return distribution.withStandardDeviations(deviations);
  }

  private static SortedMap<String, ReferenceCounts> reference(
      Counted counted, Function<Counts, ReferenceCounts> column) {
    SortedMap<String, ReferenceCounts> reference = new TreeMap<>();
    counted.slices().forEach((slice, counts) -> reference.put(slice, column.apply(counts)));
    return reference;
  }

  /** Values so large that their squares overflow have none. */
  private static Optional<Moments> moments(WatchedColumn column, NumericCounts counts) {
    OptionalDouble mean = counts.mean();
    OptionalDouble standardDeviation = counts.standardDeviation();
    if (mean.isEmpty() || standardDeviation.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<Double, Double> quantiles = new TreeMap<>();
    for (double share : column.quantiles()) {
      counts.quantile(share).ifPresent(quantile -> quantiles.put(share, quantile));
    }
    return Optional.of(
        new Moments(
            mean.getAsDouble(),
            standardDeviation.getAsDouble(),
            counts.min().orElseThrow(),
            counts.max().orElseThrow(),
            quantiles));
  }

  private ColumnProfile category(int index, List<String> categories, Counted counted) {
    WatchedColumn column = columns.texts().get(index);
    Function<Counts, Distribution> distribution = counts -> counts.text(index).distribution();
    return new ColumnProfile(
        column.role(),
        column.name(),
        FeatureType.CATEGORY,
        column.personal(),
        Optional.empty(),
        column.personal() ? hashed(column, categories) : categories,
        column.top(),
        Optional.empty(),
        reference(
            counted,
            counts ->
                new ReferenceCounts(
                    distribution.apply(counts), counts.text(index).missing(), 0, 0)),
        noise.of(
            column,
            distribution.apply(counted.all()),
            Double.NaN,
            counted.stretches().stream().map(distribution).toList()));
  }

  private List<String> hashed(WatchedColumn column, List<String> categories) {
    String salt = ColumnProfile.salt(spec.name(), column.name());
    return categories.stream().map(category -> CategoryBins.hash(salt, category)).toList();
  }
}
