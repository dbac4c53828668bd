package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

/**
 * Whether standard errors and noise are what they say where a log holds one in ten of the approved
 * predictions and all of the rejected ones: what is sampled depends on the score and the decision.
 */
class WeightedCoverageTest {
  private static final int SAMPLES = 2000;
  private static final int BINS = 10;
  private static final int PREDICTIONS = 8000;
  private static final int APPROVED_FROM = 6;
  private static final long WEIGHT = 10;

  private final RandomGenerator random = new Well19937c(20261122);

  /** Of a prediction of a bin, that it turns out positive. */
  private static double probability(int bin) {
    return (bin + 0.5) / BINS;
  }

  private static boolean isApproved(int bin) {
    return bin >= APPROVED_FROM;
  }

  /** The sums of the weights, and of their squares: of positives by bin, then of negatives. */
  private WeightedCounts sample() {
    long[] counts = new long[2 * BINS];
    long[] squares = new long[2 * BINS];
    for (int prediction = 0; prediction < PREDICTIONS; prediction++) {
      int bin = random.nextInt(BINS);
      int cell = random.nextDouble() < probability(bin) ? bin : BINS + bin;
      long weight = isApproved(bin) ? WEIGHT : 1;
      if (random.nextInt((int) weight) == 0) {
        counts[cell] += weight;
        squares[cell] += weight * weight;
      }
    }
    return new WeightedCounts(counts, squares);
  }

  private static long[] truth() {
    double[] positives = IntStream.range(0, BINS).mapToDouble(bin -> probability(bin)).toArray();
    double[] negatives = Arrays.stream(positives).map(share -> 1 - share).toArray();
    return DoubleStream.concat(Arrays.stream(positives), Arrays.stream(negatives))
        .mapToLong(share -> Math.round(share * 1e8))
        .toArray();
  }

  private static Confusion confusion(long[] cells) {
    long[] met = new long[4];
    for (int cell = 0; cell < cells.length; cell++) {
      met[(isApproved(cell % BINS) ? 0 : 2) + cell / BINS] += cells[cell];
    }
    return new Confusion(met[0], met[1], met[2], met[3]);
  }

  private static ScoredOutcomes scored(long[] cells) {
    return ScoredOutcomes.of(
        Arrays.copyOf(cells, BINS), Arrays.copyOfRange(cells, BINS, cells.length));
  }

  private static final Map<String, Function<long[], Estimate>> STATISTICS = statistics();

  private static Map<String, Function<long[], Estimate>> statistics() {
    Map<String, Function<long[], Estimate>> all = new LinkedHashMap<>();
    all.put("accuracy", cells -> confusion(cells).accuracy());
    all.put("precision", cells -> confusion(cells).precision());
    all.put("recall", cells -> confusion(cells).recall());
    all.put("F1", cells -> confusion(cells).f1());
    all.put("MCC", cells -> confusion(cells).matthewsCorrelation());
    all.put("lift", cells -> confusion(cells).lift());
    all.put("ROC AUC", cells -> scored(cells).rocAuc());
    all.put("average precision", cells -> scored(cells).averagePrecision());
    return all;
  }

  /** The squared error of the score, as a mean of values. */
  private static Moments brier(long[] cells) {
    Moments sum = new Moments(0, 0, 0);
    for (int cell = 0; cell < cells.length; cell++) {
      double error = cell < BINS ? 1 - probability(cell) : probability(cell - BINS);
      double square = error * error;
      double rows = (double) cells[cell];
      sum = sum.plus(new Moments(cells[cell], rows * square, rows * square * square));
    }
    return sum;
  }

  private static Proportion approved(long[] cells) {
    Confusion met = confusion(cells);
    return new Proportion(met.truePositives() + met.falsePositives(), met.rows());
  }

  @Test
  void intervalsCoverTheTruth() {
    Map<String, Integer> covered = new LinkedHashMap<>();
    Map<String, Integer> pretending = new LinkedHashMap<>();
    for (int i = 0; i < SAMPLES; i++) {
      WeightedCounts sample = sample();
      STATISTICS.forEach(
          (name, statistic) -> {
            note(covered, name, sample.of(statistic), statistic.apply(truth()));
            note(pretending, name, statistic.apply(sample.counts()), statistic.apply(truth()));
          });
      Moments squares = brier(sample.squares());
      Moments values = brier(sample.counts());
      note(covered, "Brier", values.effective(squares).mean(), brier(truth()).mean());
      Proportion share = approved(sample.counts());
      Estimate error = share.effective(approved(sample.squares())).estimate();
      note(covered, "approved", share.estimate().withErrorOf(error), approved(truth()).estimate());
    }
    assertThat(covered)
        .hasSize(STATISTICS.size() + 2)
        .allSatisfy(
            (name, count) -> assertThat((double) count / SAMPLES).as(name).isBetween(0.93, 0.97));
    assertThat((double) pretending.getOrDefault("precision", SAMPLES) / SAMPLES)
        .as("of sums of weights that are taken for rows")
        .isLessThan(0.6);
  }

