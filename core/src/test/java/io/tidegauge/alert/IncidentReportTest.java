package io.tidegauge.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Limits;
import io.tidegauge.spec.Incident;
import io.tidegauge.spec.IncidentsReader;
import io.tidegauge.spec.InvalidSpecException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentReportTest {
  private static final AlertDefinition ALERT =
      Alerts.of(Condition.above(Alerts.SCORE, Limits.of(0)));

  private static List<Incident> incidents(String more) {
    return IncidentsReader.read(
        "incidents.yaml",
        "- {from: 2026-03-02T10:00:00Z, to: 2026-03-02T12:00:00Z, why: a stuck sensor"
            + more
            + "}\n");
  }

  private static IncidentReport report(String more, Firing... firings) {
    return IncidentReport.of(incidents(more), List.of(firings));
  }

  @Test
  void detectedAfterHalfAnHour() {
    IncidentReport report =
        report("", Alerts.firing(ALERT, "2026-03-02T10:30:00Z", "2026-03-02T13:00:00Z"));
    assertThat(report.missed()).isEmpty();
    assertThat(report.unexplained()).isEmpty();
    assertThat(report.longestDelay()).contains(Duration.ofMinutes(30));
  }

  @Test
  void whatBeginsWithinItCountsBeforeWhatFiredAlready() {
    Firing before = Alerts.firing(ALERT, "2026-03-02T09:00:00Z", "2026-03-02T11:00:00Z");
    Firing within = Alerts.firing(ALERT, "2026-03-02T10:30:00Z", "2026-03-02T13:00:00Z");
    assertThat(report("", before, within).told().get(0).first()).contains(within);
    assertThat(report("", before).longestDelay()).contains(Duration.ZERO);
  }

  @Test
  void missedWhereNothingFiresOrAnother() {
    assertThat(report("").missed()).hasSize(1);
    Firing firing = Alerts.firing(ALERT, "2026-03-02T10:30:00Z", "2026-03-02T13:00:00Z");
    IncidentReport other = report(", alerts: [MLOther]", firing);
    assertThat(other.missed()).hasSize(1);
    assertThat(other.unexplained()).isEmpty();
    assertThat(report(", alerts: [MLOther, MLTest]", firing).missed()).isEmpty();
    assertThat(report(", model: other", firing).missed()).hasSize(1);
  }

  @Test
  void falseWhereItBeginsAtNoTimeOfAnIncident() {
    Firing early = Alerts.firing(ALERT, "2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z");
    Firing late = Alerts.firing(ALERT, "2026-03-02T12:00:00Z", "2026-03-02T13:00:00Z");
    Firing over = Alerts.firing(ALERT, "2026-03-02T09:00:00Z", "2026-03-02T11:00:00Z");
    Firing within = Alerts.firing(ALERT, "2026-03-02T10:00:00Z", "2026-03-02T18:00:00Z");
    assertThat(report("", early, late, over, within).unexplained())
        .containsExactly(early, late, over);
  }

  @Test
  void whatIsWrongInTheFileIsToldWithItsPlace() {
    assertThatThrownBy(
            () ->
                IncidentsReader.read(
                    "incidents.yaml",
                    """
                    - {from: 2026-03-02, to: 2026-03-01, why: backwards}
                    - {from: yesterday, to: 2026-03-01, reason: no}
                    """))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("incidents.yaml:1:26: [0].to: must be later than from")
        .hasMessageContaining("incidents.yaml:2:10: [1].from: \"yesterday\" does not fit")
        .hasMessageContaining("[1].why: is missing")
        .hasMessageContaining("unknown key \"reason\"");
  }
}
