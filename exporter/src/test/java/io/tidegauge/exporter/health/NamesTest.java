package io.tidegauge.exporter.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.statistics.DriftDistance;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final Set<String> PUBLISHED =
      Monitor.ALL.stream()
          .flatMap(monitor -> monitor.metrics().stream())
          .map(MetricDefinition::name)
          .collect(Collectors.toSet());

  @Test
  void areThoseThatMonitorsPublish() {
    assertThat(PUBLISHED)
        .containsAll(
            List.of(
                Names.ROWS,
                Names.TRAFFIC,
                Names.SILENCE,
                Names.MISSING,
                Names.INVALID,
                Names.OUT_OF_RANGE,
                Names.UNSEEN,
                Names.DRIFTED,
                Names.SCORED,
                Names.AGE));
    for (DriftDistance distance : DriftDistance.values()) {
      for (String family : List.of(Names.FEATURE_DRIFT, Names.PREDICTION_DRIFT)) {
        assertThat(PUBLISHED)
            .contains(Names.score(family, distance.label()), Names.noise(family, distance.label()));
      }
    }
  }
}
