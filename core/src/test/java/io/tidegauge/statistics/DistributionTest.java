package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DistributionTest {

  @Test
  void sharesAddUpToOne() {
    Distribution distribution = Distribution.of(1, 0, 3);
    assertThat(distribution.total()).isEqualTo(4);
    assertThat(distribution.share(0)).isEqualTo(0.25);
    assertThat(distribution.share(1)).isZero();
    assertThat(distribution.share(2)).isEqualTo(0.75);
    assertThat(distribution).hasToString("[1.0, 0.0, 3.0]");
  }

  @Test
  void noRowsHaveNoShares() {
    assertThatThrownBy(() -> Distribution.of(0, 0).share(0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void arraysAreCopied() {
    double[] counts = {1, 2};
    double[] means = {3, 4};
    Distribution distribution =
        Distribution.ofWeighted(counts).withMeans(means).withStandardDeviations(means);
    counts[0] = 9;
    means[0] = 9;
    assertThat(distribution.count(0)).isEqualTo(1);
    assertThat(distribution.mean(0)).isEqualTo(3);
    assertThat(distribution.standardDeviation(0)).isEqualTo(3);
  }

  @Test
  void meansAndDeviationsAreKnownWhereGiven() {
    Distribution distribution = Distribution.of(1, 2);
    assertThat(distribution.hasMeans()).isFalse();
    assertThat(distribution.hasStandardDeviations()).isFalse();
    assertThat(distribution.withMeans(1, 2).hasMeans()).isTrue();
    assertThat(distribution.withStandardDeviations(1, 2).hasStandardDeviations()).isTrue();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> Distribution.of(-1)).hasMessageContaining("not negative");
    assertThatThrownBy(() -> Distribution.ofWeighted(Double.NaN)).hasMessageContaining("finite");
    assertThatThrownBy(() -> Distribution.ofWeighted(Double.MAX_VALUE, Double.MAX_VALUE))
        .hasMessageContaining("infinity");
    assertThatThrownBy(() -> Distribution.of(1, 2).withMeans(1)).hasMessage("1 means for 2 bins");
  }
}
