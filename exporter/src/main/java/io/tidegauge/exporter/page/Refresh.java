package io.tidegauge.exporter.page;

import java.util.Map;
import java.util.OptionalInt;

/** Whether the page loads itself anew, which it does only where its address asks for it. */
final class Refresh {
  static final int USUAL = 15;
  private static final int SHORTEST = 5;
  private static final int LONGEST = 3600;

  private Refresh() {}

  /** The seconds between two loads; empty where it is not asked for, or not within reason. */
  static OptionalInt seconds(Map<String, String> query) {
    String asked = query.getOrDefault("refresh", "");
    if (!asked.matches("[0-9]{1,4}")) {
      return OptionalInt.empty();
    }
    int seconds = Integer.parseInt(asked);
    return seconds >= SHORTEST && seconds <= LONGEST
        ? OptionalInt.of(seconds)
        : OptionalInt.empty();
  }
}
