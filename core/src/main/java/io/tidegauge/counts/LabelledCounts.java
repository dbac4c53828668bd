package io.tidegauge.counts;

import io.tidegauge.statistics.Confusion;
import io.tidegauge.statistics.Moments;
import io.tidegauge.statistics.Proportion;
import java.util.Arrays;
import java.util.stream.IntStream;

/** How the predictions of one cohort turned out, in the terms of statistics. */
public record LabelledCounts(CohortColumns columns, Counts counts) {

  /** Of a binary model. */
  public Confusion confusion() {
    long[][] met = columns.confusion(counts);
    return new Confusion(met[0][0], met[1][0], met[0][1], met[1][1]);
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

  /** The absolute errors of a regression. */
  public Moments absoluteErrors() {
    return moments(CohortColumn.ABSOLUTE_ERROR);
  }

  /** The values of a number; none where the model does not have it. */
  Moments moments(CohortColumn column) {
    return columns.number(counts, column).map(NumericCounts::moments).orElse(new Moments(0, 0, 0));
  }
}
