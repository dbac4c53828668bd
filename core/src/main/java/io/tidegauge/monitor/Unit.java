package io.tidegauge.monitor;

/** What the values of a metric family are measured in, by the ending of its name. */
public enum Unit {
  /** Shares and ratios, 1 being the whole. */
  RATIO,
  /** Lengths of time. */
  SECONDS,
  /** Moments, in seconds since 1970. */
  TIMESTAMP,
  /** Rows, examples, features: whole numbers. */
  COUNT,
  /** Lengths in bytes. */
  BYTES,
  /** 0 or 1. */
  FLAG,
  /** Distances and what else has no unit. */
  NUMBER
}
