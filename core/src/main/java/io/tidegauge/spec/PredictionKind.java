package io.tidegauge.spec;

/** What a model predicts. */
public enum PredictionKind {
  BINARY,
  MULTICLASS,
  REGRESSION,
  RANKING
}
