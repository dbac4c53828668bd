package io.tidegauge.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An evaluation a minute; a firing is told by its first and its last evaluation but one. */
class AlertTimelineTest {

  @ParameterizedTest
  @CsvSource({
    // due at each evaluation (#) or not (.), for, keep_firing_for, what fires
    "..###.., 0, 0, 2-5",
    "..###.., 1, 0, 3-5",
    "..###.., 3, 0, ''",
    "..####., 3, 0, 5-6",
    "#.#.#.#, 1, 0, ''",
    "##.##.., 1, 0, 1-2 4-5",
    // kept: what is due again in time goes on without a new wait
    "##.##.., 1, 1, 1-6",
    "##.##.., 1, 2, 1-7",
    "##...##, 1, 2, 1-4 6-7",
    "..#...., 0, 3, 2-6",
    // what never fired is not kept
    "#......, 1, 5, ''",
    // within its limit, but not yet at the one where it ends
    "~##~~.~., 1, 0, 2-5",
    "##~.~..., 0, 2, 0-7",
    // it fires still
    ".....##, 0, 0, 5-7"
  })
  void alertsFireAsPrometheusHasIt(String due, int pending, int kept, String fires) {
    AlertDefinition alert =
        Alerts.of(
            Condition.above(Alerts.SCORE, Limits.of(0)),
            Duration.ofMinutes(pending),
            Duration.ofMinutes(kept),
            0);
    AlertTimeline timeline = new AlertTimeline();
    for (int i = 0; i < due.length(); i++) {
      timeline.evaluate(
          Alerts.START.plus(Duration.ofMinutes(i)),
          switch (due.charAt(i)) {
            case '#' -> List.of(Alerts.due(alert, "age"));
            case '~' -> List.of(Alerts.due(alert, "age").ifItFires());
            default -> List.of();
          });
    }
    assertThat(timeline.firings(Alerts.START.plus(Duration.ofMinutes(due.length()))))
        .map(firing -> minutes(firing.from()) + "-" + minutes(firing.to()))
        .isEqualTo(fires.isEmpty() ? List.of() : List.of(fires.split(" ", -1)));
  }

  private static long minutes(Instant time) {
    return Duration.between(Alerts.START, time).toMinutes();
  }

  @Test
  void labelsAreToldApart() {
    AlertDefinition alert = Alerts.of(Condition.above(Alerts.SCORE, Limits.of(0)));
    AlertTimeline timeline = new AlertTimeline();
    timeline.evaluate(Alerts.START, List.of(Alerts.due(alert, "age"), Alerts.due(alert, "income")));
    timeline.evaluate(
        Alerts.START.plus(Duration.ofMinutes(1)), List.of(Alerts.due(alert, "income")));
    assertThat(timeline.firings(Alerts.START.plus(Duration.ofMinutes(2))))
        .map(Firing::toString)
        .containsExactly(
            "2026-03-02T00:00:00Z 2026-03-02T00:01:00Z {alertname=\"MLTest\", feature=\"age\"}",
            "2026-03-02T00:00:00Z 2026-03-02T00:02:00Z {alertname=\"MLTest\", feature=\"income\"}");
  }
}
