package io.tidegauge.demo.bank;

import java.util.Map;
import java.util.Optional;

/**
 * A row of the archive's CSV: a call to a client.
 *
 * @param columns all columns by name, as text
 */
record Call(Map<String, String> columns) {
  private static final String NEVER_CALLED = "999";

  String month() {
    return text("month");
  }

  String weekday() {
    return text("day_of_week");
  }

  /** What is the same for all calls of a day, and tells it from the next day of that weekday. */
  String day() {
    return month() + "/" + weekday() + "/" + text("euribor3m");
  }

  /** A category, unless it is unknown. */
  Optional<String> category(String column) {
    return Optional.of(text(column)).filter(value -> !value.equals("unknown"));
  }

  long whole(String column) {
    return Long.parseLong(text(column));
  }

  /** Days since the client was called in an earlier campaign, if he was. */
  Optional<Double> daysSinceEarlierCall() {
    return Optional.of(text("pdays"))
        .filter(days -> !days.equals(NEVER_CALLED))
        .map(Double::valueOf);
  }

  long label() {
    return text("y").equals("yes") ? 1 : 0;
  }

  private String text(String column) {
    String value = columns.get(column);
    if (value == null) {
      throw new IllegalArgumentException("the CSV has no column " + column);
    }
    return value;
  }
}
