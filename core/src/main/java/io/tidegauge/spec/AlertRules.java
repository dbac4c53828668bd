package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationText;
import io.tidegauge.spec.yaml.Problems;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What must hold between an alert and the rest of a spec. */
final class AlertRules {
  private final Cursor root;
  private final Problems problems;

  private AlertRules(Cursor root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  static void check(Cursor root, Problems problems) {
    AlertRules rules = new AlertRules(root, problems);
    List<Duration> windows = root.find("windows").map(ModelSection::durations).orElseGet(List::of);
    List<Cursor> alerts = root.find("alerts").map(Cursor::values).orElseGet(List::of);
    if (!windows.isEmpty()) {
      alerts.forEach(alert -> rules.windowExists(alert, windows));
    }
    for (String alert : List.of("drift", "prediction_drift", "volume")) {
      rules.needs(alert, root.declares("reference"), "reference");
    }
    rules.needs("freshness", declares("largest_gap", root, "traffic"), "traffic.largest_gap");
    rules.needs("skew", root.declares("training"), "training");
    rules.needs("age", declares("max_age", root, "lifecycle"), "lifecycle.max_age");
  }

  private static boolean declares(String key, Cursor root, String section) {
    return root.find(section).stream().anyMatch(cursor -> cursor.declares(key));
  }

  private void windowExists(Cursor alert, List<Duration> windows) {
    alert
        .find("window")
        .filter(window -> !windows.contains(window.duration()))
        .ifPresent(
            window ->
                window.refuse(
                    problems,
                    window.text() + " is not one of the windows, " + text(windows) + "; add it"));
  }

  private static String text(List<Duration> windows) {
    return windows.stream().map(DurationText::of).collect(Collectors.joining(", "));
  }

  /** An alert that someone asks for, and that could never fire, is refused. */
  private void needs(String name, boolean there, String input) {
    root.find("alerts", name)
        .filter(alert -> alert.declared() && !there)
        .filter(alert -> alert.find("enabled").map(Cursor::flag).orElse(true))
        .ifPresent(
            alert ->
                alert.refuse(
                    problems,
                    "can never fire without " + input + "; declare it, or take this out"));
  }
}
