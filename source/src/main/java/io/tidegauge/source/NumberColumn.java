package io.tidegauge.source;

import java.util.List;

/**
 * A numeric column in SQL. The values are compared only after NaN is out, or by what NaN fails, for
 * databases differ in how they compare it.
 *
 * @param index its place among the rows' values
 * @param factor what its values are multiplied by
 * @param missing which of its values count as NULL
 */
record NumberColumn(int index, ColumnShape shape, double factor, MissingValues missing) {
  private static final String LARGEST = Double.toString(Double.MAX_VALUE);

  /** The columns that aggregates are of. */
  List<String> columns() {
    String number = number();
    if (!mayBeNotFinite()) {
      return List.of(number + " AS " + finite());
    }
    String guarded =
        "CASE WHEN " + number + " >= -" + LARGEST + " AND " + number + " <= " + LARGEST;
    return List.of(number + " AS " + any(), guarded + " THEN " + number + " END AS " + finite());
  }

  private String number() {
    String value = RowStatement.valueName(index);
    String logged =
        shape == ColumnShape.BOOLEAN
            ? "CAST(CAST(" + value + " AS integer) AS double precision)"
            : "CAST(" + value + " AS double precision)";
    String number =
        missing
            .condition(logged)
            .map(missed -> "CASE WHEN " + missed + " THEN NULL ELSE " + logged + " END")
            .orElse(logged);
    if (factor == 1) {
      return number;
    }
    String zero = "abs(" + number + ") <= " + literal(largestToZero());
    return "CASE WHEN " + zero + " THEN 0E0 ELSE " + number + " * " + literal(factor) + " END";
  }

  /** The largest number of which the product is zero: in a database, that may be an error. */
  private double largestToZero() {
    long zero = 0;
    long other = Double.doubleToLongBits(1);
    while (other - zero > 1) {
      long middle = (zero + other) / 2;
      if (Double.longBitsToDouble(middle) * factor == 0) {
        zero = middle;
      } else {
        other = middle;
      }
    }
    return Double.longBitsToDouble(zero);
  }

  /** Whether NaN and infinities can occur. */
  boolean mayBeNotFinite() {
    return switch (shape) {
      case INTEGER, BOOLEAN -> false;
      default -> true;
    };
  }

  /** All values. */
  String any() {
    return "tg_x" + index;
  }

  /** The values, NULL where they are not finite. */
  String finite() {
    return "tg_g" + index;
  }

  /** A number of which a database makes no decimal. */
  static String literal(double value) {
    if (!Double.isFinite(value)) {
      return "CAST('" + value + "' AS double precision)";
    }
    String text = Double.toString(value);
    String exact = text.indexOf('E') >= 0 ? text : text + "E0";
    return value < 0 ? "(" + exact + ")" : exact;
  }
}
