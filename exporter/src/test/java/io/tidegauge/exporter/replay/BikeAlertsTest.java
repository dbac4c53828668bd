package io.tidegauge.exporter.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sensor that is stuck and a service that stops, in the year 2012: promtool evaluates the
 * committed rules over the scrapes of the replay, hour by hour, and the alerts that are meant for
 * such a thing fire then and at no other time.
 */
class BikeAlertsTest {
  private static final Instant FIRST = Instant.parse("2012-08-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2012-12-31T00:00:00Z");

  private static final List<Instant> HOURS =
      Stream.iterate(FIRST, hour -> !hour.isAfter(LAST), hour -> hour.plus(Duration.ofHours(1)))
          .toList();

  private static Replay replay;
  private static Promtool.Result result;
  private static List<AlertInterval> found;

  @BeforeAll
  static void evaluate(@TempDir Path folder) throws IOException, InterruptedException {
    Promtool promtool = Promtool.find();
    replay = BikeReplay.of(FIRST, LAST, Duration.ofHours(1), folder);
    FiredAlerts fired =
        FiredAlerts.of(
            promtool, BikeReplay.RULES, HOURS, replay.series(), replay.intervals(), folder);
    result = fired.result();
    found = fired.found();
  }

  @Test
  void theBacktestSaysWhatPrometheusSays() {
    assertThat(replay.intervals()).containsExactlyElementsOf(found).hasSizeGreaterThan(5);
    assertThat(result.passed()).as("%.2000s", result.text()).isTrue();
  }

  private static List<String> times(String alert, String... labels) {
    return found.stream()
        .filter(interval -> interval.is(alert, labels))
        .map(interval -> interval.from() + " " + interval.to())
        .toList();
  }

  /** The sensor says 0.2424 at each hour of both days, whatever the temperature is. */
  @Test
  void theStuckSensorIsToldOnBothItsDays() {
    List<String> days =
        List.of(
            "2012-08-18T00:00:00Z 2012-08-18T02:00:00Z",
            "2012-12-30T00:00:00Z 2012-12-30T02:00:00Z");
    for (String version : List.of("v1", "v2")) {
      assertThat(times("MLModelConstantFeature", "feature", "atemp", "version", version))
          .isEqualTo(days);
    }
    assertThat(times("MLModelConstantFeature")).hasSize(4);
  }

  /** After three hours without a row, until the first one after the hurricane. */
  @Test
  void theSilenceIsToldOnce() {
    assertThat(times("MLModelSilent")).containsExactly("2012-10-29T05:00:00Z 2012-10-30T15:00:00Z");
  }
}
