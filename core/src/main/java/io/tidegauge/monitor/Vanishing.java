package io.tidegauge.monitor;

import io.tidegauge.counts.CategoryCounts;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Proportion;
import io.tidegauge.statistics.Reason;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How many categories of the reference do not occur any more, although that so many rows have none
 * of them would be a surprise. Of categories without a bin of their own nothing is known.
 */
final class Vanishing {
  private Vanishing() {}

  static Outcome of(
      CategoryCounts counts, Optional<ColumnProfile> profile, Optional<ReferenceCounts> known) {
    Distribution reference = known.map(ReferenceCounts::present).orElse(Distribution.of());
    if (profile.isEmpty() || reference.total() == 0) {
      return Outcome.absent(Reason.NO_REFERENCE);
    }
    if (counts.present() == 0) {
      return Outcome.absent(Reason.NO_DATA);
    }
    int own = Math.min(profile.get().top(), profile.get().categories().size());
    long vanished =
        IntStream.range(0, own)
            .filter(bin -> counts.count(bin) == 0)
            .filter(bin -> chance(reference, bin, counts.rows()) < Constancy.SURPRISE)
            .count();
    return Outcome.of((double) vanished);
  }

  private static double chance(Distribution reference, int bin, long rows) {
    return new Proportion(Math.round(reference.count(bin)), Math.round(reference.total()))
        .chanceOfNone(rows);
  }
}
