package io.tidegauge.exporter.verify;

import io.tidegauge.alert.AlertEvaluator;
import io.tidegauge.alert.DueAlert;
import io.tidegauge.counts.Cell;
import io.tidegauge.exporter.health.Finding;
import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.AlertWindow;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.ReadingTable;
import io.tidegauge.monitor.Volume;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What is to be said of a model since a moment: a pure function of its readings.
 *
 * @param rows the rows since then, by version
 * @param due the alerts that are due by them, at once and not only after a while, the worst first
 * @param notices those among what is due that ask nothing of anyone
 * @param lacking what cannot be judged yet, and why
 */
public record Verdict(
    SortedMap<String, Long> rows, List<Finding> due, List<Finding> notices, List<String> lacking) {

  public Verdict {
    due = List.copyOf(due);
    notices = List.copyOf(notices);
    lacking = List.copyOf(lacking);
  }

  /**
   * Judges.
   *
   * @param readings of the model with its windows cut
   * @param traffic of the reference that has the least, as the rules know it
   * @param version the only version that is judged, beside what is of all of them; absent for all
   * @param judges the monitors that are asked
   */
  public static Verdict of(
      SinceThen since,
      Collection<Reading> readings,
      Optional<Double> traffic,
      Optional<String> version,
      Predicate<Monitor> judges) {
    ModelSpec spec = since.spec();
    ReadingTable table = new ReadingTable(readings);
    SortedMap<String, Long> rows = rows(since, table, version);
    List<Finding> found = new ArrayList<>();
    List<String> lacking = new ArrayList<>();
    for (Monitor monitor : Monitor.ALL.stream().filter(judges).toList()) {
      List<AlertDefinition> judged = new ArrayList<>();
      for (AlertDefinition alert : alerts(monitor, spec)) {
        Duration usual = AlertWindow.of(spec, alert.settings(), traffic);
        Optional<Duration> window = since.cut(usual, monitor.input());
        if (window.isPresent() || !alert.condition().reading().labels().contains("window")) {
          judged.add(alert);
          lacking.addAll(lacking(alert, window.orElse(usual), rows.keySet(), table));
        } else {
          lacking.add(alert.name() + ": nothing since then is mature yet");
        }
      }
      new AlertEvaluator(
              spec.name(),
              judged,
              settings -> {
                Duration usual = AlertWindow.of(spec, settings, traffic);
                return since.cut(usual, monitor.input()).orElse(usual);
              })
          .due(table).stream()
              .filter(due -> !due.lingering() && isOf(due, version))
              .map(Finding::of)
              .forEach(found::add);
    }
    if (rows.values().stream().allMatch(count -> count == 0)) {
      lacking.add(0, "no row has come since then");
    }
    found.sort(Finding.WORST_FIRST);
    return new Verdict(
        rows,
        found.stream().filter(finding -> finding.severity() != Severity.INFO).toList(),
        found.stream().filter(finding -> finding.severity() == Severity.INFO).toList(),
        lacking);
  }

  /** That a monitor cannot be read is told by itself. */
  private static List<AlertDefinition> alerts(Monitor monitor, ModelSpec spec) {
    return !monitor.fits(spec)
        ? List.of()
        : monitor.alerts(spec).stream()
            .filter(alert -> alert.settings().enabled())
            .filter(
                alert ->
                    alert.condition() instanceof Condition.Past past && past.unless().isEmpty())
            .toList();
  }

  private static boolean isOf(DueAlert due, Optional<String> version) {
    String of = due.labels().get("version");
    return version.isEmpty() || of == null || of.equals(version.get());
  }

  private static SortedMap<String, Long> rows(
      SinceThen since, ReadingTable table, Optional<String> version) {
    SortedMap<String, Long> rows = new TreeMap<>();
    version.ifPresent(name -> rows.put(name, 0L));
    String window =
        Windows.label(since.cut(since.spec().longestWindow(), Monitor.Input.ROWS).orElseThrow());
    for (Reading reading : table.of(Volume.ROWS)) {
      Map<String, String> labels = reading.byLabel();
      String name = labels.getOrDefault("version", "");
      if (Cell.ALL.equals(labels.get("slice"))
          && window.equals(labels.get("window"))
          && version.stream().allMatch(name::equals)) {
        rows.put(name, (long) reading.value());
      }
    }
    return rows;
  }

  /** The versions of which there are too few rows for an alert. */
  private static List<String> lacking(
      AlertDefinition alert, Duration window, Collection<String> versions, ReadingTable table) {
    Condition.Past past = (Condition.Past) alert.condition();
    long needed = alert.settings().minRows();
    if (past.rows().isEmpty() || needed == 0) {
      return List.of();
    }
    SortedSet<String> judged = new TreeSet<>(versions);
    if (past.where().containsKey("version")) {
      judged.retainAll(past.where().get("version"));
    }
    List<String> lacking = new ArrayList<>();
    for (String version : judged) {
      double most =
          table.of(past.rows().get()).stream()
              .map(Reading::byLabel)
              .filter(labels -> version.equals(labels.get("version")))
              .filter(labels -> Windows.label(window).equals(labels.get("window")))
              .mapToDouble(labels -> table.value(past.rows().get(), labels).orElse(0))
              .max()
              .orElse(0);
      if (most < needed) {
        lacking.add("%s: %,.0f of %,d rows of %s".formatted(alert.name(), most, needed, version));
      }
    }
    return lacking;
  }

  /** Whether something is wrong. */
  public boolean isDue() {
    return !due.isEmpty();
  }

  /** Whether all can be judged. */
  public boolean isComplete() {
    return lacking.isEmpty();
  }
}
