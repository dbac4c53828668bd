package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Problems;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold between windows and buckets. */
final class TimeRules {
  private TimeRules() {}

  static void check(Cursor root, Problems problems) {
    List<Cursor> windows = root.find("windows").map(Cursor::items).orElseGet(List::of);
    windowsDiffer(windows, problems);
    root.find("bucket")
        .ifPresentOrElse(
            bucket -> bucketFits(bucket, windows, problems),
            () -> windowsAreWhole(windows, problems));
  }

  private static void windowsDiffer(List<Cursor> windows, Problems problems) {
    Set<Duration> seen = new HashSet<>();
    windows.stream()
        .filter(window -> !seen.add(window.duration()))
        .forEach(
            window ->
                window.refuse(
                    problems, window.text() + " is as long as a window before it; take it out"));
  }

  private static void windowsAreWhole(List<Cursor> windows, Problems problems) {
    windows.stream()
        .filter(window -> !Buckets.divides(Duration.ofSeconds(1), window.duration()))
        .forEach(window -> window.refuse(problems, "must be a whole number of seconds"));
  }

  private static void bucketFits(Cursor bucket, List<Cursor> windows, Problems problems) {
    Duration length = bucket.duration();
    if (!Buckets.divides(length, Duration.ofDays(1))) {
      bucket.refuse(problems, "must divide a day, as 1m, 5m or 1h do; was " + bucket.text());
      return;
    }
    for (Cursor window : windows) {
      if (length.compareTo(window.duration()) > 0) {
        bucket.refuse(problems, bucket.text() + " is longer than the window " + window.text());
      } else if (!Buckets.divides(length, window.duration())) {
        bucket.refuse(
            problems,
            "the window " + window.text() + " is no whole number of buckets of " + bucket.text());
      }
    }
  }
}
