package io.tidegauge.monitor;

import java.util.regex.Pattern;

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
  NUMBER;

  private static final Pattern COUNTS =
      Pattern.compile(
          "_(rows|examples|requests|features|columns|readings|series|series_bound|series_budget|connections|threads|total)$");
  private static final Pattern FLAGS =
      Pattern.compile("_(up|success|successful|constant|broken|info|state)$");

  /** That of a metric, by its name. */
  static Unit of(String metric) {
    if (metric.endsWith("_timestamp_seconds")) {
      return TIMESTAMP;
    }
    if (metric.endsWith("_seconds")) {
      return SECONDS;
    }
    if (metric.endsWith("_bytes")) {
      return BYTES;
    }
    if (metric.endsWith("_ratio") || metric.endsWith("_share_change")) {
      return RATIO;
    }
    if (FLAGS.matcher(metric).find()) {
      return FLAG;
    }
    return COUNTS.matcher(metric).find() ? COUNT : NUMBER;
  }
}
