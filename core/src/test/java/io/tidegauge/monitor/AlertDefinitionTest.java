package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegauge.spec.Alert;
import io.tidegauge.spec.Alert.Severity;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertDefinitionTest {
  private static final Condition CONDITION = Condition.above(Volume.ROWS, Limits.of(1));
  private static final Alert SETTINGS =
      AlertDefinition.fixed(Duration.ofMinutes(2), Severity.CRITICAL);

  private static AlertDefinition alert(String name, String summary, String description) {
    return new AlertDefinition(name, summary, "{value} rows", description, CONDITION, SETTINGS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlModel",
        "ML_Model",
        "ML Model",
        "ML",
        "",
        "MLModelWithANameThatIsFarTooLongForAnyone"
      })
  void aNameIsCamelCaseAndNotLong(String name) {
    assertThatThrownBy(() -> alert(name, "A sentence.", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a name for an alert: " + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a sentence.", "A sentence", "A {model}.", "", "."})
  void aSummaryIsASentenceWithoutPlaceholders(String summary) {
    assertThatThrownBy(() -> alert("MLModel", summary, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a summary: " + summary);
  }

  @Test
  void aDescriptionNamesLabelsOfTheConditionTheReadingAndItsLimit() {
    String text = "{model} {version} {window} {slice}: {value} is over {limit}.";
    assertThat(alert("MLModelRows", "A sentence.", text).description()).isEqualTo(text);
    assertThatThrownBy(() -> alert("MLModelRows", "A sentence.", "{model} {feature}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MLModelRows has no label feature");
  }

  @Test
  void aBriefTextNamesNothingElseEither() {
    assertThatThrownBy(
            () ->
                new AlertDefinition(
                    "MLModelRows", "A sentence.", "{output}", "", CONDITION, SETTINGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MLModelRows has no label output");
  }

  @Test
  void aConditionOnAllVersionsHasNoVersionToName() {
    Condition summed = Condition.below(Volume.ROWS, 1).summedOverVersions();
    assertThatThrownBy(
            () ->
                new AlertDefinition(
                    "MLModelRows", "A sentence.", "few rows", "{version}", summed, SETTINGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MLModelRows has no label version");
  }

  @Test
  void fixedSettingsAreOn() {
    assertThat(SETTINGS.enabled()).isTrue();
    assertThat(SETTINGS.pending()).isEqualTo(Duration.ofMinutes(2));
    assertThat(SETTINGS.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(SETTINGS.window()).isEmpty();
    assertThat(SETTINGS.minRows()).isZero();
  }
}
