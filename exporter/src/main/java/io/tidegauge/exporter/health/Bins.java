package io.tidegauge.exporter.health;

import io.tidegauge.counts.CategoryBins;
import io.tidegauge.counts.CategoryCounts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.monitor.DriftScores;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.Distribution;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A column's bins: what each is called, and how its rows fell into them. Of a personal column the
 * names are numbers.
 *
 * @param unseen the bin of categories that the reference does not know
 */
public record Bins(
    List<String> labels, OptionalInt unseen, Distribution reference, Distribution current) {
  private static final double SMALLEST_MOVE = 0.005;

  /**
   * The bins of a column in a window, beside what its version is compared with.
   *
   * @return empty where nothing is known of the one or the other
   */
  public static Optional<Bins> of(
      Observation observation, WatchedColumn column, WindowCounts window) {
    Optional<ColumnProfile> profile =
        observation.profile(window.cell().version()).flatMap(known -> known.column(column));
    Optional<Distribution> reference =
        profile.flatMap(known -> DriftScores.reference(observation, column, known, window));
    Optional<Distribution> current = current(observation, column, window);
    return reference.isPresent()
            && current.isPresent()
            && reference.get().size() == current.get().size()
        ? Optional.of(
            of(observation.spec().name(), profile.orElseThrow(), reference.get(), current.get()))
        : Optional.empty();
  }

  private static Optional<Distribution> current(
      Observation observation, WatchedColumn column, WindowCounts window) {
    return column.type() == FeatureType.NUMERIC
        ? observation
            .columns()
            .numberIndex(column.role(), column.name())
            .map(window.counts()::number)
            .filter(NumericCounts::hasBins)
            .map(NumericCounts::distribution)
        : observation
            .columns()
            .textIndex(column.role(), column.name())
            .map(window.counts()::text)
            .filter(CategoryCounts::hasBins)
            .map(CategoryCounts::distribution);
  }

  static Bins of(
      String model, ColumnProfile profile, Distribution reference, Distribution current) {
    if (profile.type() == FeatureType.CATEGORY) {
      CategoryBins categories = profile.categoryBins(model);
      return new Bins(
          labels(current, categories::label),
          OptionalInt.of(categories.unseen()),
          reference,
          current);
    }
    return new Bins(labels(current, profile::label), OptionalInt.empty(), reference, current);
  }

  private static List<String> labels(Distribution bins, IntFunction<String> label) {
    return IntStream.range(0, bins.size()).mapToObj(label).toList();
  }

  /** How many there are. */
  public int size() {
    return labels.size();
  }

  /** The share of the reference in a bin, 0 to 1. */
  public double referenceShare(int bin) {
    return share(reference, bin);
  }

  /** The share of the window in a bin, 0 to 1. */
  public double currentShare(int bin) {
    return share(current, bin);
  }

  private static double share(Distribution rows, int bin) {
    return rows.total() > 0 ? rows.share(bin) : 0;
  }

  /** Whether the bin is that of categories that the reference does not know. */
  public boolean isUnseen(int bin) {
    return unseen.isPresent() && unseen.getAsInt() == bin;
  }

  /** The bin whose share changed most; empty where none changed to speak of. */
  public OptionalInt movedMost() {
    if (reference.total() == 0 || current.total() == 0) {
      return OptionalInt.empty();
    }
    return IntStream.range(0, size())
        .boxed()
        .max(
            Comparator.<Integer>comparingDouble(
                    bin -> Math.abs(currentShare(bin) - referenceShare(bin)))
                .thenComparing(Comparator.reverseOrder()))
        .filter(bin -> Math.abs(currentShare(bin) - referenceShare(bin)) >= SMALLEST_MOVE)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }
}
