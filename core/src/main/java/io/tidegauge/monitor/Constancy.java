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
 * Whether a column says the same in every row: 1, or 0 where it varies, or where its reference says
 * the same in every row, too. Without a reference it is expected to vary.
 */
final class Constancy {
  private Constancy() {}

  static Outcome of(NumericCounts counts, Optional<ReferenceCounts> reference) {
    return of(counts.finite(), counts.min().equals(counts.max()), reference);
  }

  static Outcome of(CategoryCounts counts, Optional<ReferenceCounts> reference) {
    return of(counts.present(), counts.constant(), reference);
  }

  /** One value alone is no constant column. */
  private static Outcome of(long values, boolean same, Optional<ReferenceCounts> reference) {
    if (values < 2) {
      return Outcome.absent(values == 0 ? Reason.NO_DATA : Reason.TOO_FEW_ROWS);
    }
    return Outcome.of(same && reference.filter(Constancy::isConstant).isEmpty() ? 1 : 0);
  }

  /**
   * Whether one bin holds all. Where bins come from a declared range, or from more rows than a
   * slice's, that bin may hold several values: it is better not to cry over such a column.
   */
  private static boolean isConstant(ReferenceCounts reference) {
    Distribution present = reference.present();
    return IntStream.range(0, present.size()).filter(bin -> present.count(bin) > 0).count() == 1;
  }
}
