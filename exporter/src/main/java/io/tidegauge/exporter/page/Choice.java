package io.tidegauge.exporter.page;

import io.tidegauge.counts.Cell;
import io.tidegauge.exporter.health.LeadingVersion;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.ReadingTable;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.ModelSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which version, window and slice of a model a person looks at. */
record Choice(String version, String window, String slice) {

  /**
   * What the query asks for, as far as it is there: else the leading version, the window of the
   * drift alert, and all rows. Empty where nothing was counted.
   */
  static Optional<Choice> of(
      ModelSpec spec, Observation observation, ReadingTable table, Map<String, String> query) {
    List<String> versions = all(observation, window -> window.cell().version());
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    String leading =
        LeadingVersion.of(spec, table).filter(versions::contains).orElse(versions.get(0));
    String version = pick(versions, query.get("version"), leading);
    String judged = Windows.label(observation.window(spec.alerts().drift().alert()));
    List<String> windows = all(observation, WindowCounts::window);
    String window = pick(windows, query.get("window"), pick(windows, judged, windows.get(0)));
    return Optional.of(
        new Choice(
            version, window, pick(slices(observation, version), query.get("slice"), Cell.ALL)));
  }

  /** The versions that can be chosen. */
  static List<String> versions(Observation observation) {
    return all(observation, window -> window.cell().version());
  }

  /** The windows that can be chosen. */
  static List<String> windows(Observation observation) {
    return all(observation, WindowCounts::window);
  }

  /** The slices of a version that can be chosen. */
  static List<String> slices(Observation observation, String version) {
    return observation.windows().stream()
        .filter(window -> window.cell().version().equals(version))
        .map(window -> window.cell().slice())
        .distinct()
        .toList();
  }

  private static List<String> all(Observation observation, Function<WindowCounts, String> part) {
    return observation.windows().stream().map(part).distinct().toList();
  }

  private static String pick(List<String> known, @Nullable String asked, String otherwise) {
    return asked != null && known.contains(asked) ? asked : otherwise;
  }

  Choice withVersion(String other) {
    return new Choice(other, window, Cell.ALL);
  }

  Choice withWindow(String other) {
    return new Choice(version, other, slice);
  }

  Choice withSlice(String other) {
    return new Choice(version, window, other);
  }

  /** The counts that were chosen. */
  Optional<WindowCounts> counts(Observation observation) {
    return observation.windows().stream()
        .filter(counts -> counts.cell().equals(new Cell(version, slice)))
        .filter(counts -> counts.window().equals(window))
        .findFirst();
  }
}
