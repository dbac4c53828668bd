package io.tidegauge.rulegen.dashboard;

import io.tidegauge.counts.Cell;
import io.tidegauge.monitor.Identity;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Volume;
import io.tidegauge.rulegen.promql.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * What people choose on top of a dashboard of all models.
 *
 * @param windows whether windows can be chosen; else all are there
 */
record FleetScope(boolean windows) implements Scope {
  private static final String ANY = ".+";

  /** Without any model, too: alerts on the exporter have none. */
  private static final String ANY_OR_NONE = ".*";

  @Override
  public Selector choose(Selector selector, String label) {
    return switch (label) {
      case "model" -> selector.withVariable(label, label);
      case "slice" -> selector.with(label, Cell.ALL);
      case "window" -> windows ? selector.withVariable(label, label) : selector;
      default -> selector;
    };
  }

  List<Variable> variables() {
    Selector models = Selector.of(Identity.MODEL);
    List<Variable> variables = new ArrayList<>();
    variables.add(Variable.datasource());
    variables.add(Variable.all("job", models, ANY));
    variables.add(Variable.all("instance", models.ofChosenJobs(), ANY));
    variables.add(Variable.all("model", models.ofChosenTargets(), ANY_OR_NONE));
    if (windows) {
      MetricDefinition rows = Volume.ROWS;
      variables.add(Variable.all("window", Selector.of(rows).ofChosenTargets(), ANY));
    }
    return variables;
  }
}
