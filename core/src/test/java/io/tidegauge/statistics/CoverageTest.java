package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.statistics.GroupFairness.Group;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

/**
 * Whether the standard errors and p-values are what they say: of some thousand samples, the share
 * whose 95 % interval covers the truth, or whose test errs.
 */
class CoverageTest {
  private static final int SAMPLES = 4000;
  private static final double LEVEL = 0.95;

  private final RandomGenerator random = new Well19937c(20261121);

  /** For each name, how often its interval covered the truth. */
  private static final class Coverage {
    private final Map<String, int[]> covered = new LinkedHashMap<>();

    void add(String name, Optional<Interval> interval, double truth) {
      boolean contains = interval.orElseThrow().contains(truth);
      covered.computeIfAbsent(name, key -> new int[1])[0] += contains ? 1 : 0;
    }

    void add(String name, Estimate estimate, Estimate truth) {
      add(name, estimate.interval(LEVEL), truth.value().asOptional().orElseThrow());
    }

    void assertNominal() {
      assertThat(covered)
          .isNotEmpty()
          .allSatisfy(
              (name, count) ->
                  assertThat((double) count[0] / SAMPLES).as(name).isBetween(0.93, 0.97));
    }
  }

  /** Rows that fall at random into cells of these probabilities. */
  private long[] draw(int rows, double... probabilities) {
    double[] cumulative = probabilities.clone();
    Arrays.parallelPrefix(cumulative, Double::sum);
    long[] counts = new long[probabilities.length];
    for (int row = 0; row < rows; row++) {
      double place = random.nextDouble() * cumulative[cumulative.length - 1];
      int found = Arrays.binarySearch(cumulative, place);
      counts[found < 0 ? -found - 1 : found + 1]++;
    }
    return counts;
  }

  /** The counts of so many rows that their values are the truth. */
  private static long[] truth(double... probabilities) {
    return Arrays.stream(probabilities).mapToLong(p -> Math.round(p * 1e12)).toArray();
  }

  private static Confusion confusion(long[] counts) {
    return new Confusion(counts[0], counts[1], counts[2], counts[3]);
  }

  @Test
  void twoClasses() {
    double[] probabilities = {0.15, 0.1, 0.08, 0.67};
    Confusion truth = confusion(truth(probabilities));
    Coverage coverage = new Coverage();
    for (int sample = 0; sample < SAMPLES; sample++) {
      Confusion drawn = confusion(draw(1500, probabilities));
      coverage.add("accuracy", drawn.accuracy(), truth.accuracy());
      coverage.add("precision", drawn.precision(), truth.precision());
      coverage.add("recall", drawn.recall(), truth.recall());
      coverage.add("F1", drawn.f1(), truth.f1());
      coverage.add("balanced accuracy", drawn.balancedAccuracy(), truth.balancedAccuracy());
      coverage.add("MCC", drawn.matthewsCorrelation(), truth.matthewsCorrelation());
      coverage.add("lift", drawn.lift(), truth.lift());
    }
    coverage.assertNominal();
  }

  /** Where the mix of scores has changed, and what a score is worth has not. */
  @Test
  void whatScoresPromise() {
    int bins = 20;
    double[] scores = IntStream.range(0, bins).mapToDouble(bin -> (bin + 0.5) / bins).toArray();
    double[] decided = Arrays.stream(scores).map(score -> score > 0.6 ? 1 : 0).toArray();
    double[] before = Arrays.stream(scores).map(score -> 1 - score).toArray();
    double[] now = Arrays.stream(scores).map(score -> 0.3 + score).toArray();
    Coverage coverage = new Coverage();
    for (int sample = 0; sample < SAMPLES; sample++) {
      long[][] reference = outcomes(4000, scores, before);
      long[][] current = outcomes(1500, scores, now);
      IsotonicCalibration calibration =
          IsotonicCalibration.of(reference[0], reference[1], scores).orElseThrow();
      long[] rows = new long[bins];
      Arrays.setAll(rows, bin -> current[0][bin] + current[1][bin]);
      ConfidenceEstimate expected = new ConfidenceEstimate(calibration, decided, rows);
      Confusion realised = confusion(current, decided);
      coverage.add("accuracy", expected.of(QualityMetric.ACCURACY), realised.accuracy());
      coverage.add("precision", expected.of(QualityMetric.PRECISION), realised.precision());
      coverage.add("recall", expected.of(QualityMetric.RECALL), realised.recall());
      coverage.add("specificity", expected.of(QualityMetric.SPECIFICITY), realised.specificity());
      coverage.add("F1", expected.of(QualityMetric.F1), realised.f1());
      coverage.add(
          "ROC AUC",
          expected.of(QualityMetric.ROC_AUC),
          ScoredOutcomes.of(current[0], current[1]).rocAuc());
    }
    coverage.assertNominal();
  }

