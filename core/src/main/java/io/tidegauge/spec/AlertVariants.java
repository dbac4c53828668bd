package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Position;
import io.tidegauge.spec.yaml.Problems;
import io.tidegauge.spec.yaml.Tree;
import io.tidegauge.statistics.QualityMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The same alert with other limits: from which on it is critical, and down to which it goes on once
 * it fires.
 */
final class AlertVariants {
  /** From which limits on somebody is woken. */
  static final String CRITICAL = "critical";

  /** The limits down to which an alert that fires goes on. */
  static final String CLEARS = "clears";

  /** Further past its limit, a reading is more severe. */
  private static final Set<String> LOWER_IS_WORSE = lowerIsWorse();

  private AlertVariants() {}

  private static Set<String> lowerIsWorse() {
    Set<String> keys = new TreeSet<>(List.of("below"));
    Arrays.stream(QualityMetric.values())
        .filter(QualityMetric::higherIsBetter)
        .map(QualityMetric::label)
        .forEach(keys::add);
    return keys;
  }

  /** The keys of an alert with these limits: none of them has a default here. */
  static Field[] of(Field... limits) {
    Field[] optional =
        Arrays.stream(limits)
            .map(limit -> Field.optional(limit.name(), limit.shape(), limit.meaning()))
            .toArray(Field[]::new);
    ObjectShape shape = ObjectShape.of(optional);
    return new Field[] {
      Field.optional(
          CRITICAL,
          shape.and(
              Field.optional(
                  "for",
                  DurationShape.between("0s", "30d"),
                  "how long the condition must hold before anyone is told")),
          "limits further out, from which on the alert is critical; never nearer than a feature's"
              + " own"),
      Field.optional(
          CLEARS,
          shape,
          "limits further in: an alert that fires goes on until the reading is within these")
    };
  }

  /**
   * All alerts with the limits of a variant; those that have none are off.
   *
   * @param alerts the section, with its defaults
   */
  static Optional<AlertsSpec> bind(Cursor alerts, String variant) {
    if (alerts.values().stream().noneMatch(alert -> alert.declares(variant))) {
      return Optional.empty();
    }
    List<Tree.Entry> entries = new ArrayList<>();
    for (Cursor alert : alerts.values()) {
      Tree.Mapping changed =
          alert
              .find(variant)
              .map(limits -> overlaid(alert, limits, variant))
              .orElseGet(() -> with(alert, "enabled", false, List.of()));
      entries.add(new Tree.Entry(alert.name(), changed.position(), changed, true));
    }
    return Optional.of(
        AlertsSection.bind(Cursor.of(new Tree.Mapping(alerts.tree().position(), entries))));
  }

  private static Tree.Mapping overlaid(Cursor alert, Cursor limits, String variant) {
    String severity = variant.equals(CRITICAL) ? CRITICAL : alert.at("severity").text();
    return with(alert, "severity", severity, ((Tree.Mapping) limits.tree()).entries());
  }

  /** The alert with another value of a key, and, if there are any, with these limits alone. */
  private static Tree.Mapping with(
      Cursor alert, String key, Object value, List<Tree.Entry> limits) {
    Set<String> replaced = new TreeSet<>(List.of(key));
    limits.stream().map(Tree.Entry::key).forEach(replaced::add);
    if (!limits.isEmpty()) {
      replaced.addAll(AlertsSection.limitKeys());
    }
    Position position = alert.tree().position();
    List<Tree.Entry> entries = new ArrayList<>();
    ((Tree.Mapping) alert.tree())
        .entries().stream().filter(entry -> !replaced.contains(entry.key())).forEach(entries::add);
    entries.add(new Tree.Entry(key, position, Tree.of(value, position), false));
    entries.addAll(limits);
    return new Tree.Mapping(position, entries);
  }

  /** A limit that is further out, or further in, than the alert's own. */
  static void check(Cursor alert, Problems problems) {
    alert
        .find(CRITICAL)
        .ifPresent(
            critical -> {
              if (alert.find("severity").map(Cursor::text).stream().anyMatch(CRITICAL::equals)) {
                critical.refuse(
                    problems,
                    "is for an alert that warns first; this one's severity is critical already");
              }
              check(alert, critical, true, problems);
            });
    alert.find(CLEARS).ifPresent(clears -> check(alert, clears, false, problems));
  }

  private static void check(Cursor alert, Cursor variant, boolean worse, Problems problems) {
    List<Cursor> limits =
        variant.values().stream().filter(limit -> !limit.name().equals("for")).toList();
    if (limits.isEmpty() && variant.keys().stream().allMatch("for"::equals)) {
      variant.refuse(problems, "names no limit; give it one of those that the alert has");
    }
    for (Cursor limit : limits) {
      Optional<Double> own = own(alert, limit.name());
      if (own.isEmpty()) {
        limit.refuse(problems, "is no limit of this alert itself; give it one, or take this out");
      } else {
        boolean lower = LOWER_IS_WORSE.contains(limit.name()) == worse;
        double value = value(alert.name(), limit);
        if (lower ? value >= own.get() : value <= own.get()) {
          limit.refuse(
              problems,
              "must be "
                  + (lower ? "lower" : "higher")
                  + " than the limit of the alert itself, which is "
                  + alert.find(limit.name()).map(Cursor::text).orElse(own.get().toString()));
        }
      }
    }
  }

  private static Optional<Double> own(Cursor alert, String limit) {
    Optional<Double> declared = alert.find(limit).map(found -> value(alert.name(), found));
    boolean usualDrift =
        limit.equals("psi")
            && DriftSection.DISTANCES.stream().noneMatch(name -> alert.find(name).isPresent());
    return declared.or(
        () -> usualDrift ? Optional.of(AlertsSection.DEFAULT_PSI) : Optional.empty());
  }

  private static double value(String alert, Cursor limit) {
    if (!limit.name().equals("above") && !limit.name().equals("below")) {
      return limit.number();
    }
    return switch (alert) {
      case "latency" -> AlertsSection.seconds(limit);
      case "value" -> limit.number();
      default -> limit.share();
    };
  }
}
