package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.CountLayouts;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private static final MetricDefinition DURATION =
      MetricDefinition.histogram("ml_duration_seconds", "How long.", "version");

  @Test
  void aReadingOfOneIsTheNumberOfItsValues() {
    Histogram histogram = new Histogram(List.of(0.5), List.of(2L, 3L), 4);

    assertThat(new Reading(DURATION, List.of("m", "v"), histogram).value()).isEqualTo(5);
  }

  @Test
  void whatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Histogram(List.of(0.5), List.of(2L), 4))
        .hasMessage("1 counts do not fit 1 bounds");
    assertThatThrownBy(() -> new Reading(DURATION, List.of("m", "v"), 4))
        .hasMessage("ml_duration_seconds is a HISTOGRAM");
    assertThatThrownBy(() -> MetricDefinition.histogram("ml_duration_count", "How long."))
        .hasMessage("ml_duration_count is not a name for a HISTOGRAM");
  }

  /** In milliseconds, 35 is 0.035000000000000003 seconds. */
  @Test
  void aLatencyAtABoundIsInTheBucketThatItEnds() {
    ModelSpec spec =
        ModelSpecReader.read(
            "test.yaml",
            """
            model: m
            database: d
            predictions:
              table: t
              time: ts
              kind: binary
              latency: {column: l, unit: ms, buckets: [0.035, 0.1, 0.7, 3]}
            features: {x: numeric}
            """);
    WatchedColumns columns = WatchedColumns.of(spec);
    int place = columns.numberIndex(Role.LATENCY, "latency").orElseThrow();
    NumericCounts counts =
        new NumericCounts(CountLayouts.of(spec, columns, Optional.empty()).numbers().get(place));

    for (double millis : new double[] {35, 35.001, 100, 700, 700.001, 3000, 3000.001}) {
      counts.add(millis * columns.numbers().get(place).factor());
    }

    assertThat(counts.bins()).containsExactly(1, 2, 1, 2, 1);
  }
}
