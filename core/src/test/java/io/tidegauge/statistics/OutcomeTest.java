package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OutcomeTest {

  @Test
  void finiteNumbersAreValues() {
    Outcome outcome = Outcome.of(0.5);
    assertThat(outcome.isPresent()).isTrue();
    assertThat(outcome.asOptional()).hasValue(0.5);
    assertThat(outcome.<String>fold(value -> "value " + value, Reason::label))
        .isEqualTo("value 0.5");
  }

  @Test
  void otherNumbersAreUndefined() {
    for (double number : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
      assertThat(Outcome.of(number)).isEqualTo(Outcome.absent(Reason.UNDEFINED));
      assertThatThrownBy(() -> new Outcome.Value(number)).hasMessageContaining("finite");
    }
  }

  @Test
  void aShareOfNothingIsAbsent() {
    assertThat(Outcome.share(1, 4)).isEqualTo(Outcome.of(0.25));
    assertThat(Outcome.share(0, 4)).isEqualTo(Outcome.of(0));
    assertThat(Outcome.share(0, 0)).isEqualTo(Outcome.absent(Reason.NO_DATA));
  }

  @Test
  void absenceHasAReason() {
    Outcome outcome = Outcome.absent(Reason.TOO_FEW_ROWS);
    assertThat(outcome.isPresent()).isFalse();
    assertThat(outcome.asOptional()).isEmpty();
    assertThat(outcome.<String>fold(value -> "value", Reason::label)).isEqualTo("too_few_rows");
  }
}
