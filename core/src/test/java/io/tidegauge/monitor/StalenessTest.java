package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StalenessTest {
  private static final Observed NOTHING = new Observed(spec("{trained: 7d, deployed: 1d}"));

  private static ModelSpec spec(String cadence) {
    return Profiles.spec(
        """
        features: {x: numeric}
        lifecycle: {table: r, version: v, stages: {trained: t, deployed: d}, cadence: %s}
        windows: [1h]
        """
            .formatted(cadence));
  }

  private static Map<String, Double> overdue(Observed observed) {
    Map<String, Double> overdue = new TreeMap<>();
    observed.readings(new Staleness()).readings().stream()
        .filter(reading -> reading.metric().name().equals("ml_model_stage_overdue_seconds"))
        .forEach(reading -> overdue.put(reading.labels().get(1), reading.value()));
    return overdue;
  }

  @Test
  void aStageIsAsOldAsItsNewestPass() {
    Observed observed = new Observed(spec("{trained: 7d, deployed: 1d}"));
    observed.stages(
        "v1", new TreeMap<>(Map.of("trained", Observed.NOW.minus(Duration.ofDays(30)))));
    observed.stages(
        "v2",
        new TreeMap<>(
            Map.of(
                "trained",
                Observed.NOW.minus(Duration.ofDays(6)),
                "deployed",
                Observed.NOW.minus(Duration.ofDays(3)))));

    assertThat(overdue(observed))
        .containsExactlyInAnyOrderEntriesOf(Map.of("trained", -86_400.0, "deployed", 172_800.0));
  }

  @Test
  void aStageThatNoVersionPassedHasNoReading() {
    assertThat(overdue(NOTHING)).isEmpty();
    assertThat(NOTHING.readings(new Staleness()).absent().values()).containsExactly(2);
  }
}
