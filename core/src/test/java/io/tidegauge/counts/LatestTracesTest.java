package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.LatestTraces.Traced;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatestTracesTest {
  private static final Traced EARLY = new Traced(0.2, "early", 1);
  private static final Traced LATE = new Traced(0.1, "late", 2);

  @Test
  void theNewestOfEachBinStaysInWhateverOrderTheyCome() {
    LatestTraces one = new LatestTraces(3);
    one.add(1, LATE);
    one.add(1, EARLY);
    LatestTraces other = new LatestTraces(3);
    other.add(1, EARLY);
    other.add(2, EARLY);

    one.merge(other);
    other.merge(one);

    assertThat(one.byBin())
        .containsExactly(Optional.empty(), Optional.of(LATE), Optional.of(EARLY));
    assertThat(other.byBin()).isEqualTo(one.byBin());
  }
}
