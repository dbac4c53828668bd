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
 * @param links where the values of a table's columns lead
 */
record Panel(
    String title,
    String description,
    Kind kind,
    List<Query> queries,
    Optional<Limit> limit,
    List<State> states,
    List<ColumnLink> links) {

  /** Where a value becomes worth an alert. */
  record Limit(double value, Side side) {}

  /** A value that stands for something. */
  record State(int value, String text, String color) {}

  /**
   * Where each value of a column leads.
   *
   * @param label whose column it is
   * @param url in Grafana's words for the row's values
   */
  record ColumnLink(String label, String title, String url) {}

  Panel {
    queries = List.copyOf(queries);
    states = List.copyOf(states);
    links = List.copyOf(links);
  }

  /** One whose columns lead nowhere. */
  Panel(
      String title,
      String description,
      Kind kind,
      List<Query> queries,
      Optional<Limit> limit,
      List<State> states) {
    this(title, description, kind, queries, limit, states, List.of());
  }

  /** One whose column leads somewhere, if it has that column. */
  Panel leading(ColumnLink link) {
    return kind == Kind.TABLE
            && queries.stream().anyMatch(query -> query.labels().contains(link.label()))
        ? new Panel(title, description, kind, queries, limit, states, List.of(link))
        : this;
  }

  /** Alerts over time: what is pending, and what fires. */
  static Panel ofStates(String title, String description, Query alerts) {
    return new Panel(
        title,
        description,
        Kind.STATES,
        List.of(alerts),
        Optional.empty(),
        List.of(new State(2, "firing", "red"), new State(1, "pending", "orange")));
  }

  /** Panels about one thing. */
  record Section(String title, List<Panel> panels) {
    Section {
      panels = List.copyOf(panels);
    }
  }
}
