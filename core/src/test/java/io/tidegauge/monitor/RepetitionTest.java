package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.Row;
import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class RepetitionTest {
  private static final ModelSpec SPEC = spec("unique: true, repeated: true");

  private static ModelSpec spec(String more) {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions: {table: t, time: ts, id: i, kind: binary, score: s, slices: [channel], %s}
        features: {amount: numeric, age: numeric, merchant: category}
        windows: [1h]
        """
            .formatted(more));
  }

  private static int nth(Row row) {
    return (int) (row.timeMicros() / 60_000_000 - 1_700_000_000 / 60);
  }

  private static String readings(ModelSpec spec, int rows, BiConsumer<Row, Random> fill) {
    return new Observed(spec)
        .rows("v1", Profiles.rows(spec, rows, 1, fill))
        .text(new Repetition())
        .lines()
        .reduce("", (all, line) -> all + line + "\n");
  }

  /** Ids 0 to 5, 0 to 3 of them twice; the score, which is no feature, tells no rows apart. */
  @Test
  void idsAndInputsThatCameBeforeAreCounted() {
    assertThat(
            readings(
                SPEC,
                10,
                (row, random) -> {
                  row.id("id" + nth(row) % 6);
                  row.number(0, nth(row) % 2 == 0 ? 0.0 : -0.0);
                  row.number(1, nth(row) < 5 ? 30 : 31);
                  row.number(2, random.nextDouble());
                  row.text(0, nth(row) == 9 ? null : "");
                  row.slice(0, "web");
                }))
        .isEqualTo(
            """
            ml_prediction_duplicate_ratio{version=v1 window=1h slice=all} 0.4
            ml_prediction_repeated_input_ratio{version=v1 window=1h slice=all} 0.7
            """);
  }

  /** A number is no other number's neighbour's, and a text is no number. */
  @Test
  void whatIsInAnotherFeatureIsAnotherInput() {
    assertThat(
            readings(
                SPEC,
                4,
                (row, random) -> {
                  row.id(null);
                  int nth = nth(row);
                  if (nth == 0) {
                    row.number(0, 1);
                  } else if (nth == 1) {
                    row.number(1, 1);
                  } else if (nth == 2) {
                    row.text(0, "1");
                  }
                }))
        .as("one row has no feature, none has an id")
        .isEqualTo(
            """
            ml_prediction_repeated_input_ratio{version=v1 window=1h slice=all} 0.0
            absent no_data 1
            """);
  }

  @Test
  void whatIsNotAskedForIsNotThere() {
    ModelSpec ids = spec("unique: true");
    assertThat(readings(ids, 3, (row, random) -> row.id("same")))
        .isEqualTo("ml_prediction_duplicate_ratio{version=v1 window=1h slice=all} 0.6666667\n");
    assertThat(new Repetition().series(ids, new SeriesScope(2, 3, 5))).isEqualTo(6);
    assertThat(new Repetition().series(SPEC, new SeriesScope(2, 3, 5))).isEqualTo(12);
    assertThat(new Repetition().fits(spec("threshold: 0.5"))).isFalse();
    assertThat(
            new Observed(ids)
                .rows("v1", Profiles.rows(ids, 3, 1, (row, random) -> row.id("same")))
                .unreadable("id")
                .text(new Repetition()))
        .isEmpty();
  }

  /** Of eight scores that are numbers, four are 0 of either sign. */
  @Test
  void theShareOfTheMostFrequentScoreIsTold() {
    ModelSpec identical = spec("identical: true");
    double[] scores = {0.0, -0.0, 0.5, 0.25, 0.0, 0.75, 0.5, 0.0, Double.NaN, Double.NaN};
    assertThat(
            readings(
                identical,
                11,
                (row, random) -> {
                  if (nth(row) < scores.length) {
                    row.number(2, scores[nth(row)]);
                  }
                }))
        .isEqualTo("ml_prediction_most_frequent_ratio{version=v1 window=1h slice=all} 0.5\n");
    assertThat(readings(identical, 3, (row, random) -> row.number(2, Double.NaN)))
        .isEqualTo("absent no_data 1\n");
    assertThat(
            new Observed(identical)
                .rows("v1", Profiles.rows(identical, 3, 1, (row, random) -> row.number(2, 1)))
                .unreadable("score")
                .text(new Repetition()))
        .isEmpty();
  }
}
