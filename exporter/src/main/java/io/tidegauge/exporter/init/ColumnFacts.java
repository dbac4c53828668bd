package io.tidegauge.exporter.init;

import io.tidegauge.profile.ColumnType;
import io.tidegauge.profile.ColumnType.Kind;
import io.tidegauge.source.TableSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a sample says of a column.
 *
 * @param values by row, null where there is none
 * @param frequencies how often each value occurs, the most frequent first
 * @param numbers the values that are finite numbers, rising
 */
record ColumnFacts(
    String name,
    ColumnType type,
    List<@Nullable String> values,
    Map<String, Integer> frequencies,
    List<Double> numbers) {

  /** More distinct values than these are not named in a spec. */
  static final int FEW = 20;

  static ColumnFacts of(TableSample.Column column) {
    return of(column.name(), column.type(), column.values());
  }

  private static ColumnFacts of(String name, ColumnType type, List<@Nullable String> values) {
    Map<String, Integer> counts = new HashMap<>();
    List<Double> numbers = new ArrayList<>();
    for (String value : values) {
      if (value != null) {
        counts.merge(value, 1, Integer::sum);
        double number = type.kind() == Kind.TIME ? Double.NaN : parse(value);
        if (Double.isFinite(number)) {
          numbers.add(number);
        }
      }
    }
    Map<String, Integer> frequencies = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> frequencies.put(entry.getKey(), entry.getValue()));
    Collections.sort(numbers);
    return new ColumnFacts(name, type, values, frequencies, Collections.unmodifiableList(numbers));
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** What both samples of the table say of the column. */
  ColumnFacts and(ColumnFacts other) {
    List<@Nullable String> all = new ArrayList<>(values);
    all.addAll(other.values);
    return of(name, type, all);
  }

  /** The same without rows that have one of these values. */
  ColumnFacts without(List<String> excluded) {
    List<@Nullable String> rest = new ArrayList<>();
    values.forEach(value -> rest.add(value != null && excluded.contains(value) ? null : value));
    return of(name, type, rest);
  }

  Kind kind() {
    return type.kind();
  }

  /** How many rows have a value. */
  int present() {
    return (int) values.stream().filter(Objects::nonNull).count();
  }

  /** The share of rows without a value, 0 to 1; 0 of no rows. */
  double missing() {
    return values.isEmpty() ? 0 : 1 - (double) present() / values.size();
  }

  int distinct() {
    return frequencies.size();
  }

  /** The distinct values over the rows that have one, 0 to 1. */
  double distinctShare() {
    return present() == 0 ? 0 : (double) distinct() / present();
  }

  boolean isConstant() {
    return distinct() <= 1;
  }

  /** Whether there is a value, and all of them are finite numbers. */
  boolean isNumeric() {
    return !numbers.isEmpty() && numbers.size() == present();
  }

  boolean isWhole() {
    return isNumeric() && numbers.stream().allMatch(number -> number == Math.rint(number));
  }

  /** Whether all values are yes or no, as 0 and 1 or as booleans. */
  boolean isFlag() {
    return distinct() > 0
        && (kind() == Kind.BOOLEAN
            || (isWhole() && distinct() <= 2 && least() >= 0 && greatest() <= 1));
  }

  /** Whether all values lie between 0 and 1, both included. */
  boolean isShare() {
    return isNumeric() && least() >= 0 && greatest() <= 1;
  }

  double least() {
    return numbers.get(0);
  }

  double greatest() {
    return numbers.get(numbers.size() - 1);
  }

  /** The value below which that share of the numbers lies. */
  double quantile(double share) {
    return numbers.get((int) Math.min(numbers.size() - 1.0, Math.floor(share * numbers.size())));
  }

  /** The values that occur, the most frequent first. */
  List<String> known() {
    return List.copyOf(frequencies.keySet());
  }

  /** The mean of another column's numbers in the rows that have this value. */
  double meanWhere(String value, ColumnFacts other) {
    return IntStream.range(0, Math.min(values.size(), other.values.size()))
        .filter(row -> value.equals(values.get(row)))
        .mapToObj(other.values::get)
        .filter(Objects::nonNull)
        .mapToDouble(ColumnFacts::parse)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  /** How many combinations of this column's and the other's values there are, over the rows. */
  double distinctShareWith(ColumnFacts other) {
    long pairs =
        IntStream.range(0, values.size())
            .mapToObj(row -> Arrays.asList(values.get(row), other.values.get(row)))
            .distinct()
            .count();
    return values.isEmpty() ? 0 : (double) pairs / values.size();
  }
}
