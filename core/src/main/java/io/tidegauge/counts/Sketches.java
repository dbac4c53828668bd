package io.tidegauge.counts;

/** What sketches take, and how far they are from what they estimate. */
public final class Sketches {
  /**
   * Bytes of a sketch over values that span three decimal powers, as latencies do. At most, over 17
   * of them, it is seven times as much.
   */
  public static final int BYTES = 2_300;

  /** The binary logarithm of the registers by which a feature's distinct values are estimated. */
  static final int DISTINCT_REGISTERS = 12;

  /** Bytes of such a sketch that is kept and not added to: half a byte for each register. */
  public static final int DISTINCT_BYTES = 2_300;

  /** Bytes of such a sketch while it is added to: a byte for each register. */
  public static final int OPEN_DISTINCT_BYTES = 4_400;

  /** The binary logarithm of the registers by which rows that differ are estimated. */
  static final int ROW_REGISTERS = 14;

  /** Bytes of such a sketch that is kept and not added to. */
  public static final int ROW_BYTES = 8_700;

  /** Bytes of such a sketch while it is added to. */
  public static final int OPEN_ROW_BYTES = 16_900;

  /** The places of a sketch of frequent values: it is off by 3.5 over these at the most. */
  static final int FREQUENT_PLACES = 256;

  /** Bytes of such a sketch that is kept and not added to: of three quarters of its places. */
  public static final int FREQUENT_BYTES = 2_400;

  /** Bytes of such a sketch while it is added to. */
  public static final int OPEN_FREQUENT_BYTES = 4_800;

  private Sketches() {}
}
