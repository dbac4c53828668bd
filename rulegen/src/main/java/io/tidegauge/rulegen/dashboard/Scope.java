package io.tidegauge.rulegen.dashboard;

import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.rulegen.promql.Selector;
import java.util.Map;

/** Which series of a metric a dashboard is about, by what people choose on top of it. */
interface Scope {
  /**
   * The series of a metric.
   *
   * @param where labels that are held to a value, whatever is chosen
   */
  default Selector select(MetricDefinition metric, Map<String, String> where) {
    Selector selector = Selector.of(metric).ofChosenTargets();
    for (String label : metric.labels()) {
      selector =
          where.containsKey(label)
              ? selector.with(label, where.get(label))
              : choose(selector, label);
    }
    return selector;
  }

  /** Narrows a label that the metric has to what is chosen, if it can be chosen. */
  Selector choose(Selector selector, String label);
}
