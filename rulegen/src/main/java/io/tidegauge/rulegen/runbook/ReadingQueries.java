package io.tidegauge.rulegen.runbook;

import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.Identity;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.rulegen.dashboard.AlertSeries;
import io.tidegauge.rulegen.promql.LabelValues;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.Clause;
import io.tidegauge.spec.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * What to ask Prometheus when an alert fires: the series that its rule reads, and those beside
 * them.
 */
final class ReadingQueries {
  private static final String REPLICAS = "without (instance, pod)";

  private final AlertRule rule;
  private final Optional<ModelSpec> spec;

  ReadingQueries(AlertRule rule, Optional<ModelSpec> spec) {
    this.rule = rule;
    this.spec = spec;
  }

  /**
   * Each query below the comment that says what it shows.
   *
   * @param look how far back one looks for the beginning
   */
  String all(String look) {
    List<String> lines = new ArrayList<>();
    if (rule.definition().condition() instanceof Condition.Past past) {
      addReadings(past, lines);
    } else {
      addSightings((Condition.Absent) rule.definition().condition(), lines);
    }
    lines.add("# For how many seconds the condition has held; draw the first query over " + look);
    lines.add("time() - ALERTS_FOR_STATE{" + named() + "}");
    lines.add("# What else fires");
    lines.add(
        spec.map(model -> AlertSeries.of(model.name(), model.database()))
            .orElseGet(AlertSeries::all)
            .firing());
    return String.join("\n", lines);
  }

  /**
   * All series of a metric of that name, as far as they belong to the alert's readings; empty where
   * the model has none.
   */
  String series(String name) {
    MetricDefinition metric =
        ExporterMetrics.everyFamily().stream()
            .filter(family -> family.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no metric is called " + name));
    return isExported(metric) ? "max " + REPLICAS + " (" + narrowed(metric).newest() + ")" : "";
  }

  /** What the exporter says of itself is there for every model; without one, all of it may be. */
  private boolean isExported(MetricDefinition metric) {
    return Monitor.ALL.stream()
        .filter(monitor -> monitor.metrics().contains(metric))
        .allMatch(monitor -> spec.map(monitor::fits).orElse(true));
  }

  private void addReadings(Condition.Past past, List<String> lines) {
    boolean above = past.side() == Side.ABOVE;
    String newest = narrowed(past.reading()).newest();
    String reading = past.overVersions() ? "sum without (version) (" + newest + ")" : newest;
    String fold = above ? "sort_desc(max " : "sort(min ";
    lines.add("# The readings, the worst first");
    lines.add(fold + REPLICAS + " (" + reading + "))");
    past.noise()
        .ifPresent(
            noise -> {
              lines.add("# Over what sampling alone would give: above 1 it is more");
              lines.add(fold + REPLICAS + " (" + newest + " / " + narrowed(noise).newest() + "))");
            });
    past.rows()
        .ifPresent(
            rows -> {
              lines.add("# The rows behind them: " + enough() + " are enough");
              lines.add("min " + REPLICAS + " (" + narrowed(rows).newest() + ")");
            });
    past.unless()
        .ifPresent(
            zero -> {
              lines.add("# 0 where the database is the cause: then this alert keeps quiet");
              Selector up = Selector.of(zero.metric()).with(zero.label(), zero.value());
              lines.add("min " + REPLICAS + " (" + up.newest() + ")");
            });
  }

  private void addSightings(Condition.Absent absent, List<String> lines) {
    String seen = "timestamp(" + narrowed(absent.reading()) + ")[1d:1m]";
    lines.add("# The models that exporters report: none at all, or only not this one?");
    lines.add("max by (model, instance) (" + Selector.of(Identity.MODEL).newest() + ")");
    lines.add("# For how many seconds it has been gone; nothing where for more than a day");
    lines.add("time() - max(max_over_time(" + seen + "))");
  }

  private long enough() {
    return rule.definition().settings().minRows();
  }

  private String named() {
    String name = "alertname=" + Selector.quoted(rule.definition().name());
    return spec.map(model -> name + ", model=" + Selector.quoted(model.name())).orElse(name);
  }

  /** The series that the alert's clauses read; all features, whatever their limits are. */
  private Selector narrowed(MetricDefinition metric) {
    Selector selector = Selector.of(metric);
    if (spec.isPresent()) {
      selector = with(selector, "model", LabelValues.only(List.of(spec.get().name())));
    }
    for (Map.Entry<String, NavigableSet<String>> label :
        rule.definition().condition().where().entrySet()) {
      selector = with(selector, label.getKey(), LabelValues.only(label.getValue()));
    }
    Optional<String> window = rule.clauses().stream().findFirst().flatMap(Clause::window);
    return window.isPresent()
        ? with(selector, "window", LabelValues.only(List.of(window.get())))
        : selector;
  }

  private static Selector with(Selector selector, String label, LabelValues values) {
    return selector.metric().labels().contains(label) ? selector.with(label, values) : selector;
  }
}
