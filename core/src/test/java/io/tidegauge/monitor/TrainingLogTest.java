package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.Counts;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.TrainingColumns;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.ModelSpec;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TrainingLogTest {
  private static final Monitor MONITOR = new TrainingLog();

  private static final ModelSpec SPEC =
      spec(
          "loss: l, weights: {column: w, range: [-1, 1]}, zero_activations: {column: z, above: 0.5},"
              + " step_seconds: s");

  private static ModelSpec spec(String columns) {
    return Profiles.spec(
        """
        features: {x: numeric}
        training_log: {table: t, time: at, version: v, %s}
        windows: [1h]
        max_versions: 1
        """
            .formatted(columns));
  }

  private static Counts counts(double[]... steps) {
    WatchedColumns columns = TrainingColumns.of(SPEC.trainingLog().orElseThrow());
    Counts counts = new Counts(TrainingColumns.layout(columns));
    Row row = new Row(columns);
    for (double[] step : steps) {
      for (int i = 0; i < step.length; i++) {
        row.number(i, step[i]);
      }
      counts.add(row);
    }
    return counts;
  }

  private static Observed observed(Set<String> unreadable) {
    Counts steps =
        counts(
            new double[] {0.5, 1, 0.25, 2},
            new double[] {Double.NaN, 1.5, 0.75, 4},
            new double[] {Double.POSITIVE_INFINITY, Double.NaN, 0.5, 3},
            new double[] {0.25, -1.5, 0.5, 3});
    return new Observed(SPEC)
        .trainingSteps(
            new TrainingSteps(new TreeMap<>(Map.of("v2", steps)), new TreeSet<>(unreadable)));
  }

  @Test
  void stepsThatNoSoundTrainingHasAreCounted() {
    assertThat(observed(Set.of()).text(MONITOR))
        .isEqualTo(
            """
            ml_training_step_rows{version=v2} 4.0
            ml_training_invalid_loss_ratio{version=v2} 0.5
            ml_training_mean_loss{version=v2} 0.375
            ml_training_weights_out_of_bounds_ratio{version=v2} 0.75
            ml_training_zero_activations_ratio{version=v2} 0.5
            ml_training_step_duration_seconds{version=v2} 3.0
            """);
  }

  @Test
  void aColumnThatCannotBeReadHasNoReading() {
    assertThat(observed(Set.of("loss")).text(MONITOR))
        .contains("ml_training_step_rows", "weights", "absent database 1")
        .doesNotContain("loss");
  }

  @Test
  void onlyWhatIsDeclaredIsJudged() {
    ModelSpec loss = spec("loss: l");
    assertThat(MONITOR.alerts(loss))
        .extracting(AlertDefinition::name)
        .containsExactly("MLModelTrainingLossInvalid");
    assertThat(MONITOR.panels(loss)).hasSize(2);
    assertThat(MONITOR.series(loss, SeriesScope.of(loss))).isEqualTo(3);
    assertThat(MONITOR.series(SPEC, SeriesScope.of(SPEC))).isEqualTo(6);
    assertThat(MONITOR.alerts(SPEC)).hasSize(3);
  }
}
