package io.tidegauge.rulegen.dashboard;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.Limits;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.PanelDefinition;
import io.tidegauge.monitor.PanelDefinition.Fold;
import io.tidegauge.monitor.PanelDefinition.Kind;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.monitor.Unit;
import io.tidegauge.rulegen.dashboard.Panel.Limit;
import io.tidegauge.rulegen.dashboard.Panel.State;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.Clause;
import io.tidegauge.rulegen.rules.ValueFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What monitors show, as queries of a dashboard, beside the limits of the alerts that judge it.
 *
 * @param alerts those that say what is bad, the ones that are off included
 * @param rules those that are on, and so have a limit to draw
 */
record PanelQueries(Scope scope, List<AlertDefinition> alerts, List<AlertRule> rules) {
  private static final int MILLIS = 1000;

  /** Standard errors to each side within which 95 percent of a normal distribution are. */
  private static final String NORMAL_95 = "1.96";

  PanelQueries {
    alerts = List.copyOf(alerts);
    rules = List.copyOf(rules);
  }

  Panel of(PanelDefinition panel) {
    MetricDefinition first = panel.shown().get(0).metric();
    List<Judged> tiers = tiers(first);
    Optional<Judged> judged = tiers.stream().findFirst();
    Optional<Condition.Past> condition =
        alerts.stream().flatMap(alert -> condition(alert, first).stream()).findFirst();
    boolean low = condition.filter(past -> past.side() == Side.BELOW).isPresent();
    return new Panel(
        panel.title(),
        Stream.concat(
                Stream.of(panel.description()),
                tiers.stream().map(tier -> tier.text(tiers.indexOf(tier) > 0)))
            .collect(Collectors.joining(" ")),
        panel.kind(),
        IntStream.range(0, panel.shown().size())
            .boxed()
            .flatMap(
                i ->
                    Stream.concat(
                        Stream.of(query(panel, panel.shown().get(i), i == 0, low)),
                        bounds(panel.shown().get(i))))
            .toList(),
        judged.flatMap(Judged::limit),
        panel.kind() == Kind.STATES ? states(condition) : List.of());
  }

  /** The rule that judges a metric, and the one of its name that is critical further out. */
  private List<Judged> tiers(MetricDefinition metric) {
    List<Judged> all = rules.stream().flatMap(rule -> Judged.of(rule, metric).stream()).toList();
    return all.stream()
        .filter(judged -> judged.rule().name().equals(all.get(0).rule().name()))
        .toList();
  }

  private static Optional<Condition.Past> condition(
      AlertDefinition alert, MetricDefinition metric) {
    return alert.condition() instanceof Condition.Past past && past.reading().equals(metric)
        ? Optional.of(past)
        : Optional.empty();
  }

  /**
   * A query.
   *
   * @param low whether low values are the bad ones
   */
  private Query query(PanelDefinition panel, Shown shown, boolean first, boolean low) {
    boolean newest = panel.kind() == Kind.TABLE || panel.kind() == Kind.NUMBER;
    String expression = expression(shown, newest, first && low ? "min" : "max");
    if (first && panel.worst().isPresent()) {
      expression =
          (low ? "bottomk" : "topk") + "(" + panel.worst().getAsInt() + ", " + expression + ")";
    }
    return new Query(expression, shown.name(), shown.by(), unit(shown.metric()), role(shown));
  }

  /** The ends of the 95 percent interval of what is shown with its standard error. */
  private Stream<Query> bounds(Shown shown) {
    return shown.error().stream()
        .flatMap(
            error ->
                Stream.of(
                    bound(shown, error, "min", "-", "low"),
                    bound(shown, error, "max", "+", "high")));
  }

  private Query bound(Shown shown, MetricDefinition error, String fold, String sign, String name) {
    String end =
        series(shown.metric(), shown.where(), false)
            + " %s %s * ".formatted(sign, NORMAL_95)
            + series(error, shown.where(), false);
    return new Query(
        folded(fold, shown.by(), end),
        (shown.name() + " " + name).strip(),
        shown.by(),
        unit(shown.metric()),
        Query.Role.BOUND);
  }

