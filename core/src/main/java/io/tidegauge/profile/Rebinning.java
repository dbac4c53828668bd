package io.tidegauge.profile;

import io.tidegauge.counts.CategoryBins;
import io.tidegauge.counts.Cell;
import io.tidegauge.profile.ColumnProfile.Moments;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.Distribution;
import java.util.List;
import java.util.Optional;

/**
 * The rows of one profile's column in the bins of another's.
 *
 * <p>Numbers: how many rows are below a value is known exactly at the profile's own edges, its
 * minimum and its maximum, and taken as linear between them. So the share below an edge of the
 * other profile is off by no more than the share of the own bin in which that edge lies, and is
 * exact where the edges are the same: then nothing is interpolated. An atom has a bin that no other
 * value is in, hence stays where it is.
 *
 * <p>Categories: those with a bin of their own are exact. The counts of those in the tail are not
 * kept one by one: each is taken as equally frequent.
 */
final class Rebinning {
  private final ColumnProfile column;
  private final Distribution counts;

  private Rebinning(ColumnProfile column) {
    this.column = column;
    this.counts = column.counts(Cell.ALL).orElseThrow().present();
  }

  static Rebinning of(ColumnProfile column) {
    return new Rebinning(column);
  }

  /** Whether the bins are the other's already. */
  boolean isExact(ColumnProfile other) {
    return column.type() == FeatureType.NUMERIC && column.bins().equals(other.bins());
  }

  /**
   * The rows in the bins of the other column of the same type; empty where they cannot be told,
   * since one has no bins, or since they differ and the range of the values is not stored.
   */
  Optional<Distribution> into(ColumnProfile other) {
    if (isExact(other)) {
      return column.bins().map(bins -> counts);
    }
    if (column.type() == FeatureType.CATEGORY) {
      return Optional.of(categories(other));
    }
    if (other.bins().isEmpty() || column.bins().isEmpty() || column.moments().isEmpty()) {
      return Optional.empty();
    }
    double[] edges = other.bins().get().edges();
    double[] rows = new double[edges.length + 1];
    double below = 0;
    for (int i = 0; i < edges.length; i++) {
      double next = rowsBelow(edges[i]);
      rows[i] = next - below;
      below = next;
    }
    rows[edges.length] = counts.total() - below;
    return Optional.of(Distribution.ofWeighted(rows));
  }

  /** About how many rows are below a value; the column has bins and moments. */
  double rowsBelow(double value) {
    Moments moments = column.moments().orElseThrow();
    if (value <= moments.min()) {
      return 0;
    }
    if (value > moments.max()) {
      return counts.total();
    }
    double[] edges = column.bins().orElseThrow().edges();
    double start = moments.min();
    double rows = 0;
    for (int bin = 0; bin < edges.length && edges[bin] <= value; bin++) {
      rows += counts.count(bin);
      start = Math.max(start, edges[bin]);
    }
    int bin = column.bins().get().indexOf(value);
    double end = bin < edges.length ? Math.min(edges[bin], moments.max()) : moments.max();
    // Halves keep the differences of the largest doubles from overflowing.
    double width = end / 2 - start / 2;
    double part = width > 0 ? (value / 2 - start / 2) / width : 0;
    return Math.min(rows + part * counts.count(bin), counts.total());
  }

  private Distribution categories(ColumnProfile other) {
    // Of a personal column both sides hold hashes, which compare like names.
    CategoryBins bins = CategoryBins.of(other.categories(), other.top());
    double[] rows = new double[bins.size()];
    List<String> known = column.categories();
    int own = Math.min(column.top(), known.size());
    for (int i = 0; i < own; i++) {
      rows[bins.indexOf(known.get(i))] += counts.count(i);
    }
    for (int i = own; i < known.size(); i++) {
      rows[bins.indexOf(known.get(i))] += counts.count(own) / (known.size() - own);
    }
    rows[bins.unseen()] += counts.count(column.size() - 1);
    return Distribution.ofWeighted(rows);
  }
}
