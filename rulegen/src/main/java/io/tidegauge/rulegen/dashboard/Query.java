package io.tidegauge.rulegen.dashboard;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query of a panel.
 *
 * @param name what the answer is called beside others; may be empty where labels say enough
 * @param labels those that the answer has
 * @param unit as Grafana names it
 */
record Query(String expression, String name, List<String> labels, String unit, Role role) {

  /** What an answer is to its panel. */
  enum Role {
    /** Values to read. */
    VALUES,
    /** What values have to be above to mean anything. */
    NOISE,
    /** An end of the interval that a value is known to be in. */
    BOUND,
    /** Labels to read; the value says nothing. */
    LABELS,
    /** A label that leads to another dashboard, beside values to read. */
    LINK
  }

  Query {
    labels = List.copyOf(labels);
  }

  String legend() {
    return Stream.concat(Stream.of(name), labels.stream().map(label -> "{{" + label + "}}"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
