package io.tidegauge.counts;

import java.nio.charset.StandardCharsets;
import org.apache.datasketches.hash.MurmurHash3;
import org.jspecify.annotations.Nullable;

/**
 * For how many predictions a row of a sampled log stands. Counts are whole numbers: a weight that
 * is not is rounded up as often as its fraction says, by a hash of the row's id, so that sums are
 * unbiased and a row that is read again counts alike.
 */
final class SamplingWeight {
  /** Says that nobody knows for how many. */
  static final long INVALID = -1;

  /** Beyond that a column holds no weights, and squares of them would not add up. */
  static final double LARGEST = 1e6;

  private static final long SEED = 9001;

  /** The bits of a hash that a fraction keeps. */
  private static final int FRACTION_BITS = 53;

  private SamplingWeight() {}

  /**
   * The predictions of a row, 0 or more.
   *
   * @param weight how many they are on average
   * @param id by which a weight that is not whole is rounded; without one there is no such weight
   * @return {@link #INVALID} for a weight that is not above 0, not finite or beyond {@link
   *     #LARGEST}
   */
  static long predictions(double weight, @Nullable String id) {
    if (weight == 1) {
      return 1;
    }
    if (!(weight > 0 && weight <= LARGEST)) {
      return INVALID;
    }
    long whole = (long) weight;
    double fraction = weight - whole;
    if (fraction == 0) {
      return whole;
    }
    return id == null ? INVALID : whole + (share(id) < fraction ? 1 : 0);
  }

  /** From 0 to 1, evenly. */
  private static double share(String id) {
    long hash = MurmurHash3.hash(id.getBytes(StandardCharsets.UTF_8), SEED)[0];
    return (hash >>> (Long.SIZE - FRACTION_BITS)) * Math.scalb(1.0, -FRACTION_BITS);
  }
}
