package io.tidegauge.monitor;

import io.tidegauge.spec.Alert;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The limits of a model's alerts as series, so that one rule serves many models: whatever differs
 * between them is a value, or a label by which a rule finds it or which it takes over.
 */
public final class AlertLimits {
  /** What a rule is made for: no rule reads limits of another kind. */
  private static final List<String> KIND =
      List.of("alert", "severity", "reading", "for", "keep_firing_for");

  /** Which readings a limit holds for; empty where it holds for all. */
  private static final List<String> PLACE =
      List.of("window", "feature", "version", "metric", "share");

  /** The label of alerts that ask for the model to be trained anew. */
  public static final String RETRAIN = "retrain";

  /** Of the model: alerts have them, too, unless they are empty. */
  public static final List<String> CARRIED = List.of("consumers", "owner", RETRAIN);

  private static final String DATABASE = "database";

  /** The limit past which an alert is due. */
  public static final MetricDefinition LIMIT =
      limit(
          "ml_alert_limit",
          "The limit of an alert, for rules that serve many models. With a feature where it is that"
              + " one's own; 1 where it may have any share.");

  /** The limit within which an alert that fires ends. */
  public static final MetricDefinition CLEARING =
      limit(
          "ml_alert_clearing_limit",
          "The limit within which an alert that fires ends, where that is not where it begins.");

  /** The fewest rows with which an alert is due. */
  public static final MetricDefinition MIN_ROWS =
      MetricDefinition.gauge(
          "ml_alert_min_rows",
          "With fewer rows in its window an alert is not due.",
          "alert",
          "severity");

  /** The families, which are published where the exporter's config asks for them. */
  public static final List<MetricDefinition> METRICS = List.of(LIMIT, CLEARING, MIN_ROWS);

  private AlertLimits() {}

  private static MetricDefinition limit(String name, String help) {
    return MetricDefinition.gauge(
        name,
        help,
        Stream.of(KIND, PLACE, CARRIED, List.of(DATABASE))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  /**
   * The series of a model's limits.
   *
   * @param window in which window an alert looks
   */
  public static List<Reading> of(ModelSpec spec, Function<Alert, Duration> window) {
    List<Reading> readings = new ArrayList<>();
    for (AlertDefinition alert : Monitor.enabledAlerts(spec)) {
      if (alert.condition() instanceof Condition.Past past) {
        SortedMap<String, String> labels = labels(spec, alert, past, window);
        add(LIMIT, past, past.limits(), labels, readings);
        alert.until().ifPresent(until -> add(CLEARING, past, until, labels, readings));
        if (past.rows().isPresent()) {
          readings.add(reading(MIN_ROWS, labels, (double) alert.settings().minRows()));
        }
      }
    }
    return List.copyOf(readings);
  }

  /** How many series that are; it is known from the spec alone. */
  public static long series(ModelSpec spec) {
    return of(spec, settings -> AlertWindow.of(spec, settings, Optional.empty())).size();
  }

  /**
   * Who answers for a model, and whom it concerns: labels of all of its alerts, if they are known.
   */
  public static SortedMap<String, String> carried(ModelSpec spec) {
    SortedMap<String, String> labels = new TreeMap<>();
    spec.owner().ifPresent(owner -> labels.put("owner", owner));
    if (!spec.consumers().isEmpty()) {
      labels.put("consumers", String.join(", ", spec.consumers()));
    }
    return Collections.unmodifiableSortedMap(labels);
  }

  /** The labels of the model that its alerts have, by name, without those that are empty. */
  public static SortedMap<String, String> carried(ModelSpec spec, Alert settings) {
    SortedMap<String, String> labels = new TreeMap<>(carried(spec));
    if (settings.retrain()) {
      labels.put(RETRAIN, "true");
    }
    return Collections.unmodifiableSortedMap(labels);
  }

  /** The labels that limits of an alert's kind have in common. */
  public static SortedMap<String, String> kind(AlertDefinition alert) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("alert", alert.name());
    labels.put("severity", alert.settings().severity().label());
    labels.put("reading", alert.condition().reading().name());
    labels.put("for", Windows.label(alert.settings().pending()));
    labels.put("keep_firing_for", Windows.label(alert.settings().keepFiringFor()));
    return Collections.unmodifiableSortedMap(labels);
  }

  /** The labels, but for the feature, in which a reading and its limit agree, in order. */
  public static List<String> agreed(Condition.Past past) {
    return Stream.concat(
            Stream.of("model"),
            PLACE.stream()
                .filter(label -> label.equals("window") || past.where().containsKey(label)))
        .filter(past.reading().labels()::contains)
        .toList();
  }

  /** The labels, but for the feature, that a reading has and its limit leaves open, in order. */
  public static List<String> open(Condition.Past past) {
    List<String> agreed = agreed(past);
    return PLACE.stream()
        .filter(label -> !label.equals("feature") && !agreed.contains(label))
        .filter(past.reading().labels()::contains)
        .toList();
  }

  private static SortedMap<String, String> labels(
      ModelSpec spec,
      AlertDefinition alert,
      Condition.Past past,
      Function<Alert, Duration> window) {
    SortedMap<String, String> labels = new TreeMap<>(kind(alert));
    labels.put("model", spec.name());
    labels.putAll(carried(spec, alert.settings()));
    if (past.reading().labels().contains("window")) {
      labels.put("window", Windows.label(window.apply(alert.settings())));
    }
    past.unless().ifPresent(zero -> labels.put(zero.label(), zero.value()));
    return labels;
  }

  private static void add(
      MetricDefinition metric,
      Condition.Past past,
      Limits limits,
      SortedMap<String, String> labels,
      List<Reading> readings) {
    for (SortedMap<String, String> place : places(past, labels)) {
      if (limits.usual() != Limits.NEVER) {
        readings.add(reading(metric, place, limits.usual()));
      }
      limits
          .byFeature()
          .forEach(
              (feature, own) -> {
                if (own != limits.usual()) {
                  double value = finite(own, past.reading());
                  readings.add(reading(metric, with(place, "feature", feature), value));
                }
              });
    }
  }

  /** One for each combination of the values to which labels are held. */
  private static List<SortedMap<String, String>> places(
      Condition.Past past, SortedMap<String, String> labels) {
    List<SortedMap<String, String>> places = List.of(labels);
    for (Map.Entry<String, NavigableSet<String>> held : past.where().entrySet()) {
      if (PLACE.contains(held.getKey())) {
        places =
            places.stream()
                .flatMap(
                    place -> held.getValue().stream().map(it -> with(place, held.getKey(), it)))
                .toList();
      }
    }
    return places;
  }

  private static SortedMap<String, String> with(
      SortedMap<String, String> labels, String label, String value) {
    SortedMap<String, String> more = new TreeMap<>(labels);
    more.put(label, value);
    return more;
  }

  /** A limit that no reading passes, as a finite number: no share is above 1. */
  private static double finite(double limit, MetricDefinition reading) {
    if (limit != Limits.NEVER) {
      return limit;
    }
    return reading.unit() == Unit.RATIO ? 1 : Double.MAX_VALUE;
  }

  private static Reading reading(
      MetricDefinition metric, SortedMap<String, String> labels, double value) {
    return new Reading(
        metric,
        metric.labels().stream()
            .map(label -> Objects.requireNonNullElse(labels.get(label), ""))
            .toList(),
        value);
  }
}
