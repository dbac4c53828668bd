package io.tidegauge.spec;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How what is generated reaches people: the same for all models.
 *
 * @param style whether each model has rules of its own
 * @param targets for whom rules are written beside Prometheus' own files
 * @param operatorLabels of the operator's resources, by which it selects them
 * @param runbooks where the folder {@code runbooks} can be read: the start of an alert's {@code
 *     runbook_url}
 * @param dashboards where Grafana shows a dashboard by its uid: the start of {@code dashboard_url}
 * @param exporter where people reach the exporter's page: dashboards lead to it
 * @param routing who is told; without it nothing is written for Alertmanager
 */
public record RulegenConfig(
    Style style,
    List<Target> targets,
    SortedMap<String, String> operatorLabels,
    Optional<String> runbooks,
    Optional<String> dashboards,
    Optional<String> exporter,
    Optional<RoutingSpec> routing) {

  /** Nothing but files for Prometheus. */
  public static final RulegenConfig NONE =
      new RulegenConfig(
          Style.MODEL,
          List.of(),
          Collections.emptySortedMap(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public RulegenConfig {
    targets = List.copyOf(targets);
    operatorLabels = Collections.unmodifiableSortedMap(new TreeMap<>(operatorLabels));
  }

  /** How many rules there are. */
  public enum Style {
    /** Those of each model, with its limits in them. */
    MODEL,
    /** One set for all models, whose limits are series. */
    GENERIC
  }

  /** The same in a style. */
  public RulegenConfig in(Style other) {
    return new RulegenConfig(
        other, targets, operatorLabels, runbooks, dashboards, exporter, routing);
  }

  /**
   * What else evaluates rules, and wants its own form of the file. VictoriaMetrics' vmalert is not
   * among them: it reads Prometheus' files as they are.
   */
  public enum Target {
    /** The resource {@code PrometheusRule} of the Prometheus operator. */
    OPERATOR,
    /** Thanos Ruler. */
    THANOS,
    /** Grafana Mimir and mimirtool. */
    MIMIR;

    /** As the config names it. */
    public String label() {
      return Words.word(this);
    }
  }
}
