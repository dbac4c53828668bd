package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Problems;
import io.tidegauge.statistics.QualityMetric;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    List<Cursor> windows = root.find("windows").map(Cursor::items).orElseGet(List::of);
    List<Cursor> alerts = root.find("alerts").map(Cursor::values).orElseGet(List::of);
    if (!windows.isEmpty()) {
      alerts.forEach(alert -> rules.windowExists(alert, windows));
    }
    alerts.forEach(alert -> AlertVariants.check(alert, problems));
    for (String alert : List.of("drift", "prediction_drift", "volume")) {
      rules.needs(alert, root.declares("reference"), "reference");
    }
    rules.needs("freshness", declares("largest_gap", root, "traffic"), "traffic.largest_gap");
    rules.needs("duplicates", isSet("unique", root), "predictions.unique: true");
    rules.needs("repeated", isSet("repeated", root), "predictions.repeated: true");
    rules.needs("identical", isSet("identical", root), "predictions.identical: true");
    rules.needs("quality", root.declares("labels"), "labels");
    rules.needs("coverage", root.declares("labels"), "labels");
    rules.needs("fairness", privileges(root), "a slice with a privileged value");
    rules.needs("comparison", root.declares("labels"), "labels");
    rules.needs("comparison", !isRanking(root), "a kind of model that has an accuracy or an error");
    rules.needs("comparison", hasChallenger(root), "predictions.versions: a champion and another");
    rules.needs("value", root.declares("business_value"), "business_value");
    rules.needs("value", declares("below", root, "alerts", "value"), "below");
    rules.qualityFitsTheKind();
    rules.needs("skew", root.declares("training"), "training");
    rules.needs("training_log", root.declares("training_log"), "training_log");
    rules.needs("schema", root.declares("reference"), "reference");
    rules.needs("dependency", changes(root), "dependencies with a column, expr or query");
    rules.needs("latency", declares("latency", root, "predictions"), "predictions.latency");
    // What is slow depends on who waits: there is no usual limit.
    rules.needs(
        "latency",
        declares("above", root, "alerts", "latency")
            || declares("trend", root, "alerts", "latency"),
        "above or trend");
    rules.needs(
        "saturation", declares("saturation", root, "predictions"), "predictions.saturation");
    rules.needs("errors", declares("failed", root, "predictions"), "predictions.failed");
    rules.needs(
        "age",
        declares("max_age", root, "lifecycle") || declares("cadence", root, "lifecycle"),
        "lifecycle.max_age or lifecycle.cadence");
  }

  /** A limit of a metric that such a model does not have would never be held against anything. */
  private void qualityFitsTheKind() {
    Optional<Cursor> kind = root.find("predictions", "kind");
    Optional<Cursor> quality = root.find("alerts", "quality").filter(Cursor::declared);
    if (kind.isEmpty() || quality.isEmpty()) {
      return;
    }
    PredictionKind predicts = Words.constant(PredictionKind.values(), kind.get().text());
    Set<String> known =
        predicts.metrics().stream()
            .map(QualityMetric::label)
            .collect(Collectors.toCollection(TreeSet::new));
    quality.get().keys().stream()
        .filter(key -> QualityMetric.named(key).isPresent() && !known.contains(key))
        .forEach(
            key ->
                quality
                    .get()
                    .at(key)
                    .refuse(
                        problems,
                        "is no measure of a "
                            + kind.get().text()
                            + " model; it has "
                            + (known.isEmpty() ? "none yet" : String.join(", ", known))));
  }

  private static boolean isSet(String key, Cursor root) {
    return root.find("predictions", key).stream().anyMatch(Cursor::flag);
  }

  private static boolean isRanking(Cursor root) {
    return root.find("predictions", "kind").stream()
        .anyMatch(kind -> kind.text().equals(Words.word(PredictionKind.RANKING)));
  }

  private static boolean hasChallenger(Cursor root) {
    return root.find("predictions", "versions").stream()
        .anyMatch(roles -> roles.declares(PredictionsSpec.CHAMPION) && roles.keys().size() > 1);
  }

  private static boolean privileges(Cursor root) {
    return root.find("predictions", "slices").stream()
        .flatMap(slices -> slices.items().stream())
        .anyMatch(slice -> slice.isMap() && slice.declares("privileged"));
  }

  private static boolean changes(Cursor root) {
    return root.find("dependencies").stream()
        .flatMap(dependencies -> dependencies.values().stream())
        .anyMatch(dependency -> !dependency.declares("table"));
  }

  private static boolean declares(String key, Cursor root, String first, String second) {
    return root.find(first, second).stream().anyMatch(cursor -> cursor.declares(key));
  }

  private static boolean declares(String key, Cursor root, String section) {
    return root.find(section).stream().anyMatch(cursor -> cursor.declares(key));
  }

  private void windowExists(Cursor alert, List<Cursor> windows) {
    List<Duration> lengths = windows.stream().map(Cursor::duration).toList();
    String shown = windows.stream().map(Cursor::text).collect(Collectors.joining(", "));
    alert
        .find("window")
        .filter(window -> !lengths.contains(window.duration()))
        .ifPresent(
            window ->
                window.refuse(
                    problems,
                    window.text()
                        + " is not one of the windows, which are "
                        + shown
                        + "; add it there"));
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
