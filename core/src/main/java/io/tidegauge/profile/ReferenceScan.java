package io.tidegauge.profile;

import io.tidegauge.counts.Row;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.SliceSpec;
import io.tidegauge.statistics.NumericBins;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The first of the two passes over the reference: finds the edges, the categories, the slices'
 * values and the time range. The second one counts.
 */
final class ReferenceScan {
  /** More categories than this are an id, not a category. */
  static final int MOST_CATEGORIES = 100_000;

  private final WatchedColumns columns;
  private final List<ValueSample> numbers = new ArrayList<>();
  private final List<Map<String, Long>> texts = new ArrayList<>();
  private final List<Map<String, Long>> slices = new ArrayList<>();
  private long rows;
  private long firstMicros = Long.MAX_VALUE;
  private long lastMicros = Long.MIN_VALUE;

  ReferenceScan(WatchedColumns columns) {
    this.columns = columns;
    columns.numbers().forEach(column -> numbers.add(new ValueSample()));
    columns.texts().forEach(column -> texts.add(new HashMap<>()));
    columns.slices().forEach(slice -> slices.add(new HashMap<>()));
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
      count(texts.get(i), row.text(i), columns.texts().get(i).name());
    }
    for (int i = 0; i < slices.size(); i++) {
      count(slices.get(i), row.slice(i), columns.slices().get(i).column());
    }
  }

  private static void count(
      Map<String, Long> counts, @org.jspecify.annotations.Nullable String value, String column) {
    if (value == null) {
      return;
    }
    counts.merge(value, 1L, Long::sum);
    if (counts.size() > MOST_CATEGORIES) {
      throw new UnfitReferenceException(
          column
              + " has more than "
              + MOST_CATEGORIES
              + " categories in the reference: it looks like an id; leave it out of the spec");
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

  /** The mean of a numeric column's sample; 0 where it has no value. */
  double mean(int column) {
    return numbers.get(column).mean();
  }

  /**
   * The bins of a numeric column: the reference's quantiles; of a personal one the declared range
   * in equal parts, since quantiles would be values of persons.
   */
  Optional<NumericBins> bins(int index) {
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

  /** The categories of a column, or its declared ones, the most frequent first. */
  List<String> categories(int index) {
    Map<String, Long> counts = texts.get(index);
    List<String> declared = columns.texts().get(index).values();
    return byFrequency(
        declared.isEmpty()
            ? counts
            : declared.stream()
                .collect(
                    Collectors.toMap(value -> value, value -> counts.getOrDefault(value, 0L))));
  }

  /** The values of a slice column that get counts of their own, the most frequent first. */
  List<String> sliceValues(int index) {
    SliceSpec slice = columns.slices().get(index);
    return slice.values().isEmpty()
        ? byFrequency(slices.get(index)).stream().limit(slice.top()).toList()
        : slice.values();
  }

  private static List<String> byFrequency(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
        .map(Map.Entry::getKey)
        .toList();
  }
}
