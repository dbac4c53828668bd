package io.tidegauge.monitor;

import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.QualityMetric;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** One metric family for each quality metric: the same is said of all of them. Immutable. */
final class QualityFamilies {
  private final Map<QualityMetric, MetricDefinition> families = new EnumMap<>(QualityMetric.class);

  private QualityFamilies() {}

  /**
   * Families of these metrics.
   *
   * @param prefix what their names begin with; the metric's label and its unit follow
   */
  static QualityFamilies of(
      Collection<QualityMetric> metrics,
      String prefix,
      Function<QualityMetric, String> help,
      String... labels) {
    QualityFamilies made = new QualityFamilies();
    for (QualityMetric metric : metrics) {
      String name = prefix + metric.label() + (metric.isShare() ? "_ratio" : "");
      made.families.put(metric, MetricDefinition.gauge(name, help.apply(metric), labels));
    }
    return made;
  }

  MetricDefinition of(QualityMetric metric) {
    return Objects.requireNonNull(families.get(metric));
  }

  /**
   * Takes the reading of a value and, where there is one, that of its standard error.
   *
   * @param errors the families of the standard errors
   */
  void read(
      QualityFamilies errors,
      QualityMetric metric,
      Estimate estimate,
      String[] labels,
      Readings readings) {
    readings.add(of(metric), errors.of(metric), estimate, labels);
  }

  Stream<MetricDefinition> all() {
    return families.values().stream();
  }
}
