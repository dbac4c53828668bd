package io.tidegauge.exporter.explain;

import io.tidegauge.counts.CategoryCounts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.exporter.health.Bins;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.PopulationStability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was counted of a column in a window, beside its reference. None of it is a value of a
 * personal column: of these, bins have numbers for names.
 *
 * @param rows of the window
 * @param missing rows without a value
 * @param referenceMissing their share in the reference, 0 to 1
 * @param invalid numbers that are NaN or infinite
 * @param outOfRange finite numbers out of the declared range
 * @param unseen rows with a category that the reference does not know
 * @param bins those that add most to the PSI first
 */
public record ColumnFigures(
    String column,
    boolean personal,
    long rows,
    long missing,
    OptionalDouble referenceMissing,
    OptionalLong invalid,
    OptionalLong outOfRange,
    OptionalLong unseen,
    List<MovedBin> bins) {
  public ColumnFigures {
    bins = List.copyOf(bins);
  }

  /**
   * A bin.
   *
   * @param referenceShare its share of the reference's rows with a value, 0 to 1
   * @param currentShare its share of the window's
   * @param part its part of the PSI, 0 to 1
   */
  public record MovedBin(String label, double referenceShare, double currentShare, double part) {}

  /** The figures of a column in a window. */
  static ColumnFigures of(Observation observation, WatchedColumn column, WindowCounts window) {
    Optional<NumericCounts> number =
        column.type() == FeatureType.NUMERIC
            ? observation
                .columns()
                .numberIndex(column.role(), column.name())
                .map(window.counts()::number)
            : Optional.empty();
    Optional<CategoryCounts> text =
        column.type() == FeatureType.CATEGORY
            ? observation
                .columns()
                .textIndex(column.role(), column.name())
                .map(window.counts()::text)
            : Optional.empty();
    OptionalDouble referenceMissing =
        observation.reference(column, window.cell()).stream()
            .filter(reference -> reference.rows() > 0)
            .mapToDouble(ColumnFigures::missingShare)
            .findFirst();
    return new ColumnFigures(
        column.name(),
        column.personal(),
        window.counts().rows(),
        number.map(NumericCounts::missing).or(() -> text.map(CategoryCounts::missing)).orElse(0L),
        referenceMissing,
        number.stream().mapToLong(one -> one.nan() + one.infinite()).findFirst(),
        number.filter(one -> column.range().isPresent()).stream()
            .mapToLong(NumericCounts::outOfRange)
            .findFirst(),
        text.flatMap(CategoryCounts::unseen).stream().mapToLong(Long::longValue).findFirst(),
        Bins.of(observation, column, window).map(ColumnFigures::moved).orElseGet(List::of));
  }

  private static double missingShare(ReferenceCounts reference) {
    return reference.missing() / reference.rows();
  }

  private static List<MovedBin> moved(Bins bins) {
    double[] parts = PopulationStability.parts(bins.reference(), bins.current());
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    List<MovedBin> moved = new ArrayList<>();
    for (int bin = 0; bin < bins.size(); bin++) {
      moved.add(
          new MovedBin(
              bins.labels().get(bin),
              bins.referenceShare(bin),
              bins.currentShare(bin),
              sum > 0 ? parts[bin] / sum : 0));
    }
    moved.sort(Comparator.comparingDouble(MovedBin::part).reversed());
    return moved;
  }
}
