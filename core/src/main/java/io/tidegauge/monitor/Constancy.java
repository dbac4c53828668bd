package io.tidegauge.monitor;

import io.tidegauge.counts.CategoryCounts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a column says the same in every row although it should vary: 1, or 0 where it varies, or
 * where its reference makes it no surprise. Without a reference it is expected to vary.
 */
final class Constancy {
  /**
   * What a drift score's noise leaves to chance, too. In the bank example two values in 11,860 are
   * "yes": not to meet one in 3,554 rows has a chance of 0.55, and is nothing to wake a person for.
   */
  static final double SURPRISE = 0.001;

  private Constancy() {}

  static Outcome of(NumericCounts counts, Optional<ReferenceCounts> reference) {
    return of(counts.rows(), counts.constant(), reference);
  }

  static Outcome of(CategoryCounts counts, Optional<ReferenceCounts> reference) {
    return of(counts.rows(), counts.constant(), reference);
  }

  /** One value alone is no constant column. */
  private static Outcome of(long values, boolean same, Optional<ReferenceCounts> reference) {
    if (values < 2) {
      return Outcome.absent(values == 0 ? Reason.NO_DATA : Reason.TOO_FEW_ROWS);
    }
    double chance = reference.map(known -> chance(known.present(), values)).orElse(0.0);
    return Outcome.of(same && chance < SURPRISE ? 1 : 0);
  }

  /**
   * At the most, that all of so many independent values are of one bin. A bin may hold several
   * values: it is better not to cry over such a column.
   */
  private static double chance(Distribution reference, long values) {
    if (reference.total() == 0) {
      return 0;
    }
    double largest =
        IntStream.range(0, reference.size()).mapToDouble(reference::share).max().orElseThrow();
    return Math.pow(largest, (double) values);
  }
}
