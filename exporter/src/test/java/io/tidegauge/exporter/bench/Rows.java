package io.tidegauge.exporter.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of the benchmarks' logs, as SQL that PostgreSQL and DuckDB both understand: time, two
 * version columns, a region to slice by, a score, 16 numbers and 4 texts.
 */
final class Rows {
  static final int NUMBERS = 16;
  static final int TEXTS = 4;

  /** A million rows a day. */
  static final Duration BETWEEN_ROWS = Duration.ofNanos(86_400_000);

  /** The benchmarks' moment: the rows after it are not seen before the clock says so. */
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private Rows() {}

  static String create(String table) {
    return "CREATE TABLE %s (ts TIMESTAMPTZ, version TEXT, version5 TEXT, region TEXT, "
            .formatted(table)
        + "score DOUBLE PRECISION, "
        + list("f%d DOUBLE PRECISION", NUMBERS)
        + ", "
        + list("c%d TEXT", TEXTS)
        + ")";
  }

  /** Inserts the rows of {@code [from, to)}, as far apart as is said. */
  static String insert(String table, Instant from, Instant to, Duration between) {
    return "INSERT INTO %s SELECT TIMESTAMPTZ '%s' + i * INTERVAL '%d microseconds', "
            .formatted(table, from, between.toNanos() / 1000)
        + values()
        + " FROM generate_series(0, %d) AS g(i)"
            .formatted(Duration.between(from, to).dividedBy(between) - 1);
  }

  /** What stands in the columns after the time; {@code i} is the row's number. */
  private static String values() {
    return "'v1', 'v' || (1 + i % 5), 'region ' || (i % 10), random(), "
        + IntStream.range(0, NUMBERS)
            .mapToObj(
                f ->
                    f % 2 == 0
                        ? "random() * random() * 1000"
                        : "CASE WHEN random() < 0.02 THEN NULL ELSE exp(random() * 5) END")
            .collect(Collectors.joining(", "))
        + ", "
        + IntStream.range(0, TEXTS)
            .mapToObj(c -> "'category ' || floor(random() * %d)".formatted(5 + 10 * c))
            .collect(Collectors.joining(", "));
  }

  /** What a reference is profiled from. */
  static String[] training() {
    Instant from = NOW.minus(Duration.ofDays(40));
    return new String[] {
      create("training"), insert("training", from, from.plus(Duration.ofMinutes(30)), BETWEEN_ROWS)
    };
  }

  /** The bare floor: the numbers of a range, read and summed, and nothing else. */
  static String bareSum(String table) {
    return "SELECT " + list("sum(f%d)", NUMBERS) + " FROM " + table + " WHERE ts >= ? AND ts < ?";
  }

  static String list(String format, int count) {
    return IntStream.range(0, count).mapToObj(format::formatted).collect(Collectors.joining(", "));
  }
}