  private String expression(Shown shown, boolean newest, String worst) {
    MetricDefinition metric = shown.metric();
    String series = series(metric, shown.where(), newest);
    String folded =
        shown.fold() == Fold.SUM
            ? folded("sum", shown.by(), folded(worst, metric.labels(), series))
            : folded(worst, shown.by(), series);
    String scaled = metric.unit() == Unit.TIMESTAMP ? MILLIS + " * " + folded : folded;
    return shown.zeroWhere().map(other -> scaled + zero(other, shown.by(), newest)).orElse(scaled);
  }

  private String series(MetricDefinition metric, Map<String, String> where, boolean newest) {
    Selector selector = scope.select(metric, where);
    if (metric.type() == MetricDefinition.Type.COUNTER) {
      return selector.rate();
    }
    return newest ? selector.newest() : selector.toString();
  }

  /** 0 for whatever the other metric has and the expression before has not. */
  private String zero(MetricDefinition other, List<String> by, boolean newest) {
    List<String> common = by.stream().filter(other.labels()::contains).toList();
    return " or on ("
        + String.join(", ", common)
        + ") 0 * "
        + folded("max", common, series(other, Collections.emptySortedMap(), newest));
  }

  private static String folded(String operation, List<String> by, String series) {
    return by.isEmpty()
        ? operation + "(" + series + ")"
        : operation + " by (" + String.join(", ", by) + ") (" + series + ")";
  }

  private static Query.Role role(Shown shown) {
    if (shown.metric().type() == MetricDefinition.Type.INFO) {
      return Query.Role.LABELS;
    }
    return shown.noise() ? Query.Role.NOISE : Query.Role.VALUES;
  }

  /** The unit as Grafana names it, and as its linter knows it. */
  static String unit(MetricDefinition metric) {
    if (metric.type() == MetricDefinition.Type.COUNTER) {
      return "ops";
    }
    return switch (metric.unit()) {
      case RATIO -> "percentunit";
      case SECONDS -> "s";
      case TIMESTAMP -> "dateTimeFromNow";
      case COUNT -> "short";
      case BYTES -> "bytes";
      case FLAG, NUMBER -> "none";
    };
  }

  private static List<State> states(Optional<Condition.Past> condition) {
    return List.of(state(1, "yes", condition), state(0, "no", condition));
  }

  private static State state(int value, String text, Optional<Condition.Past> condition) {
    return new State(
        value,
        text,
        condition
            .map(past -> past.isPast(value, past.limits().usual()) ? "red" : "green")
            .orElse("blue"));
  }

  /** A rule that judges a metric. */
  private record Judged(AlertRule rule, Condition.Past past) {
    private static Optional<Judged> of(AlertRule rule, MetricDefinition metric) {
      return condition(rule.definition(), metric).map(past -> new Judged(rule, past));
    }

    private Optional<Limit> limit() {
      return past.limits().usual() == Limits.NEVER
          ? Optional.empty()
          : Optional.of(new Limit(past.limits().usual(), past.side()));
    }

    /**
     * What the line is, and what it is not.
     *
     * @param further whether it is the critical rule, beside a milder one
     */
    private String text(boolean further) {
      ValueFormat format = ValueFormat.of(past.reading());
      StringBuilder text = new StringBuilder(rule.definition().name());
      text.append(further ? " is critical " : " is due ");
      text.append(past.side() == Side.ABOVE ? "above " : "below ");
      List<String> limits = new ArrayList<>();
      limit().ifPresent(limit -> limits.add(format.write(limit.value())));
      for (Map.Entry<String, Double> own : past.limits().byFeature().entrySet()) {
        boolean never = own.getValue() == Limits.NEVER;
        limits.add(own.getKey() + ": " + (never ? "never" : format.write(own.getValue())));
      }
      text.append(String.join(", ", limits));
      String windows =
          rule.clauses().stream()
              .map(Clause::window)
              .flatMap(Optional::stream)
              .distinct()
              .collect(Collectors.joining(" or "));
      if (!windows.isEmpty()) {
        text.append(", in the window ").append(windows);
      }
      return text.append('.').toString();
    }
  }
}
