package io.tidegauge.exporter.health;

import io.tidegauge.counts.Cell;
import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.collect.CollectorStatus;
import io.tidegauge.exporter.collect.RowsFailure;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.ReadingTable;
import io.tidegauge.monitor.Volume;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

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
    List<Finding> findings =
        DueAlerts.findings(collected.known(), table).stream().sorted(Finding.WORST_FIRST).toList();
    List<String> failures = failures(collected);
    List<String> silences = silences(spec, collected, table);
    List<String> unreadable = unreadable(collected);
    List<String> missing = withoutReference(spec, collected);
    List<String> filling = filling(collected);
    List<String> notes =
        Stream.of(silences, unreadable, filling, missing).flatMap(List::stream).toList();
    ModelState state = state(failures, findings, silences, unreadable, filling, missing);
    return new ModelHealth(state, failures, notes, findings);
  }

  /** The states of models by what scrapes found last; one that no scrape has read is waiting. */
  public static List<Reading> readings(List<ModelSpec> models, List<Collected> latest) {
    Map<String, Collected> found = new HashMap<>();
    latest.forEach(collected -> found.put(collected.model(), collected));
    return models.stream()
        .flatMap(
            spec ->
                Optional.ofNullable(found.get(spec.name()))
                    .map(collected -> of(spec, collected))
                    .orElseGet(ModelHealth::waiting)
                    .readings(spec.name()))
        .toList();
  }

  /** One for each state that a model can be in. */
  private Stream<Reading> readings(String model) {
    return Stream.of(ModelState.values())
        .map(
            one ->
                new Reading(
                    ExporterMetrics.MODEL_STATE,
                    List.of(model, one.labelValue()),
                    one == state ? 1 : 0));
  }

  /** All reasons for the state in words, the worst first. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>(failures);
    findings.forEach(finding -> reasons.add(finding.text()));
    reasons.addAll(notes);
    return reasons;
  }

  private static ModelState state(
      List<String> failures,
      List<Finding> findings,
      List<String> silences,
      List<String> unreadable,
      List<String> filling,
      List<String> missing) {
    if (!failures.isEmpty()) {
      return ModelState.FAILED;
    }
    if (findings.stream().anyMatch(Finding::isSilence) || !silences.isEmpty()) {
      return ModelState.SILENT;
    }
    // A notice, such as that of a changed dependency, is told, but nothing is wrong.
    boolean wrong = findings.stream().anyMatch(finding -> finding.severity() != Severity.INFO);
    if (wrong || !unreadable.isEmpty()) {
      return ModelState.DEGRADED;
    }
    if (!filling.isEmpty()) {
      return ModelState.FILLING;
    }
    return missing.isEmpty() ? ModelState.OK : ModelState.NO_REFERENCE;
  }

  private static List<String> filling(Collected collected) {
    return isFilling(collected)
        ? List.of(
            "windows are filled to %.0f %% since the start; those that are not whole have no"
                    .formatted(100 * collected.rows().orElseThrow().filled())
                + " readings yet")
        : List.of();
  }

  private static boolean isFilling(Collected collected) {
    return collected.rows().stream().anyMatch(known -> known.filled() < 1);
  }

  private static List<String> unreadable(Collected collected) {
    return collected.known().unreadable().stream()
        .map(column -> column + " cannot be read from the table")
        .toList();
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
    boolean rows = table.of(Volume.ROWS).stream().anyMatch(reading -> reading.value() > 0);
    return collected.observation().isEmpty() || rows || isFilling(collected)
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
