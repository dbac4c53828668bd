package io.tidegauge.profile;

import io.tidegauge.counts.CategoryBins;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.NoiseGrid;
import io.tidegauge.statistics.NumericBins;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The reference of one column.
 *
 * @param personal whether categories are stored by their hash, and no number of the column's own is
 *     stored at all
 * @param bins of a numeric column; absent where there was no value, or where the column is personal
 *     and has no declared range
 * @param categories of a category column: all that are known, the most frequent first
 * @param top how many of the categories have a bin of their own
 * @param moments of a numeric column that is not personal
 * @param counts by slice; all rows under {@link Cell#ALL}
 * @param noise what sampling alone would give, by distance
 */
public record ColumnProfile(
    Role role,
    String name,
    FeatureType type,
    boolean personal,
    Optional<NumericBins> bins,
    List<String> categories,
    int top,
    Optional<Moments> moments,
    SortedMap<String, ReferenceCounts> counts,
    Map<DriftDistance, NoiseGrid> noise) {

  /**
   * What describes the finite values of a numeric column.
   *
   * @param standardDeviation of the population
   * @param quantiles by share: those that the spec asked for when the profile was made
   */
  public record Moments(
      double mean,
      double standardDeviation,
      double min,
      double max,
      SortedMap<Double, Double> quantiles) {
    public Moments {
      quantiles = Collections.unmodifiableSortedMap(new TreeMap<>(quantiles));
    }
  }

  /**
   * What was counted of the column in the reference.
   *
   * @param present rows with a value that has a bin
   * @param missing rows whose value is NULL
   */
  public record ReferenceCounts(Distribution present, long missing, long nan, long infinite) {
    /** Rows in all. */
    public double rows() {
      return present.total() + missing + nan + infinite;
    }
  }

  public ColumnProfile {
    categories = List.copyOf(categories);
  }

  /** The bins of a category column of the model. */
  public CategoryBins categoryBins(String model) {
    return personal
        ? CategoryBins.ofHashes(categories, top, salt(model, name))
        : CategoryBins.of(categories, top);
  }

  /** What personal categories are hashed with: it differs by model and column. */
  static String salt(String model, String column) {
    return model + "/" + column;
  }

  /** The number of bins; 0 where the column has none. */
  public int size() {
    if (type == FeatureType.NUMERIC) {
      return bins.map(NumericBins::size).orElse(0);
    }
    return Math.min(top, categories.size()) + (categories.size() > top ? 2 : 1);
  }

  /** The reference counts of a slice, or of {@link Cell#ALL}. */
  public Optional<ReferenceCounts> counts(String slice) {
    return Optional.ofNullable(counts.get(slice));
  }

  /** What a bin is called. Of a personal column: its number only. */
  public String label(int bin) {
    if (type == FeatureType.CATEGORY) {
      List<String> own = categories.subList(0, Math.min(top, categories.size()));
      return CategoryBins.label(own, categories.size() > top, personal, bin);
    }
    return personal ? "(bin " + (bin + 1) + ")" : bins.orElseThrow().label(bin);
  }
}
