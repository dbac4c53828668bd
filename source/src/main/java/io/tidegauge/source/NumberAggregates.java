package io.tidegauge.source;

import io.tidegauge.counts.NumericLayout;
import io.tidegauge.counts.NumericTally;
import io.tidegauge.counts.NumericTally.Sums;
import io.tidegauge.statistics.NumericBins;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the database counts of a numeric column, and how that is read. */
final class NumberAggregates {
  /** So many terms of this size cannot overflow: beyond it they are scaled down. */
  private static final double LARGEST_TERM = 1e290;

  private static final double TERM_SCALE = 0x1p-80;
  private static final double LARGEST_TO_SQUARE = 1e140;
  private static final double SMALLEST_TO_SQUARE = 1.6e-162;
  private static final double SQUARE_SCALE = 0x1p-600;

  private final NumberColumn column;
  private final NumericLayout layout;
  private final boolean careful;
  private final double[] edges;

  /**
   * The aggregates of a column.
   *
   * @param careful whether sums are written so that they overflow here, and not in the database,
   *     where that may be an error; so may be a square that is too small
   */
  NumberAggregates(NumberColumn column, NumericLayout layout, boolean careful) {
    this.column = column;
    this.layout = layout;
    this.careful = careful;
    this.edges = layout.bins().map(NumericBins::edges).orElseGet(() -> new double[0]);
  }

  /** The column that they are of. */
  NumberColumn column() {
    return column;
  }

  /** The aggregates, in the order in which they are read. */
  List<String> aggregates(Dialect dialect) {
    List<String> sql = new ArrayList<>();
    sql.add("count(" + column.finite() + ")");
    if (column.mayBeNotFinite()) {
      sql.add("count(" + column.any() + ")");
      sql.add(dialect.countIf(column.any() + " = CAST('NaN' AS double precision)"));
    }
    layout
        .range()
        .ifPresent(
            range -> {
              String below = column.finite() + " < " + NumberColumn.literal(range.lowest());
              String above = column.finite() + " > " + NumberColumn.literal(range.highest());
              sql.add(dialect.countIf(below + " OR " + above));
            });
    if (layout.moments()) {
      sql.add(dialect.countIf(column.finite() + " = 0E0"));
      sql.add(dialect.countIf(column.finite() + " < 0E0"));
      String tiny = "abs(" + column.finite() + ") < " + NumberColumn.literal(Double.MIN_NORMAL);
      sql.add(dialect.countIf(tiny + " AND " + column.finite() + " <> 0E0"));
    }
    sql.add("min(" + column.finite() + ")");
    sql.add("max(" + column.finite() + ")");
    if (hasSums()) {
      sql.addAll(sums(""));
    }
    for (double edge : edges) {
      sql.add(dialect.countIf(column.finite() + " < " + NumberColumn.literal(edge)));
    }
    if (hasBinSums()) {
      for (int bin = 0; bin <= edges.length; bin++) {
        sql.addAll(sums(within(bin)));
      }
    }
    return sql;
  }

  private boolean hasSums() {
    return layout.moments() && sumsFit();
  }

  private boolean sumsFit() {
    return !careful || Math.abs(layout.shift()) <= LARGEST_TERM;
  }

  private boolean hasBinSums() {
    return layout.spread() && layout.bins().isPresent() && sumsFit();
  }

  private String within(int bin) {
    List<String> both = new ArrayList<>();
    if (bin > 0) {
      both.add(column.finite() + " >= " + NumberColumn.literal(edges[bin - 1]));
    }
    if (bin < edges.length) {
      both.add(column.finite() + " < " + NumberColumn.literal(edges[bin]));
    }
    return String.join(" AND ", both);
  }

  private List<String> sums(String condition) {
    String term =
        layout.shift() == 0
            ? column.finite()
            : "(" + column.finite() + " - " + NumberColumn.literal(layout.shift()) + ")";
    String size = "abs(" + term + ")";
    if (!careful) {
      return List.of(sum(term, condition), sum(term + " * " + term, condition));
    }
    String scaled = term + " * " + NumberColumn.literal(SQUARE_SCALE);
    return List.of(
        sum(term, condition, size + " <= " + NumberColumn.literal(LARGEST_TERM)),
        sum(
            term + " * " + NumberColumn.literal(TERM_SCALE),
            condition,
            size + " > " + NumberColumn.literal(LARGEST_TERM)),
        sum(
            term + " * " + term,
            condition,
            size + " >= " + NumberColumn.literal(SMALLEST_TO_SQUARE),
            size + " <= " + NumberColumn.literal(LARGEST_TO_SQUARE)),
        sum(
            "(" + scaled + ") * (" + scaled + ")",
            condition,
            size + " > " + NumberColumn.literal(LARGEST_TO_SQUARE)));
  }

  private static String sum(String term, String... conditions) {
    List<String> all = List.of(conditions).stream().filter(text -> !text.isEmpty()).toList();
    return all.isEmpty()
        ? "sum(" + term + ")"
        : "sum(CASE WHEN " + String.join(" AND ", all) + " THEN " + term + " END)";
  }

  /**
   * Reads the aggregates.
   *
   * @param first where they begin
   * @param all how many rows they are of
   */
  NumericTally read(ResultSet result, int first, long all) throws SQLException {
    int at = first;
    long finite = result.getLong(at++);
    long present = column.mayBeNotFinite() ? result.getLong(at++) : finite;
    long nan = column.mayBeNotFinite() ? result.getLong(at++) : 0;
    long outOfRange = layout.range().isPresent() ? result.getLong(at++) : 0;
    long zeros = layout.moments() ? result.getLong(at++) : 0;
    long negatives = layout.moments() ? result.getLong(at++) : 0;
    long subnormals = layout.moments() ? result.getLong(at++) : 0;
    double min = result.getDouble(at++);
    double max = result.getDouble(at++);
    Sums sums = hasSums() ? sums(result, at) : new Sums(Double.NaN, Double.NaN);
    at += hasSums() ? sumColumns() : 0;
    long[] bins = new long[layout.bins().isPresent() ? edges.length + 1 : 0];
    long before = 0;
    for (int bin = 0; bin < bins.length; bin++) {
      long upTo = bin < edges.length ? result.getLong(at++) : finite;
      bins[bin] = upTo - before;
      before = upTo;
    }
    return new NumericTally(
        all - present,
        nan,
        present - finite - nan,
        outOfRange,
        finite,
        zeros,
        negatives,
        subnormals,
        min,
        max,
        sums,
        bins,
        hasBinSums() ? binSums(result, at, bins.length) : null);
  }

  private Sums[] binSums(ResultSet result, int first, int bins) throws SQLException {
    Sums[] all = new Sums[bins];
    for (int bin = 0; bin < bins; bin++) {
      all[bin] = sums(result, first + bin * sumColumns());
    }
    return all;
  }

  private int sumColumns() {
    return careful ? 4 : 2;
  }

  private Sums sums(ResultSet result, int at) throws SQLException {
    if (!careful) {
      return new Sums(orZero(result, at), orZero(result, at + 1));
    }
    return new Sums(
        orZero(result, at) + orZero(result, at + 1) / TERM_SCALE,
        orZero(result, at + 2) + orZero(result, at + 3) / SQUARE_SCALE / SQUARE_SCALE);
  }

  /** The sum of no values is NULL. */
  private static double orZero(ResultSet result, int at) throws SQLException {
    double value = result.getDouble(at);
    return result.wasNull() ? 0 : value;
  }
}
