package io.tidegauge.statistics;

/** The values from a lower to an upper bound, both included. */
public record Interval(double low, double high) {
  /** Refuses bounds that are NaN or the wrong way round. */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval from " + low + " to " + high);
    }
  }

  /** Whether a value is in it. */
  public boolean contains(double value) {
    return value >= low && value <= high;
  }
}
