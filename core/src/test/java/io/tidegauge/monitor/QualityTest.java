package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.Row;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QualityTest {
  private static final Monitor MONITOR = new Quality();

  private static final ModelSpec BINARY =
      spec("kind: binary, score: s, output: o, positive: decline", "");
  private static final ModelSpec SCORED = spec("kind: binary, score: s, threshold: 0.3", "");
  private static final ModelSpec CLASSES =
      spec("kind: multiclass, output: o", ", classes: [cat, dog]");
  private static final ModelSpec UNNAMED = spec("kind: multiclass, output: o", "");
  private static final ModelSpec NUMBER = spec("kind: regression, score: s", "");

  private static ModelSpec spec(String predictions, String labels) {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions:
          {table: t, time: ts, id: i, version: v, slices: [{column: c, values: [web]}], %s}
        features: {x: numeric}
        labels: {table: l, id: i, value: y, time: at, mature_after: 7d%s}
        windows: [1h]
        max_versions: 1
        """
            .formatted(predictions, labels));
  }

  /** A prediction that was joined with its label; absent parts are NULL. */
  private static Row row(
      ModelSpec spec, @Nullable Double score, @Nullable String output, @Nullable Object label) {
    Row row = new Row(CohortColumns.of(spec).orElseThrow().read());
    row.version("v1");
    row.slice(0, "app");
    int next = 0;
    if (spec.predictions().score().isPresent()) {
      if (score != null) {
        row.number(0, score);
      }
      next++;
    }
    int text = 0;
    if (spec.predictions().output().isPresent()) {
      row.text(text++, output);
    }
    if (label instanceof Double number) {
      row.number(next++, number);
    } else if (label != null) {
      row.text(text, (String) label);
    }
    if (label != null) {
      row.number(next, 3600);
    }
    return row;
  }

  private static String text(ModelSpec spec, Row... rows) {
    return new Observed(spec)
        .labelled(List.of(rows))
        .text(MONITOR)
        .lines()
        .filter(line -> !line.contains("standard_error") && !line.contains("lag"))
        .map(line -> line.replace("version=v1 window=1h slice=all", ""))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void decisionsAreHeldAgainstLabels() {
    assertThat(
            text(
                BINARY,
                row(BINARY, 0.9, "decline", "1"),
                row(BINARY, 0.8, "decline", "0"),
                row(BINARY, 0.7, "review", "1"),
                row(BINARY, 0.1, "accept", "0"),
                row(BINARY, 0.2, "accept", null)))
        .isEqualTo(
            """
            ml_cohort_rows{} 5.0
            ml_labelled_rows{} 4.0
            ml_label_coverage_ratio{} 0.8
            ml_label_positive_ratio{} 0.5
            ml_quality_accuracy_ratio{} 0.5
            ml_quality_precision_ratio{} 0.5
            ml_quality_recall_ratio{} 0.5
            ml_quality_specificity_ratio{} 0.5
            ml_quality_f1{} 0.5
            ml_quality_mcc{} 0.0
            ml_quality_lift{} 1.0
            ml_quality_roc_auc{} 0.75
            ml_quality_average_precision{} 0.8333333
            ml_quality_log_loss{} 0.54420847
            ml_quality_brier{} 0.1875
            ml_quality_calibration_error{} 0.325
            ml_confusion_rows{version=v1 window=1h actual=positive predicted=positive} 1.0
            ml_confusion_rows{version=v1 window=1h actual=positive predicted=negative} 1.0
            ml_confusion_rows{version=v1 window=1h actual=negative predicted=positive} 1.0
            ml_confusion_rows{version=v1 window=1h actual=negative predicted=negative} 1.0
            ml_last_label_timestamp_seconds{} 1.772452795E9""");
  }

  @Test
  void whenItWasLastGoodComesWithItsAge() {
    assertThat(
            new Observed(SCORED)
                .lastGood("v1", Observed.NOW.minusSeconds(90))
                .labelled(List.of(row(SCORED, 0.3, null, "true")))
                .text(MONITOR))
        .contains(
            "ml_quality_last_good_timestamp_seconds{version=v1} "
                + (Observed.NOW.getEpochSecond() - 90) / 1e9
                + "E9",
            "ml_quality_last_good_age_seconds{version=v1} 90.0");
  }

  @Test
  void withoutAnOutputTheScoreDecides() {
    assertThat(text(SCORED, row(SCORED, 0.3, null, "true"), row(SCORED, 0.29, null, "true")))
        .contains("ml_quality_recall_ratio{} 0.5", "ml_quality_precision_ratio{} 1.0")
        .doesNotContain("roc_auc");
  }

  @Test
  void aLabelThatMeansNothingIsNone() {
    assertThat(text(SCORED, row(SCORED, 0.3, null, "maybe"), row(SCORED, 0.9, null, "no")))
        .contains(
            "ml_cohort_rows{} 2.0", "ml_labelled_rows{} 1.0", "ml_label_positive_ratio{} 0.0");
  }

  @Test
  void aScoreThatIsNoProbabilityHasNoLogLoss() {
    assertThat(
            text(
                SCORED,
                row(SCORED, 1.5, null, "yes"),
                row(SCORED, Double.NaN, null, "yes"),
                row(SCORED, -2.0, null, "no")))
        .contains("ml_labelled_rows{} 3.0", "ml_quality_roc_auc{} 1.0")
        .doesNotContain("log_loss", "brier");
  }

  @Test
  void certaintyThatIsWrongCostsMuchAndNotAll() {
    assertThat(text(SCORED, row(SCORED, 0.0, null, "yes")))
        .contains("ml_quality_log_loss{} " + (float) -Math.log(Math.ulp(1.0)));
  }

  @Test
  void classesThatTheSpecDoesNotNameAreOne() {
    assertThat(
            text(
                CLASSES,
                row(CLASSES, null, "cat", "cat"),
                row(CLASSES, null, "dog", "cat"),
                row(CLASSES, null, "mouse", "newt"),
                row(CLASSES, null, "dog", "dog")))
        .contains(
            "ml_quality_accuracy_ratio{} 0.75",
            "ml_quality_balanced_accuracy_ratio{} 0.8333333",
            "ml_confusion_rows{version=v1 window=1h actual=cat predicted=dog} 1.0",
            "ml_confusion_rows{version=v1 window=1h actual=(other) predicted=(other)} 1.0");
  }

  @Test
  void eachOfManyClassesHasItsQuality() {
    String text =
        new Observed(CLASSES)
            .labelled(
                List.of(
                    row(CLASSES, null, "cat", "cat"),
                    row(CLASSES, null, "cat", "cat"),
                    row(CLASSES, null, "dog", "cat"),
                    row(CLASSES, null, "dog", "dog")))
            .text(MONITOR);

    assertThat(text.lines().filter(line -> line.startsWith("ml_class_")))
        .containsExactly(
            "ml_class_quality_precision_ratio{version=v1 window=1h class=cat} 1.0",
            "ml_class_quality_standard_error_precision_ratio{version=v1 window=1h class=cat} 0.0",
            "ml_class_quality_recall_ratio{version=v1 window=1h class=cat} 0.6666667",
            "ml_class_quality_standard_error_recall_ratio{version=v1 window=1h class=cat} 0.27216554",
            "ml_class_quality_f1{version=v1 window=1h class=cat} 0.8",
            "ml_class_quality_standard_error_f1{version=v1 window=1h class=cat} 0.19595918",
            "ml_class_quality_precision_ratio{version=v1 window=1h class=dog} 0.5",
            "ml_class_quality_standard_error_precision_ratio{version=v1 window=1h class=dog} 0.35355338",
            "ml_class_quality_recall_ratio{version=v1 window=1h class=dog} 1.0",
            "ml_class_quality_standard_error_recall_ratio{version=v1 window=1h class=dog} 0.0",
            "ml_class_quality_f1{version=v1 window=1h class=dog} 0.6666667",
            "ml_class_quality_standard_error_f1{version=v1 window=1h class=dog} 0.3142697");
  }

  @Test
  void withoutClassesThereIsOnlyRightAndWrong() {
    assertThat(text(UNNAMED, row(UNNAMED, null, "a", "a"), row(UNNAMED, null, "b", "a")))
        .contains("ml_quality_accuracy_ratio{} 0.5")
        .doesNotContain("macro_f1");
  }

  @Test
  void numbersAreHeldAgainstLabels() {
    assertThat(
            text(
                NUMBER,
                row(NUMBER, 3.0, null, 1.0),
                row(NUMBER, 4.0, null, 5.0),
                row(NUMBER, 0.0, null, 0.0),
                row(NUMBER, null, null, 100.0),
                row(NUMBER, 7.0, null, null)))
        .isEqualTo(
            """
            ml_cohort_rows{} 5.0
            ml_labelled_rows{} 4.0
            ml_label_coverage_ratio{} 0.8
            ml_quality_bias{} 0.33333334
            ml_quality_mae{} 1.0
            ml_quality_rmse{} 1.2909944
            ml_quality_mape_ratio{} 1.1
            ml_quality_smape_ratio{} 0.6111111
            ml_quality_r2{} 0.64285713
            ml_last_label_timestamp_seconds{} 1.772452795E9""");
  }

  @Test
  void aSliceHasReadingsOfItsOwn() {
    Row web = row(SCORED, 0.9, null, "yes");
    web.slice(0, "web");
    assertThat(
            new Observed(SCORED)
                .labelled(List.of(web, row(SCORED, 0.1, null, "yes")))
                .text(MONITOR))
        .contains(
            "ml_quality_recall_ratio{version=v1 window=1h slice=all} 0.5",
            "ml_quality_recall_ratio{version=v1 window=1h slice=c=web} 1.0");
  }

  @Test
  void binsOfTheScoreCostLittleOfTheArea() {
    Random random = new Random(20);
    List<Row> rows = new ArrayList<>();
    List<double[]> drawn = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      double score = Math.pow(random.nextDouble(), 4);
      boolean positive = random.nextDouble() < score;
      drawn.add(new double[] {score, positive ? 1 : 0});
      rows.add(row(SCORED, score, null, positive ? "yes" : "no"));
    }
    double pairs = 0;
    double won = 0;
    for (double[] one : drawn) {
      for (double[] other : drawn) {
        if (one[1] == 1 && other[1] == 0) {
          pairs++;
          won += one[0] > other[0] ? 1 : one[0] == other[0] ? 0.5 : 0;
        }
      }
    }
    double area =
        new Observed(SCORED)
            .labelled(rows).readings(MONITOR).readings().stream()
                .filter(reading -> reading.metric().name().equals("ml_quality_roc_auc"))
                .findFirst()
                .orElseThrow()
                .value();
    assertThat(area).isEqualTo(won / pairs, within(1e-3));
  }

  @Test
  void thePromiseOfSeriesHolds() {
    for (ModelSpec spec : List.of(BINARY, SCORED, CLASSES, UNNAMED, NUMBER)) {
      List<Row> rows = new ArrayList<>();
      Random random = new Random(1);
      for (int i = 0; i < 200; i++) {
        boolean one = random.nextBoolean();
        boolean other = random.nextBoolean();
        Object label = spec.equals(NUMBER) ? (Object) random.nextDouble() : one ? "1" : "0";
        Row row = row(spec, random.nextDouble(), other ? "decline" : "1", label);
        row.slice(0, "web");
        rows.add(row);
      }
      Readings readings = new Observed(spec).labelled(rows).readings(MONITOR);
      long withoutError = spec.equals(NUMBER) ? 2 : 0;
      assertThat(withoutError + readings.readings().size())
          .as("%s", spec.predictions().kind())
          .isLessThanOrEqualTo(MONITOR.series(spec, SeriesScope.of(spec)));
    }
  }
}
