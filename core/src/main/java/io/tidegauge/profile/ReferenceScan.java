package io.tidegauge.profile;

import io.tidegauge.counts.CategoryBins;
import io.tidegauge.counts.CategoryLayout;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.NumericLayout;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.SliceSpec;
import io.tidegauge.statistics.NumericBins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The first of the two passes over the reference: finds the edges, the categories, the slices'
 * values and the time range. The second one counts.
 */
final class ReferenceScan {
  private final WatchedColumns columns;
  private final List<ValueSample> numbers;
  private final List<Frequencies> texts;
  private final List<Frequencies> slices;
  private long rows;
  private long firstMicros = Long.MAX_VALUE;
  private long lastMicros = Long.MIN_VALUE;

  ReferenceScan(WatchedColumns columns) {
    this.columns = columns;
    this.numbers = columns.numbers().stream().map(column -> new ValueSample()).toList();
    this.texts =
        columns.texts().stream()
            .map(column -> new Frequencies(column.name(), column.values()))
            .toList();
    this.slices =
        columns.slices().stream()
            .map(slice -> new Frequencies(slice.column(), slice.values()))
            .toList();
  }

  void add(Row row) {
    rows++;
    firstMicros = Math.min(firstMicros, row.timeMicros());
    lastMicros = Math.max(lastMicros, row.timeMicros());
    for (int i = 0; i < numbers.size(); i++) {
      if (row.hasNumber(i) && Double.isFinite(row.number(i))) {
        numbers.get(i).add(row.number(i));
      }
    }
    for (int i = 0; i < texts.size(); i++) {
      texts.get(i).add(row.text(i));
    }
    for (int i = 0; i < slices.size(); i++) {
      slices.get(i).add(row.slice(i));
    }
  }

  long rows() {
    return rows;
  }

  long firstMicros() {
    return firstMicros;
  }

  long lastMicros() {
    return lastMicros;
  }

  /** The categories of a column, or its declared ones, the most frequent first. */
  List<String> categories(int column) {
    return texts.get(column).texts();
  }

  /** How the second pass counts. */
  CountLayout layout(boolean spread) {
    List<NumericLayout> numeric = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      WatchedColumn column = columns.numbers().get(i);
      double shift = numbers.get(i).mean();
      boolean quantiles = column.hasQuantiles();
      numeric.add(
          new NumericLayout(bins(i), column.range(), shift, true, spread, quantiles, false));
    }
    List<CategoryLayout> categories = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      CategoryBins known = CategoryBins.of(categories(i), columns.texts().get(i).top());
      categories.add(CategoryLayout.of(Optional.of(known)));
    }
    return new CountLayout(numeric, categories, sliceValues());
  }

  /**
   * The bins of a numeric column: the reference's quantiles; of a personal one the declared range
   * in equal parts, since quantiles would be values of persons.
   */
  private Optional<NumericBins> bins(int index) {
    WatchedColumn column = columns.numbers().get(index);
    if (column.personal()) {
      return column
          .range()
          .map(range -> NumericBins.equalWidth(range.lowest(), range.highest(), column.bins()));
    }
    double[] values = numbers.get(index).values();
    return values.length == 0
        ? Optional.empty()
        : Optional.of(NumericBins.fromValues(values, column.bins()));
  }

  private Map<String, Set<String>> sliceValues() {
    Map<String, Set<String>> values = new TreeMap<>();
    for (int i = 0; i < slices.size(); i++) {
      SliceSpec slice = columns.slices().get(i);
      long most = slice.values().isEmpty() ? slice.top() : slice.values().size();
      values.put(
          slice.column(), new TreeSet<>(slices.get(i).texts().stream().limit(most).toList()));
    }
    return values;
  }
}
