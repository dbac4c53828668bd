package io.tidegauge.rulegen;

import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An example of the project.
 *
 * @param firings when which alert fires in its history: a line for each time, which begins with its
 *     first moment, in their order; none where no history is replayed
 */
record Example(ModelSpec spec, List<String> firings) {
  private static final int DAY = "2008-06-02".length();

  Example {
    firings = List.copyOf(firings);
  }

  /** The example of a spec, with the file {@code alerts.txt} beside it if there is one. */
  static Example read(Path spec) throws IOException {
    Path firings = spec.resolveSibling("alerts.txt");
    return new Example(
        ModelSpecReader.read(spec),
        Files.exists(firings) ? Files.readAllLines(firings) : List.of());
  }

  /** When an alert fires, in words; nothing where no history says. */
  String fires(String alert) {
    if (firings.isEmpty()) {
      return "";
    }
    List<String> days =
        firings.stream()
            .filter(firing -> firing.contains("alertname=\"" + alert + "\""))
            .map(firing -> firing.substring(0, DAY))
            .toList();
    return switch (days.size()) {
      case 0 -> " (never)";
      case 1 -> " (on " + days.get(0) + ")";
      default -> " (" + days.size() + " times, first on " + days.get(0) + ")";
    };
  }
}
