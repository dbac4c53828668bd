package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The quality of predictions against what scikit-learn makes of the same rows. */
class QualityReferenceTest {

  static Stream<JsonNode> confusions() {
    return Vectors.ofQuality("confusions");
  }

  static Stream<JsonNode> scores() {
    return Vectors.ofQuality("scores");
  }

  static Stream<JsonNode> classes() {
    return Vectors.ofQuality("classes");
  }

  static Stream<JsonNode> regressions() {
    return Vectors.ofQuality("regressions");
  }

  static Stream<JsonNode> rankings() {
    return Vectors.ofQuality("rankings");
  }

  static Stream<JsonNode> calibrations() {
    return Vectors.ofQuality("calibrations");
  }

  @ParameterizedTest
  @MethodSource("calibrations")
  void whatScoresPromiseIsTheReference(JsonNode expected) {
    IsotonicCalibration calibration =
        IsotonicCalibration.of(
                Vectors.longs(expected.required("positives")),
                Vectors.longs(expected.required("negatives")),
                Vectors.doubles(expected.required("scores")))
            .orElseThrow();
    double[] probabilities = Vectors.doubles(expected.required("probabilities"));
    double[] shares = Vectors.doubles(expected.required("shares"));
    double[] decided = Vectors.doubles(expected.required("decided"));
    for (int bin = 0; bin < probabilities.length; bin++) {
      Vectors.assertClose("probability", calibration.probability(bin), probabilities[bin]);
      assertThat(shares[calibration.nearest(bin)]).isEqualTo(decided[bin]);
    }
    ConfidenceEstimate estimate =
        new ConfidenceEstimate(calibration, decided, Vectors.longs(expected.required("rows")));
    for (QualityMetric metric : ConfidenceEstimate.METRICS) {
      assertEstimate(expected, metric.label(), estimate.of(metric));
    }
  }

  @ParameterizedTest
  @MethodSource("confusions")
  void twoClassesAreTheReference(JsonNode expected) {
    long[] counts = Vectors.longs(expected.required("counts"));
    Confusion confusion = new Confusion(counts[0], counts[1], counts[2], counts[3]);
    assertEstimate(expected, "accuracy", confusion.accuracy());
    assertEstimate(expected, "precision", confusion.precision());
    assertEstimate(expected, "recall", confusion.recall());
    assertEstimate(expected, "specificity", confusion.specificity());
    assertEstimate(expected, "false_positive_rate", confusion.falsePositiveRate());
    assertEstimate(expected, "negative_predictive_value", confusion.negativePredictiveValue());
    assertEstimate(expected, "f1", confusion.f1());
    assertEstimate(expected, "balanced_accuracy", confusion.balancedAccuracy());
    assertEstimate(expected, "mcc", confusion.matthewsCorrelation());
    assertEstimate(expected, "positive_rate", confusion.positiveRate());
    assertEstimate(expected, "prevalence", confusion.prevalence());
    assertEstimate(expected, "lift", confusion.lift());
  }

  @ParameterizedTest
  @MethodSource("scores")
  void binnedScoresAreTheReference(JsonNode expected) {
    ScoredOutcomes scored =
        ScoredOutcomes.of(
                Vectors.longs(expected.required("positives")),
                Vectors.longs(expected.required("negatives")))
            .withMeanScores(Vectors.doubles(expected.required("means")));
    assertEstimate(expected, "roc_auc", scored.rocAuc());
    assertEstimate(expected, "average_precision", scored.averagePrecision());
    assertEstimate(expected, "kolmogorov_smirnov", scored.kolmogorovSmirnov());
    assertEstimate(expected, "calibration_error", scored.calibrationError());
    Vectors.assertOutcome(
        "calibration error by chance",
        scored.calibrationErrorByChance(),
        expected.required("calibration_error_by_chance"));
  }

  @ParameterizedTest
  @MethodSource("scores")
  void meansOfSumsAreTheReference(JsonNode expected) {
    Moments squares = Vectors.moments(expected.required("squares"));
    Moments losses = Vectors.moments(expected.required("losses"));
    assertEstimate(expected, "brier", squares.mean());
    assertEstimate(expected, "log_loss", losses.mean());
  }

  @ParameterizedTest
  @MethodSource("classes")
  void manyClassesAreTheReference(JsonNode expected) {
    ClassConfusion confusion = classConfusion(expected);
    for (int klass = 0; klass < confusion.classes().size(); klass++) {
      JsonNode ofClass = expected.required("classes").required(klass);
      Confusion against = confusion.against(klass);
      Vectors.assertOutcome("precision", against.precision().value(), ofClass.required(0));
      Vectors.assertOutcome("recall", against.recall().value(), ofClass.required(1));
      Vectors.assertOutcome("F1", against.f1().value(), ofClass.required(2));
    }
    assertEstimate(expected, "accuracy", confusion.accuracy());
    assertEstimate(expected, "macro_f1", confusion.macroF1());
    assertEstimate(expected, "weighted_f1", confusion.weightedF1());
    assertEstimate(expected, "balanced_accuracy", confusion.balancedAccuracy());
    assertEstimate(expected, "mcc", confusion.matthewsCorrelation());
  }

  private static ClassConfusion classConfusion(JsonNode expected) {
    long[][] counts =
        StreamSupport.stream(expected.required("counts").spliterator(), false)
            .map(Vectors::longs)
            .toArray(long[][]::new);
    List<String> names = IntStream.range(0, counts.length).mapToObj(i -> "class " + i).toList();
    return ClassConfusion.of(names, counts);
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void numbersAreTheReference(JsonNode expected) {
    double[] sums = Vectors.doubles(expected.required("sums"));
    RegressionErrors errors =
        new RegressionErrors(
            (long) sums[0],
            sums[1],
            sums[2],
            sums[3],
            sums[4],
            sums[5],
            sums[6],
            Vectors.moments(expected.required("relative")),
            Vectors.moments(expected.required("symmetric")));
    assertEstimate(expected, "bias", errors.bias());
    assertEstimate(expected, "mae", errors.meanAbsoluteError());
    assertEstimate(expected, "rmse", errors.rootMeanSquaredError());
    assertEstimate(expected, "mape", errors.meanAbsolutePercentageError());
    assertEstimate(expected, "smape", errors.symmetricMeanAbsolutePercentageError());
    Vectors.assertOutcome("R2", errors.r2(), expected.required("r2"));
  }

  @ParameterizedTest
  @MethodSource("rankings")
  void rankingsAreTheReference(JsonNode expected) {
    double[] relevances = Vectors.doubles(expected.required("relevances"));
    int k = expected.required("k").intValue();
    Vectors.assertOutcome("NDCG", Ranking.ndcg(relevances, k), expected.required("ndcg"));
    assertThat(Ranking.hit(relevances, k)).isEqualTo(expected.required("hit").booleanValue());
    assertThat(Ranking.reciprocalRank(relevances))
        .isEqualTo(expected.required("reciprocal_rank").doubleValue());
  }

  private static void assertEstimate(JsonNode expected, String name, Estimate actual) {
    Vectors.assertEstimate(name, actual, expected.required(name));
  }
}
