package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertWindowTest {
  private static final ModelSpec SPEC =
      Profiles.spec(
          """
          features: {x: numeric}
          windows: [5m, 1h, 7d]
          alerts: {missing: {min_rows: 300, window: 7d}, invalid: {min_rows: 300}}
          """);

  @ParameterizedTest
  @CsvSource({
    "100, PT5M",
    "1, PT5M",
    "0.999, PT1H",
    "0.08334, PT1H",
    "0.08333, P7D",
    "0.0000001, P7D"
  })
  void theShortestThatReachesTheMinimumOfRows(double rowsPerSecond, Duration window) {
    assertThat(AlertWindow.of(SPEC, SPEC.alerts().invalid(), Optional.of(rowsPerSecond)))
        .isEqualTo(window);
  }

  @Test
  void theLongestWhereTheTrafficIsNotKnown() {
    assertThat(AlertWindow.of(SPEC, SPEC.alerts().invalid(), Optional.empty()))
        .isEqualTo(Duration.ofDays(7));
  }

  @Test
  void theAlertsOwnWhateverTheTraffic() {
    assertThat(AlertWindow.of(SPEC, SPEC.alerts().missing(), Optional.of(100.0)))
        .isEqualTo(Duration.ofDays(7));
  }
}
