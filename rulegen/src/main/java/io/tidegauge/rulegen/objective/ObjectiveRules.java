package io.tidegauge.rulegen.objective;

import io.tidegauge.monitor.Windows;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.QueryRule;
import io.tidegauge.rulegen.rules.QueryRule.Question;
import io.tidegauge.rulegen.rules.ValueFormat;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ObjectiveSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The alerts of objectives: by several windows and burn rates, two of one name for each objective.
 */
public final class ObjectiveRules {
  /**
   * As kubernetes-mixin has it: a scrape that is missed or late moves a window's edge, and the
   * ratio with it.
   */
  private static final Duration BEFORE_A_PAGE = Duration.ofMinutes(2);

  private static final Duration BEFORE_A_TICKET = Duration.ofMinutes(15);

  private ObjectiveRules() {}

  /** The rules of a model: of each objective the critical one first. */
  public static List<QueryRule> of(ModelSpec spec) {
    List<QueryRule> rules = new ArrayList<>();
    for (ObjectiveSpec objective : spec.objectives()) {
      for (Severity severity : List.of(Severity.CRITICAL, Severity.WARNING)) {
        List<BurnWindow> windows = windows(objective, severity);
        if (!windows.isEmpty()) {
          rules.add(rule(spec, objective, severity, windows));
        }
      }
    }
    return rules;
  }

  /** The pairs of windows of a rule, the fastest first; none where no outage could burn so fast. */
  public static List<BurnWindow> windows(ObjectiveSpec objective, Severity severity) {
    return BurnWindow.ALL.stream()
        .filter(window -> window.severity() == severity && window.isPossible(objective))
        .toList();
  }

  /** The name of an objective's alerts. */
  public static String name(ObjectiveSpec objective) {
    return switch (objective.indicator()) {
      case LATENCY -> "MLModelLatencyBudgetBurn";
      case AVAILABILITY -> "MLModelAvailabilityBudgetBurn";
      case QUALITY -> "MLModelQualityBudgetBurn";
    };
  }

  private static QueryRule rule(
      ModelSpec spec, ObjectiveSpec objective, Severity severity, List<BurnWindow> windows) {
    BadShare share = BadShare.of(spec, objective);
    return QueryRule.of(
        spec,
        name(objective),
        severity,
        switch (objective.indicator()) {
          case LATENCY -> "Answers are late so often that the error budget burns too fast.";
          case AVAILABILITY ->
              "Requests get no answer so often that the error budget burns too fast.";
          case QUALITY -> "Predictions are wrong so often that the error budget burns too fast.";
        },
        due(objective, windows),
        description(objective, windows),
        ValueFormat.SHARE,
        expression(share, windows),
        severity == Severity.CRITICAL ? BEFORE_A_PAGE : BEFORE_A_TICKET,
        List.of("model"),
        questions(share, windows));
  }

  private static String due(ObjectiveSpec objective, List<BurnWindow> windows) {
    return windows.stream()
            .map(
                window ->
                    "above "
                        + percent(window.limit(objective))
                        + " ("
                        + window.rate(objective).toPlainString()
                        + " times what is borne) in the last "
                        + Windows.label(window.longWindow())
                        + " and "
                        + Windows.label(window.shortWindow()))
            .collect(Collectors.joining(", or "))
        + ", from "
        + objective.minBadRows()
        + " bad predictions on";
  }

  private static String description(ObjectiveSpec objective, List<BurnWindow> windows) {
    BurnWindow slowest = windows.get(windows.size() - 1);
    String spent =
        Windows.label(
            Duration.ofHours(
                BigDecimal.valueOf(objective.timeWindow().toHours())
                    .divide(slowest.rate(objective), 0, RoundingMode.HALF_UP)
                    .longValueExact()));
    return "{value} of the predictions of {model} "
        + bad(objective)
        + ", and "
        + percent(BurnWindow.allowed(objective))
        + " may over "
        + Windows.label(objective.timeWindow())
        + ". If that goes on, a whole error budget is spent in "
        + spent
        + " or sooner.";
  }

  private static String bad(ObjectiveSpec objective) {
    return switch (objective.indicator()) {
      case LATENCY -> "took longer than " + Selector.number(objective.below()) + " s";
      case AVAILABILITY -> "got no answer";
      case QUALITY -> "turned out wrong";
    };
  }

  private static String percent(BigDecimal share) {
    return share.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  private static String expression(BadShare share, List<BurnWindow> windows) {
    return "max without (instance, pod) (\n"
        + windows.stream()
            .map(window -> burns(share, window))
            .collect(Collectors.joining("\n  or\n"))
        + "\n)\n";
  }

  private static String burns(BadShare share, BurnWindow window) {
    String limit = window.limit(share.objective()).toPlainString();
    String more = Windows.label(window.longWindow());
    return """
            (
                %s
              > %s
              and
                %s
              > %s
              and
                %s
              >= %d
            )\
        """
        .formatted(
            share.of(more),
            limit,
            share.of(Windows.label(window.shortWindow())),
            limit,
            share.bad(more),
            share.objective().minBadRows());
  }

  private static List<Question> questions(BadShare share, List<BurnWindow> windows) {
    List<Question> questions = new ArrayList<>();
    windows.stream()
        .flatMap(window -> Stream.of(window.longWindow(), window.shortWindow()))
        .map(Windows::label)
        .forEach(
            time ->
                questions.add(
                    new Question(
                        "The share that was bad in " + time,
                        "max without (instance, pod) (" + share.of(time) + ")")));
    questions.add(
        new Question(
            "The error budget that is left: 1 is all of it, below 0 it is overspent",
            "min without (instance, pod) (" + remaining(share) + ")"));
    return questions;
  }

  /** The share of the error budget that is left, in PromQL. */
  public static String remaining(BadShare share) {
    ObjectiveSpec objective = share.objective();
    return "1 - "
        + share.of(Windows.label(objective.timeWindow()))
        + " / "
        + BurnWindow.allowed(objective).stripTrailingZeros().toPlainString();
  }

  /** How many times faster than is borne the budget burns, in PromQL. */
  public static String rate(BadShare share, String time) {
    return share.of(time)
        + " / "
        + BurnWindow.allowed(share.objective()).stripTrailingZeros().toPlainString();
  }
}
