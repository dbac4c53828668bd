package io.tidegauge.rulegen.dashboard;

import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.PanelDefinition.Kind;
import io.tidegauge.rulegen.dashboard.Panel.Limit;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.serving.ServingRules;
import io.tidegauge.rulegen.serving.ServingRules.Named;
import io.tidegauge.rulegen.serving.SignalQuery;
import io.tidegauge.spec.ServingSpec;
import io.tidegauge.spec.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the model's server, its container and its host say of themselves. */
final class ServingPanels {
  private static final String INTERVAL = "$__rate_interval";

  private ServingPanels() {}

  static List<Panel> of(ServingSpec serving) {
    List<Panel> panels = new ArrayList<>(List.of(up(serving)));
    for (Named named : ServingRules.parts(serving)) {
      for (SignalSpec signal : named.part().signals()) {
        panels.add(signal(serving, named, signal));
      }
    }
    return panels;
  }

  private static Panel up(ServingSpec serving) {
    String up = SignalQuery.selector(serving.server(), "up");
    return new Panel(
        "Server: targets that answer",
        "How many targets of the model's server Prometheus can scrape, of how many that it knows.",
        Kind.TREND,
        List.of(
            query("sum(" + up + ") or vector(0)", "answer", List.of(), "short"),
            query("count(" + up + ") or vector(0)", "known", List.of(), "short")),
        Optional.of(new Limit(1, Side.BELOW)),
        List.of());
  }

  private static Panel signal(ServingSpec serving, Named named, SignalSpec signal) {
    SignalQuery asked = new SignalQuery(named.part(), signal, serving.share(), INTERVAL);
    Optional<Double> limit = ServingRules.limit(serving, signal);
    String share =
        signal.kind() == SignalSpec.Kind.QUANTILE
            ? " A share of " + Selector.number(serving.share()) + " is quicker."
            : "";
    return new Panel(
        capital(named.name()) + ": " + ServingRules.noun(signal.name()),
        "Of the "
            + named.name()
            + ", by its own metric "
            + signal.of().metric()
            + "."
            + share
            + limit
                .map(
                    value ->
                        " An alert is due above "
                            + ServingRules.format(signal.name()).write(value)
                            + ".")
                .orElse(""),
        Kind.TREND,
        List.of(query(asked.value(), signal.name().key(), signal.by(), unit(signal))),
        limit.map(value -> new Limit(value, Side.ABOVE)),
        List.of());
  }

  private static Query query(String expression, String name, List<String> by, String unit) {
    return new Query(expression, name, by, unit, Query.Role.VALUES);
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String unit(SignalSpec signal) {
    return switch (signal.name()) {
      case TRAFFIC -> "reqps";
      case LATENCY -> "s";
      case RECEIVED, SENT -> "Bps";
      case QUEUE -> "short";
      case ERRORS, THROTTLING, MEMORY, DISK -> "percentunit";
      // Of a container it is how many processors are busy.
      case CPU -> signal.kind() == SignalSpec.Kind.RATE ? "none" : "percentunit";
    };
  }
}
