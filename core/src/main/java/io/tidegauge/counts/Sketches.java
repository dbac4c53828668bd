package io.tidegauge.counts;

/** What a quantile sketch takes. */
public final class Sketches {
  /**
   * Bytes of a sketch over values that span three decimal powers, as latencies do. At most, over 17
   * of them, it is seven times as much.
   */
  public static final int BYTES = 2_300;

  private Sketches() {}
}
