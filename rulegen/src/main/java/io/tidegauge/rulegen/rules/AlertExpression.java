package io.tidegauge.rulegen.rules;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.rulegen.promql.LabelValues;
import io.tidegauge.rulegen.promql.Selector;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The PromQL of a condition.
 *
 * <p>It is judged for each exporter by itself, and only then taken together over replicas, so that
 * a replica that is still filling its windows does not lend its noise to another one's score.
 *
 * @param model the value of the label {@code model}; absent for conditions on the exporter itself
 * @param alert whose condition it is
 */
record AlertExpression(Optional<String> model, AlertDefinition alert) {
  private static final String REPLICAS = "without (instance, pod)";

  String of(Condition.Absent absent) {
    return selector(absent.reading()).absent() + "\n";
  }

  /**
   * Of a reading past its limits.
   *
   * @param lingering the parts within which an alert that fires ends; none if it ends where it
   *     begins
   */
  String of(Condition.Past past, List<Clause> clauses, List<Clause> lingering) {
    String judged =
        Stream.concat(
                clauses.stream().map(clause -> clause(past, clause)),
                lingering.stream().map(clause -> clause(past.noisy(), clause) + firing(past)))
            .collect(Collectors.joining("\nor\n"));
    // Of a reading that is too low, the lowest is the one to show.
    String replicas = past.side() == Side.ABOVE ? "max" : "min";
    return replicas + " " + REPLICAS + " (\n" + indented(judged) + "\n)\n";
  }

  private String clause(Condition.Past past, Clause clause) {
    StringBuilder text = new StringBuilder();
    String reading = narrowed(past.reading(), past, clause).newest();
    text.append("  ")
        .append(past.overVersions() ? "sum without (version) (" + reading + ")" : reading);
    past.noise()
        .ifPresent(noise -> text.append("\n> ").append(narrowed(noise, past, clause).newest()));
    text.append('\n').append(past.side() == Side.ABOVE ? "> " : "< ");
    text.append(Selector.number(clause.limit()));
    past.rows()
        .ifPresent(
            rows -> {
              text.append("\nand ").append(matching(past.reading(), rows));
              text.append("\n  ").append(narrowed(rows, past, clause).newest());
              text.append(" >= ").append(alert.settings().minRows());
            });
    past.unless()
        .ifPresent(
            zero -> {
              text.append("\nunless on (job, instance, pod)\n  ");
              text.append(selector(zero.metric()).with(zero.label(), zero.value()).newest());
              text.append(" == 0");
            });
    return text.toString();
  }

  /** And it fires already. */
  String firing(Condition.Past past) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("alertname", alert.name());
    labels.put("alertstate", "firing");
    labels.put("severity", alert.settings().severity().label());
    model.ifPresent(name -> labels.put("model", name));
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + Selector.quoted(label.getValue()))
        .collect(
            Collectors.joining(
                ", ", "\nand on (" + String.join(", ", past.labels()) + ")\n  ALERTS{", "}"));
  }

  /** The labels that the reading has and its rows do not. */
  private static String matching(MetricDefinition reading, MetricDefinition rows) {
    return reading.labels().stream()
        .filter(label -> !rows.labels().contains(label))
        .collect(Collectors.joining(", ", "ignoring (", ")"));
  }

  private Selector narrowed(MetricDefinition metric, Condition.Past past, Clause clause) {
    Selector selector = selector(metric);
    for (Map.Entry<String, NavigableSet<String>> label : past.where().entrySet()) {
      selector = with(selector, label.getKey(), LabelValues.only(label.getValue()));
    }
    selector = with(selector, "feature", clause.features());
    return clause.window().isPresent()
        ? with(selector, "window", LabelValues.only(List.of(clause.window().get())))
        : selector;
  }

  /** A metric without the label has the same value for all of its values. */
  private static Selector with(Selector selector, String label, LabelValues values) {
    return selector.metric().labels().contains(label) ? selector.with(label, values) : selector;
  }

  private Selector selector(MetricDefinition metric) {
    Selector all = Selector.of(metric);
    return model.isPresent() && metric.labels().contains("model")
        ? all.with("model", model.get())
        : all;
  }

  private static String indented(String text) {
    return text.lines().map(line -> "  " + line).collect(Collectors.joining("\n"));
  }
}
