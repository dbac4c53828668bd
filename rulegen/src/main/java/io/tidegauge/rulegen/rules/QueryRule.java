package io.tidegauge.rulegen.rules;

import io.tidegauge.monitor.Limits;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert on what Prometheus computes of series over time, and not on a reading of the exporter:
 * neither its page nor a backtest can judge it.
 *
 * @param summary one sentence that never changes
 * @param due when it is due, in words, for its page
 * @param description what a person reads who has been woken; {@code {value}} stands for what the
 *     expression gives
 * @param seriesLabels the labels of the series that the expression gives
 * @param labels those that the rule adds
 * @param questions what to ask Prometheus when it fires
 * @param links annotations that lead to more, by name
 */
public record QueryRule(
    String name,
    Severity severity,
    String summary,
    String due,
    Description description,
    String expression,
    Duration pending,
    Duration keepFiringFor,
    List<String> seriesLabels,
    SortedMap<String, String> labels,
    List<Question> questions,
    SortedMap<String, String> links)
    implements AlertingRule {

  /**
   * A query for a person.
   *
   * @param comment what it shows
   */
  public record Question(String comment, String query) {}

  public QueryRule {
    seriesLabels = List.copyOf(seriesLabels);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    questions = List.copyOf(questions);
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
  }

  /**
   * A rule of a model, at once over when its condition is.
   *
   * @param text the description
   * @param format of the value in it
   */
  public static QueryRule of(
      ModelSpec spec,
      String name,
      Severity severity,
      String summary,
      String due,
      String text,
      ValueFormat format,
      String expression,
      Duration pending,
      List<String> seriesLabels,
      List<Question> questions) {
    return new QueryRule(
        name,
        severity,
        summary,
        due,
        new Description(text, format, Limits.of(Limits.NEVER)),
        expression,
        pending,
        Duration.ZERO,
        seriesLabels,
        ModelLabels.of(spec, severity),
        questions,
        Collections.emptySortedMap());
  }

  /** With a label that no series of its expression has. */
  public QueryRule labelled(String label, String value) {
    SortedMap<String, String> more = new TreeMap<>(labels);
    more.put(label, value);
    return with(more, links);
  }

  /** With annotations that lead to more. */
  public QueryRule linkedTo(SortedMap<String, String> more) {
    return with(labels, more);
  }

  private QueryRule with(SortedMap<String, String> newLabels, SortedMap<String, String> newLinks) {
    return new QueryRule(
        name,
        severity,
        summary,
        due,
        description,
        expression,
        pending,
        keepFiringFor,
        seriesLabels,
        newLabels,
        questions,
        newLinks);
  }

  @Override
  public Map<String, String> annotations() {
    return Annotations.of(summary, description.template(), links);
  }

  /** The annotations of an alert with these labels. */
  public Map<String, String> annotations(Map<String, String> series, double value) {
    return Annotations.of(summary, description.rendered(series, value), links);
  }
}
