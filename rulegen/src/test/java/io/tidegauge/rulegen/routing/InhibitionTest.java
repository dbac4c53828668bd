package io.tidegauge.rulegen.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InhibitionTest {
  private static final Inhibition SCHEMA =
      Inhibition.of(List.of("Schema"), List.of("Drift", "Missing"), List.of("model"));

  @Test
  void keepsBackWhatIsExplained() {
    Map<String, String> schema = Map.of("alertname", "Schema", "model", "a");

    assertThat(SCHEMA.mutes(schema, Map.of("alertname", "Drift", "model", "a"))).isTrue();
    assertThat(SCHEMA.mutes(schema, Map.of("alertname", "Drift", "model", "b"))).isFalse();
    assertThat(SCHEMA.mutes(schema, Map.of("alertname", "Slow", "model", "a"))).isFalse();
    assertThat(SCHEMA.mutes(schema, schema)).isFalse();
  }

  /** As Alertmanager has it: which is why an inhibition is refused whose alerts lack a label. */
  @Test
  void aLabelThatNeitherHasIsEqual() {
    assertThat(SCHEMA.mutes(Map.of("alertname", "Schema"), Map.of("alertname", "Drift"))).isTrue();
    assertThat(
            SCHEMA.mutes(Map.of("alertname", "Schema"), Map.of("alertname", "Drift", "model", "a")))
        .isFalse();
  }

  @Test
  void ofOneNameTheSeverityTells() {
    Inhibition tiers = Inhibition.ofTiers("Drift", List.of("model"));
    Map<String, String> critical =
        Map.of("alertname", "Drift", "severity", "critical", "model", "a");
    Map<String, String> warning = Map.of("alertname", "Drift", "severity", "warning", "model", "a");

    assertThat(tiers.mutes(critical, warning)).isTrue();
    assertThat(tiers.mutes(warning, critical)).isFalse();
    assertThat(tiers.mutes(critical, critical)).isFalse();
  }
}