  /** Positives and negatives by score, of which the probability of a positive is the square. */
  private long[][] outcomes(int rows, double[] scores, double[] mix) {
    double[] cells = new double[2 * scores.length];
    for (int bin = 0; bin < scores.length; bin++) {
      cells[bin] = mix[bin] * scores[bin] * scores[bin];
      cells[scores.length + bin] = mix[bin] - cells[bin];
    }
    long[] drawn = draw(rows, cells);
    return new long[][] {
      Arrays.copyOf(drawn, scores.length), Arrays.copyOfRange(drawn, scores.length, drawn.length)
    };
  }

  private static Confusion confusion(long[][] outcomes, double[] decided) {
    long[] cells = new long[4];
    for (int bin = 0; bin < decided.length; bin++) {
      int place = decided[bin] > 0.5 ? 0 : 2;
      cells[place] += outcomes[0][bin];
      cells[place + 1] += outcomes[1][bin];
    }
    return confusion(cells);
  }

  @Test
  void manyClasses() {
    double[] probabilities = {0.3, 0.02, 0.08, 0.05, 0.2, 0.05, 0.1, 0.02, 0.18};
    ClassConfusion truth = classes(truth(probabilities));
    Coverage coverage = new Coverage();
    for (int sample = 0; sample < SAMPLES; sample++) {
      ClassConfusion drawn = classes(draw(1000, probabilities));
      coverage.add("macro F1", drawn.macroF1(), truth.macroF1());
      coverage.add("weighted F1", drawn.weightedF1(), truth.weightedF1());
      coverage.add("balanced accuracy", drawn.balancedAccuracy(), truth.balancedAccuracy());
      coverage.add("MCC", drawn.matthewsCorrelation(), truth.matthewsCorrelation());
    }
    coverage.assertNominal();
  }

  private static ClassConfusion classes(long[] counts) {
    long[][] rows =
        IntStream.range(0, 3)
            .mapToObj(i -> Arrays.copyOfRange(counts, 3 * i, 3 * i + 3))
            .toArray(long[][]::new);
    return ClassConfusion.of(List.of("a", "b", "c"), rows);
  }

  @Test
  void scores() {
    int bins = 20;
    double[] probabilities = new double[2 * bins];
    double[] scores = new double[bins];
    for (int bin = 0; bin < bins; bin++) {
      double middle = (bin + 0.5) / bins;
      double rows = Math.exp(-2 * middle);
      // scores are too high throughout, by far more than by chance
      scores[bin] = middle + 0.2;
      probabilities[bin] = rows * middle;
      probabilities[bins + bin] = rows * (1 - middle);
    }
    double all = Arrays.stream(probabilities).sum();
    double[] normed = Arrays.stream(probabilities).map(p -> p / all).toArray();
    ScoredOutcomes truth = scored(truth(normed), scores);
    Coverage coverage = new Coverage();
    for (int sample = 0; sample < SAMPLES; sample++) {
      ScoredOutcomes drawn = scored(draw(1500, normed), scores);
      coverage.add("ROC AUC", drawn.rocAuc(), truth.rocAuc());
      coverage.add("average precision", drawn.averagePrecision(), truth.averagePrecision());
      coverage.add("calibration error", drawn.calibrationError(), truth.calibrationError());
    }
    coverage.assertNominal();
  }

  private static ScoredOutcomes scored(long[] counts, double[] scores) {
    int bins = counts.length / 2;
    return ScoredOutcomes.of(
            Arrays.copyOf(counts, bins), Arrays.copyOfRange(counts, bins, 2 * bins))
        .withMeanScores(scores);
  }

  @Test
  void classesThatAScoreTellsApartAtOnePlace() {
    double[] probabilities = {0.02, 0.03, 0.1, 0.15, 0.35, 0.2, 0.1, 0.05};
    double[] scores = {0, 0, 0, 0};
    Estimate truth = scored(truth(probabilities), scores).kolmogorovSmirnov();
    Coverage coverage = new Coverage();
    for (int sample = 0; sample < SAMPLES; sample++) {
      Estimate drawn = scored(draw(1500, probabilities), scores).kolmogorovSmirnov();
      coverage.add("KS", drawn, truth);
    }
    coverage.assertNominal();
  }