  private static void note(
      Map<String, Integer> covered, String name, Estimate estimate, Estimate truth) {
    boolean contains =
        estimate.interval(0.95).orElseThrow().contains(truth.value().asOptional().orElseThrow());
    covered.merge(name, contains ? 1 : 0, Integer::sum);
  }

  /** Where each row stands for itself, it is the delta method of the statistics themselves. */
  @Test
  void withoutWeightsErrorsAreThoseOfTheStatistics() {
    long[] cells = {3, 9, 4, 17, 12, 30, 21, 44, 50, 61, 70, 52, 33, 41, 22, 20, 11, 9, 4, 2};
    for (String name : List.of("accuracy", "precision", "recall", "F1", "MCC", "lift")) {
      Function<long[], Estimate> statistic = Objects.requireNonNull(STATISTICS.get(name));
      double error = statistic.apply(cells).standardError().asOptional().orElseThrow();
      assertThat(new WeightedCounts(cells, cells).of(statistic).standardError().asOptional())
          .as(name)
          .hasValueCloseTo(error, offset(1e-6 * error));
    }
  }

  /**
   * Rows of one weight are worth as many as there are, and rows that are alike by weights fewer.
   */
  @Test
  void effectiveSizes() {
    Distribution alike = Distribution.of(30, 50, 20).weighted(300, 500, 200);
    assertThat(alike.effectiveTotal()).isEqualTo(10, offset(1e-9));
    assertThat(Distribution.of(30, 50, 20).weighted(30, 50, 20).effectiveTotal())
        .isEqualTo(100, offset(1e-9));
    assertThat(Distribution.of(0, 0).weighted(0, 0).effectiveTotal()).isZero();
    assertThat(new Moments(100, 250, 1000).effective(new Moments(1000, 2500, 10_000)))
        .isEqualTo(new Moments(10, 25, 100));
    assertThat(new Proportion(30, 100).effective(new Proportion(300, 1000)))
        .isEqualTo(new Proportion(3, 10));
    assertThat(new Proportion(0, 100).effective(new Proportion(0, 1000)))
        .isEqualTo(new Proportion(0, 10));
  }

  /** Drift that is not there is told about as often as the noise says. */
  @Test
  void noiseHoldsAtTheEffectiveSize() {
    Distribution reference =
        Distribution.of(LongStream.generate(() -> 100_000).limit(BINS).toArray());
    NoiseGrid grid = NoiseBootstrap.of(DriftDistance.PSI, 1, 7, 0.95, 0.99).independent(reference);
    int rare = 0;
    int effective = 0;
    int pretending = 0;
    for (int i = 0; i < SAMPLES; i++) {
      WeightedCounts sample = sample();
      Distribution current =
          Distribution.of(byBin(sample.counts())).weighted(byBin(sample.squares()));
      double score =
          DriftDistance.PSI.between(reference, current.effective(), 1).asOptional().orElseThrow();
      effective += score > noise(grid, 0.95, current.effectiveTotal(0.95)) ? 1 : 0;
      rare += score > noise(grid, 0.99, current.effectiveTotal(0.99)) ? 1 : 0;
      pretending += score > noise(grid, 0.95, current.total()) ? 1 : 0;
    }
    assertThat((double) effective / SAMPLES).isBetween(0.03, 0.07);
    assertThat((double) rare / SAMPLES).isBetween(0.003, 0.02);
    assertThat((double) pretending / SAMPLES).isGreaterThan(0.5);
  }

  private static double noise(NoiseGrid grid, double level, double rows) {
    return grid.at(level, rows).asOptional().orElseThrow();
  }

  private static long[] byBin(long[] cells) {
    return IntStream.range(0, BINS).mapToLong(bin -> cells[bin] + cells[BINS + bin]).toArray();
  }
}
