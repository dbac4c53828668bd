package io.tidegauge.counts;

import io.tidegauge.statistics.ClassConfusion;
import io.tidegauge.statistics.Confusion;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.Moments;
import io.tidegauge.statistics.Proportion;
import io.tidegauge.statistics.ScoredOutcomes;
import io.tidegauge.statistics.WeightedCounts;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** How the predictions of one cohort turned out, in the terms of statistics. */
public record LabelledCounts(CohortColumns columns, Counts counts) {

  /**
   * The same, each prediction as often as the square of its row's weight; empty without weights.
   */
  public Optional<LabelledCounts> squares() {
    return counts.squares().map(squared -> new LabelledCounts(columns, squared));
  }

  /** Of a binary model. */
  public Confusion confusion() {
    return binary(met());
  }

  private static Confusion binary(long[] met) {
    return new Confusion(met[0], met[2], met[1], met[3]);
  }

  /** How often each label met each prediction, one label after the other. */
  private long[] met() {
    return Arrays.stream(columns.confusion(counts)).flatMapToLong(Arrays::stream).toArray();
  }

  /** What is said of a binary model's outcomes. */
  public Estimate ofOutcomes(Function<Confusion, Estimate> metric) {
    return estimate(LabelledCounts::met, met -> metric.apply(binary(met)));
  }

  /** What is said of the outcomes of several classes. */
  public Estimate ofClasses(Function<ClassConfusion, Estimate> metric) {
    int classes = columns.classes().size();
    return estimate(
        LabelledCounts::met,
        met ->
            metric.apply(
                ClassConfusion.of(
                    columns.classes(),
                    IntStream.range(0, classes)
                        .mapToObj(i -> Arrays.copyOfRange(met, i * classes, (i + 1) * classes))
                        .toArray(long[][]::new))));
  }

  /** What is said of the scores of a binary model. */
  Estimate ofScores(Function<ScoredOutcomes, Estimate> metric) {
    int bins = CohortColumns.SCORES.size();
    return estimate(
        LabelledCounts::scores,
        scores ->
            metric.apply(
                ScoredOutcomes.of(
                        Arrays.copyOf(scores, bins), Arrays.copyOfRange(scores, bins, 2 * bins))
                    .withMeanScores(CohortColumns.middleScores())));
  }

  /** The scores of the positives by bin, then those of the negatives. */
  private long[] scores() {
    return LongStream.concat(
            Arrays.stream(bins(CohortColumn.SCORE_OF_POSITIVE)),
            Arrays.stream(bins(CohortColumn.SCORE_OF_NEGATIVE)))
        .toArray();
  }

  /** The rows with a label by the bin of their score. */
  public long[] scored() {
    long[] positives = bins(CohortColumn.SCORE_OF_POSITIVE);
    long[] negatives = bins(CohortColumn.SCORE_OF_NEGATIVE);
    return IntStream.range(0, positives.length)
        .mapToLong(bin -> positives[bin] + negatives[bin])
        .toArray();
  }

  private long[] bins(CohortColumn column) {
    return columns
        .number(counts, column)
        .map(NumericCounts::bins)
        .orElseGet(() -> new long[CohortColumns.SCORES.size()]);
  }

  /** Without weights the statistic's own error holds, which is the better one. */
  private Estimate estimate(
      Function<LabelledCounts, long[]> counted, Function<long[], Estimate> statistic) {
    return squares()
        .map(squared -> new WeightedCounts(counted.apply(this), counted.apply(squared)))
        .map(weighted -> weighted.of(statistic))
        .orElseGet(() -> statistic.apply(counted.apply(this)));
  }

  /** A share of the rows, of as many as they are worth. */
  public Proportion effective(Function<LabelledCounts, Proportion> share) {
    Proportion all = share.apply(this);
    return squares().map(share).map(all::effective).orElse(all);
  }

  /** The predictions of classes that were right, of those that have a label. */
  public Proportion right() {
    if (columns.classes().isEmpty()) {
      long[] met = columns.rightAndWrong(counts);
      return new Proportion(met[0], met[0] + met[1]);
    }
    long[][] met = columns.confusion(counts);
    long right = IntStream.range(0, met.length).mapToLong(klass -> met[klass][klass]).sum();
    return new Proportion(right, Arrays.stream(met).flatMapToLong(Arrays::stream).sum());
  }

  /** The predictions of a binary model that said yes, of those that have a label. */
  public Proportion predictedPositive() {
    Confusion met = confusion();
    return new Proportion(met.truePositives() + met.falsePositives(), met.rows());
  }

  /** The absolute errors of a regression, as many as they are worth. */
  public Moments absoluteErrors() {
    return moments(CohortColumn.ABSOLUTE_ERROR);
  }

  /** The values of a number, as many as they are worth; none where the model does not have it. */
  Moments moments(CohortColumn column) {
    int place = columns.indexOf(column);
    return place < 0 ? new Moments(0, 0, 0) : counts.effectiveMoments(place);
  }
}
