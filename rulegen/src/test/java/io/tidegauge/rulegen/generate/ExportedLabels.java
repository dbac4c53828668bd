package io.tidegauge.rulegen.generate;

import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.MetricDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The labels of every series that the exporter publishes, as Prometheus has them. */
final class ExportedLabels {
  /** What Prometheus adds when it scrapes, by the configurations in the README and examples. */
  static final List<String> OF_THE_TARGET = List.of("instance", "job", "pod");

  private ExportedLabels() {}

  /** By the name of the series. */
  static Map<String, Set<String>> bySeries() {
    Map<String, Set<String>> exported = new TreeMap<>();
    for (MetricDefinition family : ExporterMetrics.everyFamily()) {
      Set<String> labels = new TreeSet<>(family.labels());
      labels.addAll(OF_THE_TARGET);
      exported.put(family.name(), labels);
      if (family.type() == MetricDefinition.Type.HISTOGRAM) {
        Set<String> bounded = new TreeSet<>(labels);
        bounded.add("le");
        exported.put(family.name() + "_bucket", bounded);
        exported.put(family.name() + "_count", labels);
        exported.put(family.name() + "_sum", labels);
      }
    }
    return exported;
  }
}