  @Test
  void calibratedScoresShowTheErrorByChance() {
    double[] scores = {0.1, 0.3, 0.5, 0.7, 0.9};
    double[] probabilities = {0.02, 0.06, 0.1, 0.14, 0.18, 0.18, 0.14, 0.1, 0.06, 0.02};
    double errors = 0;
    double byChance = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      ScoredOutcomes drawn = scored(draw(500, probabilities), scores);
      errors += drawn.calibrationError().value().asOptional().orElseThrow();
      byChance += drawn.calibrationErrorByChance().asOptional().orElseThrow();
    }
    assertThat(errors / byChance).isBetween(0.97, 1.03);
  }

  @Test
  void numbers() {
    Coverage coverage = new Coverage();
    double meanAbsolute = Math.sqrt(2 / Math.PI);
    for (int sample = 0; sample < SAMPLES; sample++) {
      RegressionErrors drawn = regression(400);
      coverage.add("bias", drawn.bias().interval(LEVEL), 0);
      coverage.add("MAE", drawn.meanAbsoluteError().interval(LEVEL), meanAbsolute);
      coverage.add("RMSE", drawn.rootMeanSquaredError().interval(LEVEL), 1);
      // labels from 1 to 2: the mean of 1 / y is ln 2
      coverage.add(
          "MAPE", drawn.meanAbsolutePercentageError().interval(LEVEL), meanAbsolute * Math.log(2));
    }
    coverage.assertNominal();
  }

  private RegressionErrors regression(int rows) {
    Moments none = new Moments(0, 0, 0);
    double[] sums = new double[8];
    for (int row = 0; row < rows; row++) {
      double y = 1 + random.nextDouble();
      double e = random.nextGaussian();
      sums[0] += e;
      sums[1] += Math.abs(e);
      sums[2] += e * e;
      sums[3] += e * e * e * e;
      sums[4] += y;
      sums[5] += y * y;
      sums[6] += Math.abs(e / y);
      sums[7] += e * e / y / y;
    }
    Moments relative = new Moments(rows, sums[6], sums[7]);
    return new RegressionErrors(
        rows, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], relative, none);
  }

  private static GroupFairness fairness(long[] group, long[] others) {
    return new GroupFairness(Group.of(confusion(group)), Group.of(confusion(others)));
  }

  @Test
  void groups() {
    double[] one = {0.1, 0.1, 0.1, 0.7};
    double[] other = {0.2, 0.1, 0.1, 0.6};
    GroupFairness truth = fairness(truth(one), truth(other));
    Coverage coverage = new Coverage();
    for (int sample = 0; sample < SAMPLES; sample++) {
      GroupFairness drawn = fairness(draw(1000, one), draw(1500, other));
      coverage.add(
          "statistical parity",
          drawn.statisticalParityDifference(),
          truth.statisticalParityDifference());
      coverage.add("disparate impact", drawn.disparateImpactRatio(), truth.disparateImpactRatio());
      coverage.add(
          "equal opportunity",
          drawn.equalOpportunityDifference(),
          truth.equalOpportunityDifference());
    }
    coverage.assertNominal();
  }

  @Test
  void comparisons() {
    Coverage coverage = new Coverage();
    for (int sample = 0; sample < SAMPLES; sample++) {
      TwoProportions few = twoProportions(80, 0.06, 60, 0.1);
      coverage.add("shares of few rows", few.interval(LEVEL), 0.04);
      TwoProportions many = twoProportions(1000, 0.2, 500, 0.25);
      coverage.add("shares", many.difference().interval(LEVEL), 0.05);
      coverage.add("share of few rows", few.control().interval(LEVEL), 0.06);
      WelchTest means = new WelchTest(normals(8, 1, 1), normals(15, 1.5, 3));
      coverage.add("means of few rows", means.interval(LEVEL), 0.5);
      long[] paired = draw(500, 0.08, 0.12, 0.8);
      McNemar models = new McNemar(500, paired[0], paired[1]);
      coverage.add("paired", models.difference().interval(LEVEL), 0.04);
    }
    coverage.assertNominal();
  }

  private TwoProportions twoProportions(int rows1, double share1, int rows2, double share2) {
    return new TwoProportions(
        new Proportion(draw(rows1, share1, 1 - share1)[0], rows1),
        new Proportion(draw(rows2, share2, 1 - share2)[0], rows2));
  }

  private Moments normals(int rows, double mean, double deviation) {
    Moments moments = new Moments(0, 0, 0);
    for (int row = 0; row < rows; row++) {
      double x = mean + deviation * random.nextGaussian();
      moments = moments.plus(new Moments(1, x, x * x));
    }
    return moments;
  }

  /** The share of samples whose p-value is at most 0.05. */
  private static double significant(Supplier<Outcome> pValue) {
    int found = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      found += pValue.get().asOptional().orElse(1) <= 0.05 ? 1 : 0;
    }
    return (double) found / SAMPLES;
  }

  @Test
  void testsFindWhatIsNotThereInOneOfTwenty() {
    assertThat(significant(() -> twoProportions(300, 0.2, 200, 0.2).pValue()))
        .isBetween(0.03, 0.07);
    assertThat(significant(() -> new WelchTest(normals(8, 1, 1), normals(15, 1, 3)).pValue()))
        .isBetween(0.03, 0.07);
    assertThat(significant(() -> sameModels(400).pValue())).isBetween(0.03, 0.07);
    assertThat(significant(() -> sameModels(60).exactPValue())).isBetween(0.005, 0.05);
  }

  private McNemar sameModels(int rows) {
    long[] counts = draw(rows, 0.1, 0.1, 0.8);
    return new McNemar(rows, counts[0], counts[1]);
  }

  @Test
  void enoughRowsFindWhatIsThere() {
    SampleSize size = new SampleSize(0.05, 0.8);
    int shares = (int) size.forProportions(0.1, 0.05).asOptional().orElseThrow();
    int means = (int) size.forMeans(2, 0.5).asOptional().orElseThrow();
    assertThat(significant(() -> twoProportions(shares, 0.1, shares, 0.15).pValue()))
        .isBetween(0.77, 0.83);
    assertThat(
            significant(() -> new WelchTest(normals(means, 1, 2), normals(means, 1.5, 2)).pValue()))
        .isBetween(0.77, 0.83);
  }

  @Test
  void lookingAtWillErrsNoMoreThanItSays() {
    MixtureSequentialTest test = new MixtureSequentialTest(0.05);
    int runs = 1000;
    int alwaysValid = 0;
    int uncovered = 0;
    int fixed = 0;
    for (int run = 0; run < runs; run++) {
      Proportion control = new Proportion(0, 0);
      Proportion treatment = new Proportion(0, 0);
      double smallest = 1;
      double smallestFixed = 1;
      boolean covers = true;
      for (int look = 0; look < 100; look++) {
        TwoProportions more = twoProportions(100, 0.2, 100, 0.2);
        control = control.plus(more.control());
        treatment = treatment.plus(more.treatment());
        TwoProportions all = new TwoProportions(control, treatment);
        Estimate difference = all.difference();
        smallest = Math.min(smallest, test.pValue(difference).asOptional().orElse(1));
        smallestFixed = Math.min(smallestFixed, all.pValue().asOptional().orElse(1));
        covers &= test.interval(difference, LEVEL).orElseThrow().contains(0);
      }
      alwaysValid += smallest <= 0.05 ? 1 : 0;
      fixed += smallestFixed <= 0.05 ? 1 : 0;
      uncovered += covers ? 0 : 1;
    }
    assertThat(alwaysValid).isBetween(1, runs / 20);
    assertThat(uncovered).isEqualTo(alwaysValid);
    // what a test for one look does if looked at a hundred times
    assertThat(fixed).isGreaterThan(runs / 4);
  }

  @Test
  void adjustedTestsAreWrongInTheShareThatIsSaid() {
    double wrong = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      double[] p = new double[20];
      Arrays.setAll(p, i -> Normal.outside(random.nextGaussian() + (i < 10 ? 3 : 0)));
      double[] adjusted = BenjaminiHochberg.adjusted(p);
      long found = Arrays.stream(adjusted).filter(value -> value <= 0.1).count();
      long false10 = Arrays.stream(adjusted).skip(10).filter(value -> value <= 0.1).count();
      wrong += found == 0 ? 0 : (double) false10 / found;
    }
    // ten of the twenty have no effect: half of 0.1
    assertThat(wrong / SAMPLES).isBetween(0.045, 0.055);
  }
}
