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
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Labels of series that a clause reads.
 *
 * @param values of every label but those of the target
 */
record SampleLabels(SortedMap<String, String> values) {
  static final String JOB = "tidegauge";

  private static final List<String> FEATURES = List.of("amount");
  private static final NavigableSet<String> VERSIONS = new TreeSet<>(List.of("v1", "v2"));

  /** Of labels that no spec says anything about. */
  private static final Map<String, String> ORDINARY =
      Map.of("output", "score", "collector", "feature_drift", "database", "warehouse");

  SampleLabels {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Labels of a series that a condition reads; without a spec, of the exporter's own metrics. */
  static SampleLabels of(Optional<ModelSpec> spec, Condition condition) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String label : condition.reading().labels()) {
      Optional<String> fixed =
          Optional.ofNullable(condition.where().get(label)).map(any -> any.first());
      values.put(label, fixed.orElse(ORDINARY.getOrDefault(label, label)));
    }
    values.computeIfPresent("model", (label, none) -> spec.map(ModelSpec::name).orElse("churn"));
    return new SampleLabels(values);
  }

  /**
   * The same of series that a clause of the condition reads, of one version and perhaps another.
   */
  static List<SampleLabels> of(Optional<ModelSpec> spec, Condition condition, Clause clause) {
    SampleLabels any = of(spec, condition);
    SampleLabels windowed = clause.window().map(it -> any.with("window", it)).orElse(any);
    SampleLabels featured =
        any.values().containsKey("feature")
            ? windowed.with("feature", first(features(spec), clause.features()))
            : windowed;
    if (!any.values().containsKey("version")) {
      return List.of(featured);
    }
    return condition.where().getOrDefault("version", VERSIONS).stream()
        .limit(2)
        .map(version -> featured.with("version", version))
        .toList();
  }

  private static Collection<String> features(Optional<ModelSpec> spec) {
    return spec.map(known -> known.features().stream().map(FeatureSpec::name).toList())
        .orElse(FEATURES);
  }

  private static String first(Collection<String> candidates, LabelValues meant) {
    return candidates.stream().filter(meant::contains).findFirst().orElseThrow();
  }

  /** With another value of a label. */
  SampleLabels with(String label, String value) {
    SortedMap<String, String> changed = new TreeMap<>(values);
    changed.put(label, value);
    return new SampleLabels(changed);
  }

  /** The labels of one of the exporters. */
  static SortedMap<String, String> target(String replica) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("job", JOB);
    labels.put("instance", replica + ":10049");
    labels.put("pod", "exporter-" + replica);
    return labels;
  }

  /** A series of a metric, from one of the exporters. */
  String series(MetricDefinition metric, String replica) {
    SortedMap<String, String> labels = new TreeMap<>();
    metric.labels().forEach(label -> labels.put(label, values.getOrDefault(label, label)));
    labels.putAll(target(replica));
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + Selector.quoted(label.getValue()))
        .collect(Collectors.joining(", ", metric.name() + "{", "}"));
  }
}
