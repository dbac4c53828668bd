package io.tidegauge.rulegen.dashboard;

import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.PanelDefinition.Kind;
import io.tidegauge.monitor.Windows;
import io.tidegauge.rulegen.dashboard.Panel.Limit;
import io.tidegauge.rulegen.objective.BadShare;
import io.tidegauge.rulegen.objective.BurnWindow;
import io.tidegauge.rulegen.objective.ObjectiveRules;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ObjectiveSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is left of the error budgets, and how fast they burn. */
final class ObjectivePanels {
  private ObjectivePanels() {}

  static List<Panel> of(ModelSpec spec) {
    List<Panel> panels = new ArrayList<>();
    for (ObjectiveSpec objective : spec.objectives()) {
      BadShare share = new BadShare(spec, objective, Selector::ofChosenTargets);
      panels.add(left(share));
      panels.add(rates(share));
    }
    return panels;
  }

  private static Panel left(BadShare share) {
    ObjectiveSpec objective = share.objective();
    String time = Windows.label(objective.timeWindow());
    return new Panel(
        "Error budget left: " + objective.indicator().key(),
        "Which share of the bad predictions that the objective bears over "
            + time
            + " is left: below 0 it is overspent. Prometheus must keep as much history as that; of"
            + " less it is the budget of what there is.",
        Kind.NUMBER,
        List.of(
            new Query(
                "min(" + ObjectiveRules.remaining(share) + ")",
                "left",
                List.of(),
                "percentunit",
                Query.Role.VALUES)),
        Optional.of(new Limit(0, Side.BELOW)),
        List.of());
  }

  private static Panel rates(BadShare share) {
    ObjectiveSpec objective = share.objective();
    List<BurnWindow> windows =
        Arrays.stream(Severity.values())
            .flatMap(severity -> ObjectiveRules.windows(objective, severity).stream())
            .toList();
    List<Query> queries =
        windows.stream()
            .flatMap(window -> Stream.of(window.longWindow(), window.shortWindow()))
            .map(Windows::label)
            .distinct()
            .map(
                time ->
                    new Query(
                        "max(" + ObjectiveRules.rate(share, time) + ")",
                        time,
                        List.of(),
                        "none",
                        Query.Role.VALUES))
            .toList();
    StringBuilder description =
        new StringBuilder("How many times faster than is borne for good the error budget burns.");
    for (BurnWindow window : windows) {
      description
          .append(' ')
          .append(ObjectiveRules.name(objective))
          .append(" is ")
          .append(window.severity().label())
          .append(" above ")
          .append(window.rate(objective).toPlainString())
          .append(" in both ")
          .append(Windows.label(window.longWindow()))
          .append(" and ")
          .append(Windows.label(window.shortWindow()))
          .append('.');
    }
    return new Panel(
        "Burn rate: " + objective.indicator().key(),
        description.toString(),
        Kind.TREND,
        queries,
        windows.stream()
            .findFirst()
            .map(window -> new Limit(window.rate(objective).doubleValue(), Side.ABOVE)),
        List.of());
  }
}
