package io.tidegauge.exporter.init;

import io.tidegauge.spec.yaml.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The unit of a latency, and a limit for it.
 *
 * @param unit as the spec has it
 * @param reason how that is known
 * @param limit as the spec has it
 */
record Latency(String unit, String reason, String limit) {
  private static final Map<String, Double> SECONDS =
      new TreeMap<>(Map.of("s", 1.0, "ms", 1e-3, "us", 1e-6, "ns", 1e-9));

  /** Answers that take longer than this are waited for in seconds by few. */
  private static final double SLOW = 5;

  private static final double FACTOR = 2;

  static Latency of(ColumnFacts column) {
    String named = named(column.name());
    String unit = named.isEmpty() ? (column.quantile(0.5) >= SLOW ? "ms" : "s") : named;
    double seconds = column.quantile(0.99) * SECONDS.getOrDefault(unit, 1.0) * FACTOR;
    long millis = (long) Math.min(3_600_000, Math.max(1, RoundNumbers.up(1000 * seconds + 1e-9)));
    return new Latency(
        unit,
        named.isEmpty() ? "the size of the numbers" : "the name",
        DurationText.of(Duration.ofMillis(millis)));
  }

  private static String named(String column) {
    for (String word : List.of(ColumnName.snake(column).split("_", -1))) {
      switch (word) {
        case "ms", "millis", "milliseconds", "msec" -> {
          return "ms";
        }
        case "us", "micros", "microseconds" -> {
          return "us";
        }
        case "ns", "nanos", "nanoseconds" -> {
          return "ns";
        }
        case "s", "sec", "secs", "seconds" -> {
          return "s";
        }
        default -> {}
      }
    }
    return "";
  }
}
