package io.tidegauge.rulegen.rules;

import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.rulegen.promql.LabelValues;
import io.tidegauge.rulegen.promql.Selector;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The PromQL of a condition.
 *
 * <p>It is judged for each exporter by itself, and only then taken together over replicas, so that
 * a replica that is still filling its windows does not lend its noise to another one's score.
 *
 * @param model the value of the label {@code model}; absent for conditions on the exporter itself
 * @param minRows how many rows are enough
 */
record AlertExpression(Optional<String> model, long minRows) {
  private static final String REPLICAS = "without (instance, pod)";

  String of(Condition.Absent absent) {
    return selector(absent.reading()).absent() + "\n";
  }

  String of(Condition.Past past, List<Clause> clauses) {
    String judged =
        clauses.stream().map(clause -> clause(past, clause)).collect(Collectors.joining("\nor\n"));
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
              text.append(" >= ").append(minRows);
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
