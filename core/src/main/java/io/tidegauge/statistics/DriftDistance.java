package io.tidegauge.statistics;

/** Placeholder until the statistics land. */
public enum DriftDistance {
  PSI
}
