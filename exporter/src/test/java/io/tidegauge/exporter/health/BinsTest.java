package io.tidegauge.exporter.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.NumericBins;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BinsTest {
  @Test
  void showsTheFirstDigitsOfLongEdges() {
    Bins bins = bins(Distribution.of(1, 1, 1, 1, 1), -1874.7811315492631, 0.1, 12, 1e300 / 3);

    assertThat(bins.labels())
        .containsExactly(
            "< -1875", "[-1875, 0.1)", "[0.1, 12)", "[12, 3.333e+299)", ">= 3.333e+299");
  }

  @Test
  void namesTheBinThatMovedMostIfAnyDid() {
    assertThat(bins(Distribution.of(20, 60, 20), 0, 1).movedMost()).hasValue(1);
    assertThat(bins(Distribution.of(1, 1, 1), 0, 1).movedMost()).isEmpty();
    assertThat(bins(Distribution.of(0, 0, 0), 0, 1).movedMost()).isEmpty();
  }

  private static Bins bins(Distribution current, double... edges) {
    ColumnProfile profile =
        new ColumnProfile(
            Role.FEATURE,
            "amount",
            FeatureType.NUMERIC,
            false,
            Optional.of(NumericBins.ofEdges(edges)),
            List.of(),
            0,
            Optional.empty(),
            new TreeMap<>(),
            Map.of());
    long[] even = new long[edges.length + 1];
    Arrays.fill(even, 10);
    return Bins.of("model", profile, Distribution.of(even), current);
  }
}
