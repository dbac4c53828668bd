package io.tidegauge.rulegen.rules;

import io.tidegauge.monitor.AlertLimits;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ModelSpec;
import java.util.SortedMap;
import java.util.TreeMap;

/** The labels that every rule of a model adds. */
final class ModelLabels {
  private ModelLabels() {}

  /** Who is told, who answers for the model, and whom it concerns. */
  static SortedMap<String, String> of(ModelSpec spec, Severity severity) {
    SortedMap<String, String> labels = new TreeMap<>(AlertLimits.carried(spec));
    labels.put("severity", severity.label());
    return labels;
  }
}
