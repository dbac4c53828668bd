package io.tidegauge.rulegen.dashboard;

import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.PanelDefinition.Kind;
import java.util.List;
import java.util.Optional;

/**
 * A panel with its queries.
 *
 * @param limit of what the first query answers
 * @param states what the values mean where they are states
 */
record Panel(
    String title,
    String description,
    Kind kind,
    List<Query> queries,
    Optional<Limit> limit,
    List<State> states) {

  /** Where a value becomes worth an alert. */
  record Limit(double value, Side side) {}

  /** A value that stands for something. */
  record State(int value, String text, String color) {}

  Panel {
    queries = List.copyOf(queries);
    states = List.copyOf(states);
  }

  /** Panels about one thing. */
  record Section(String title, List<Panel> panels) {
    Section {
      panels = List.copyOf(panels);
    }
  }
}
