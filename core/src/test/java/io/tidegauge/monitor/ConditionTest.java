package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final MetricDefinition READING = metric("ml_x_ratio", "version", "feature");
  private static final MetricDefinition NOISE = metric("ml_x_noise_ratio", "version", "feature");
  private static final MetricDefinition ROWS = metric("ml_x_rows", "version");
  private static final MetricDefinition UP =
      MetricDefinition.own("x_up", MetricDefinition.Type.GAUGE, "Up.", "database");
  private static final Condition.Past ABOVE = Condition.above(READING, Limits.of(0.5));

  private static MetricDefinition metric(String name, String... labels) {
    return MetricDefinition.gauge(name, "Help.", labels);
  }

  @Test
  void aLimitItselfIsNotPast() {
    assertThat(ABOVE.isPast(0.51, 0.5)).isTrue();
    assertThat(ABOVE.isPast(0.5, 0.5)).isFalse();
    assertThat(ABOVE.isPast(0.49, 0.5)).isFalse();
    Condition.Past below = Condition.below(READING, 0.5);
    assertThat(below.limits()).isEqualTo(Limits.of(0.5));
    assertThat(below.isPast(0.51, 0.5)).isFalse();
    assertThat(below.isPast(0.5, 0.5)).isFalse();
    assertThat(below.isPast(0.49, 0.5)).isTrue();
  }

  @Test
  void nothingIsPastALimitOfNever() {
    assertThat(ABOVE.isPast(Double.MAX_VALUE, Limits.NEVER)).isFalse();
  }

  @Test
  void readsAllItsMetrics() {
    assertThat(Condition.absent(READING).metrics()).containsExactly(READING);
    assertThat(ABOVE.metrics()).containsExactly(READING);
    assertThat(ABOVE.beyond(NOISE).onRows(ROWS).unless(UP, "database", "d").metrics())
        .containsExactly(READING, NOISE, ROWS, UP);
  }

  @Test
  void isToldApartByTheLabelsOfItsReading() {
    assertThat(Condition.absent(READING).labels()).containsExactly("model");
    assertThat(ABOVE.labels()).containsExactly("model", "version", "feature");
    assertThat(ABOVE.summedOverVersions().labels()).containsExactly("model", "feature");
  }

  @Test
  void labelsAreHeldToTheirValuesOneByOne() {
    List<String> versions = new ArrayList<>(List.of("v2", "v1", "v2"));
    Condition.Past past = ABOVE.where("version", versions).where("feature", List.of("a"));
    versions.clear();
    assertThat(past.where().toString()).isEqualTo("{feature=[a], version=[v1, v2]}");
    assertThat(ABOVE.where()).isEmpty();
    assertThatThrownBy(() -> past.where().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> past.where().values().iterator().next().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aPartIsAddedWithoutTheLossOfAnother() {
    assertThat(
            ABOVE
                .where("version", List.of("v1"))
                .beyond(NOISE)
                .onRows(ROWS)
                .unless(UP, "database", "d")
                .summedOverVersions())
        .isEqualTo(
            ABOVE
                .summedOverVersions()
                .unless(UP, "database", "d")
                .onRows(ROWS)
                .beyond(NOISE)
                .where("version", List.of("v1")));
  }

  @Test
  void rowsAndNoiseMustFitTheReading() {
    MetricDefinition rows = metric("ml_y_rows", "version", "slice");
    assertThatThrownBy(() -> ABOVE.onRows(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ml_y_rows has labels of its own");
    assertThatThrownBy(() -> ABOVE.beyond(ROWS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ml_x_rows has other labels");
  }
}
