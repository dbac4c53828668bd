package io.tidegauge.exporter.health;

import io.tidegauge.counts.Cell;
import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.collect.CollectorStatus;
import io.tidegauge.exporter.collect.RowsFailure;
import io.tidegauge.exporter.health.Finding.Kind;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a model is: a pure function of what a scrape found and of the spec's thresholds.
 *
 * @param failures why monitors could not be read, in words
 * @param notes what is not as it should be without being a reading over its limit
 * @param findings readings over their limits, the worst first
 */
public record ModelHealth(
    ModelState state, List<String> failures, List<String> notes, List<Finding> findings) {

  public ModelHealth {
    failures = List.copyOf(failures);
    notes = List.copyOf(notes);
    findings = List.copyOf(findings);
  }

  /** The health of a model that no scrape has read yet. */
  public static ModelHealth waiting() {
    return new ModelHealth(
        ModelState.WAITING, List.of(), List.of("no scrape has read it yet"), List.of());
  }

  /** The health of a model as a scrape found it. */
  public static ModelHealth of(ModelSpec spec, Collected collected) {
    ReadingTable table = new ReadingTable(collected.readings());
    List<Finding> findings = new ArrayList<>();
    TrafficFindings traffic = new TrafficFindings(spec, table);
    traffic.freshness().ifPresent(findings::add);
    findings.addAll(traffic.age());
    findings.addAll(traffic.skew());
    collected.observation().ifPresent(seen -> findings.addAll(ofRows(spec, seen, table)));
    findings.sort(Finding.WORST_FIRST);
    List<String> failures = failures(collected);
    List<String> silences = silences(spec, collected, table);
    List<String> missing = withoutReference(spec, collected);
    List<String> notes = new ArrayList<>(silences);
    notes.addAll(missing);
    return new ModelHealth(state(failures, silences, missing, findings), failures, notes, findings);
  }

  /** All reasons for the state in words, the worst first. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>(failures);
    findings.forEach(finding -> reasons.add(finding.text()));
    reasons.addAll(notes);
    return reasons;
  }

  private static ModelState state(
      List<String> failures, List<String> silences, List<String> missing, List<Finding> findings) {
    if (!failures.isEmpty()) {
      return ModelState.FAILED;
    }
    boolean late = findings.stream().anyMatch(finding -> finding.kind() == Kind.FRESHNESS);
    if (late || !silences.isEmpty()) {
      return ModelState.SILENT;
    }
    if (!findings.isEmpty()) {
      return ModelState.DEGRADED;
    }
    return missing.isEmpty() ? ModelState.OK : ModelState.NO_REFERENCE;
  }

  private static List<Finding> ofRows(ModelSpec spec, Observation observation, ReadingTable table) {
    JudgedWindows windows = new JudgedWindows(observation, table);
    DriftFindings drift = new DriftFindings(spec, table, windows);
    ColumnFindings columns = new ColumnFindings(spec, table, windows);
    ConstantFindings constants = new ConstantFindings(observation, windows);
    List<Finding> found = new ArrayList<>(new TrafficFindings(spec, table).volume(windows));
    for (String version : windows.versions()) {
      found.addAll(drift.of(version));
      found.addAll(columns.of(version));
      found.addAll(constants.of(version));
    }
    for (String column : observation.unreadable()) {
      String text = column + " cannot be read from the table";
      found.add(
          new Finding(
              Kind.UNREADABLE,
              Severity.WARNING,
              Optional.empty(),
              Optional.of(column),
              Double.POSITIVE_INFINITY,
              text));
    }
    return found;
  }

  private static List<String> failures(Collected collected) {
    List<String> failures = new ArrayList<>();
    collected.failure().map(RowsFailure::text).ifPresent(failures::add);
    Map<String, List<String>> byReason = new TreeMap<>();
    for (CollectorStatus status : collected.statuses()) {
      if (!status.success()) {
        String reason =
            status.absent().keySet().stream().findFirst().map(Reason::label).orElse("unknown");
        byReason
            .computeIfAbsent(Wording.words(reason), key -> new ArrayList<>())
            .add(Wording.words(status.collector()));
      }
    }
    byReason.forEach(
        (reason, names) -> failures.add("not read (" + reason + "): " + String.join(", ", names)));
    return failures;
  }

  private static List<String> silences(ModelSpec spec, Collected collected, ReadingTable table) {
    boolean rows = table.of(Names.ROWS).stream().anyMatch(reading -> reading.value() > 0);
    return collected.observation().isEmpty() || rows
        ? List.of()
        : List.of("no rows in the last " + Windows.label(spec.longestWindow()));
  }

  private static List<String> withoutReference(ModelSpec spec, Collected collected) {
    if (spec.reference().isEmpty() || collected.observation().isEmpty()) {
      return List.of();
    }
    Observation observation = collected.observation().get();
    return observation.windows().stream()
        .filter(window -> window.cell().isAll() && window.counts().rows() > 0)
        .map(window -> window.cell().version())
        .distinct()
        .filter(version -> observation.profile(version).isEmpty())
        .map(
            version ->
                version.equals(Cell.ONLY_VERSION)
                    ? "there is no reference profile"
                    : "version " + version + " has no reference profile")
        .toList();
  }
}
