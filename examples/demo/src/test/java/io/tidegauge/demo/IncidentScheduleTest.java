package io.tidegauge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IncidentScheduleTest {
  private static final Instant START = Instant.parse("2026-01-05T10:00:00.250Z");

  @Test
  void incidentsLastFromTheirStartToTheirEndInEachCycle() {
    IncidentSchedule schedule = schedule("income-null@45s+2m,stale-model@1m+1m30s", "5m");

    assertThat(schedule.at(START.plusMillis(44_999))).isEmpty();
    assertThat(schedule.at(START.plusSeconds(45))).isEqualTo(Set.of(Incident.INCOME_NULL));
    assertThat(schedule.at(START.plusSeconds(90)))
        .isEqualTo(Set.of(Incident.INCOME_NULL, Incident.STALE_MODEL));
    assertThat(schedule.at(START.plusSeconds(165))).isEmpty();
    assertThat(schedule.at(START.plusSeconds(345))).isEqualTo(Set.of(Incident.INCOME_NULL));
    assertThat(schedule.since(Incident.INCOME_NULL, START.plusSeconds(350)))
        .contains(START.plusSeconds(345));
  }

  @Test
  void historyIsQuiet() {
    assertThat(schedule("income-null@0s+5m", "5m").at(START.minusSeconds(1))).isEmpty();
  }

  @Test
  void theUsualCycleHasEachIncidentAndNeverTwoAtOnce() {
    IncidentSchedule schedule = schedule(IncidentSchedule.USUAL, "15m");

    assertThat(LongStream.range(0, 900).mapToObj(second -> schedule.at(START.plusSeconds(second))))
        .allSatisfy(active -> assertThat(active).hasSizeLessThan(2))
        .flatMap(active -> active)
        .contains(Incident.values());
  }

  @Test
  void noneIsNone() {
    assertThat(schedule("none", "15m").at(START.plusSeconds(60))).isEmpty();
  }

  @Test
  void aTableSaysWhenInBothTimes() {
    assertThat(schedule("stale-model@12m30s+2m", "15m").toTable(ZoneId.of("Europe/Paris")))
        .startsWith("Incidents, again every 15m:")
        .contains("  11:12:30  10:12:30  2m      stale-model    an old model is in production ")
        .contains("ml_model_age_seconds{version=\"v1\"}");
    assertThat(schedule("none", "15m").toTable(ZoneOffset.UTC)).isEqualTo("No incidents.\n");
  }

  @Test
  void paragraphsSayWhenAndWhy() {
    assertThat(schedule("stale-model@12m30s+2m", "15m").toParagraphs())
        .startsWith("All of this goes wrong on purpose, and again every 15m:")
        .contains("10:12:30 UTC, for 2m: an old model is in production. Somebody rolled back")
        .endsWith("See ml_model_age_seconds{version=\"v1\"}.\n");
    assertThat(schedule("none", "15m").toParagraphs()).isEqualTo("No incidents are planned.\n");
  }

  @Test
  void whatIsNotAScheduleIsRefused() {
    assertThatThrownBy(() -> schedule("income@45s+2m", "5m"))
        .hasMessage(
            "no incident income; one of income-null, new-category, amount-shift, unit-mismatch,"
                + " stale-model");
    assertThatThrownBy(() -> schedule("income-null", "5m"))
        .hasMessage("an incident is written like income-null@45s+2m, was income-null");
    assertThatThrownBy(() -> schedule("income-null@x+2m", "5m"))
        .hasMessage("a time is written like 45s, 2m or 1m30s, was x");
  }

  private static IncidentSchedule schedule(String text, String cycle) {
    Duration length = IncidentSchedule.duration(cycle);
    return IncidentSchedule.parse(text, length, START);
  }
}
