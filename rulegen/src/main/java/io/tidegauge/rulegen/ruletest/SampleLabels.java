package io.tidegauge.rulegen.ruletest;

import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.rulegen.promql.LabelValues;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.Clause;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.ModelSpec;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Labels of series that a clause reads.
 *
 * @param values of every label but those of the target
 */
record SampleLabels(SortedMap<String, String> values) {
  static final String JOB = "tidegauge";

  private static final List<String> FEATURES = List.of("amount");
  private static final List<String> VERSIONS = List.of("v1", "another");

  /** Of labels that no spec says anything about. */
  private static final Map<String, String> ORDINARY =
      Map.of("output", "score", "collector", "feature_drift", "database", "warehouse");

  SampleLabels {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Labels that a clause of a condition reads; without a spec, of the exporter's own metrics. */
  static SampleLabels of(Optional<ModelSpec> spec, Condition condition, Optional<Clause> clause) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String label : condition.reading().labels()) {
      Optional<String> fixed =
          Optional.ofNullable(condition.where().get(label)).map(any -> any.first());
      values.put(label, fixed.orElse(ORDINARY.getOrDefault(label, label)));
    }
    values.computeIfPresent("model", (label, none) -> spec.map(ModelSpec::name).orElse("churn"));
    clause.ifPresent(
        part -> {
          values.computeIfPresent("window", (label, window) -> part.window().orElse(window));
          values.computeIfPresent(
              "feature", (label, none) -> first(features(spec), part.features()));
          values.computeIfPresent(
              "version", (label, none) -> first(versions(condition, part), part.versions()));
        });
    return new SampleLabels(values);
  }

  private static Collection<String> features(Optional<ModelSpec> spec) {
    return spec.map(known -> known.features().stream().map(FeatureSpec::name).toList())
        .orElse(FEATURES);
  }

  /** Those that the condition holds the version to; else those of the clause, or any. */
  private static Collection<String> versions(Condition condition, Clause clause) {
    if (condition.where().containsKey("version")) {
      return condition.where().get("version");
    }
    return Stream.concat(
            clause.versions().others() ? Stream.of() : clause.versions().values().stream(),
            VERSIONS.stream())
        .toList();
  }

  private static String first(Collection<String> candidates, LabelValues meant) {
    return candidates.stream().filter(meant::contains).findFirst().orElse("another");
  }

  /** With another value of a label. */
  SampleLabels with(String label, String value) {
    SortedMap<String, String> changed = new TreeMap<>(values);
    changed.put(label, value);
    return new SampleLabels(changed);
  }

  /** A series of a metric, from one exporter. */
  String series(MetricDefinition metric, String instance) {
    SortedMap<String, String> labels = new TreeMap<>();
    metric.labels().forEach(label -> labels.put(label, values.getOrDefault(label, label)));
    labels.put("job", JOB);
    labels.put("instance", instance);
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + Selector.quoted(label.getValue()))
        .collect(Collectors.joining(", ", metric.name() + "{", "}"));
  }
}
