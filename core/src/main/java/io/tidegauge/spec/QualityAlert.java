package io.tidegauge.spec;

import io.tidegauge.statistics.QualityMetric;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings of the alerts on prediction quality.
 *
 * @param limits for each metric that is watched the worst value that is borne
 * @param alert what they have in common
 */
public record QualityAlert(SortedMap<QualityMetric, Double> limits, Alert alert) {
  public QualityAlert {
    limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
  }
}
