package io.tidegauge.counts;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import io.tidegauge.counts.NumericTally.Sums;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.Moments;
import io.tidegauge.statistics.NumericBins;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of a numeric column. Missing values, NaN and infinities are counted apart: they
 * are in no bin, no sum and no range. Sums are compensated (by Knuth's sum of two, without a
 * branch), so that they do not depend on the order of rows beyond the last bits. Not safe for use
 * by several threads.
 */
public final class NumericCounts {
  /** Relative error of the quantile histogram. */
  public static final double QUANTILE_ACCURACY = 0.01;

  /**
   * So many bins of one sign are kept: a span of 17 decimal powers. Where values span more, the
   * smallest ones are taken together, so that hostile values cannot fill the memory.
   */
  private static final int QUANTILE_BINS = 2048;

  /** By how much sums of the same values may differ, for their order. */
  private static final double SAME_SUM = 1e-9;

  private final NumericLayout layout;
  private final @Nullable NumericBins edges;
  private final double lowest;
  private final double highest;
  private final double shift;
  private final boolean moments;
  private long missing;
  private long nan;
  private long infinite;
  private long outOfRange;
  private long finite;

  /** By how many the rows are fewer than what they stand for. */
  private long beyondRows;

  private long zeros;
  private long negatives;
  private long subnormals;
  private long typeErrors;
  private double sum;
  private double sumRest;
  private double squares;
  private double squaresRest;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** Whether there were several values of which the least and the largest are not kept. */
  private boolean varies;

  private final long[] bins;
  private final double @Nullable [] binSums;
  private final double @Nullable [] binSquares;
  private final @Nullable DDSketch quantiles;
  private final double largestQuantile;
  private final @Nullable DistinctValues distinct;

  /** Nothing counted yet. */
  public NumericCounts(NumericLayout layout) {
    this.layout = layout;
    this.edges = layout.bins().orElse(null);
    this.lowest =
        layout.range().isPresent() ? layout.range().get().lowest() : Double.NEGATIVE_INFINITY;
    this.highest =
        layout.range().isPresent() ? layout.range().get().highest() : Double.POSITIVE_INFINITY;
    this.shift = layout.shift();
    this.moments = layout.moments();
    this.bins = new long[edges == null ? 0 : edges.size()];
    boolean spread = layout.spread() && edges != null;
    this.binSums = spread ? new double[bins.length] : null;
    this.binSquares = spread ? new double[bins.length] : null;
    this.quantiles =
        layout.quantiles()
            ? DDSketches.collapsingLowestDense(QUANTILE_ACCURACY, QUANTILE_BINS)
            : null;
    this.largestQuantile = quantiles == null ? 0 : quantiles.getIndexMapping().maxIndexableValue();
    this.distinct = layout.distinct() ? new DistinctValues(Sketches.DISTINCT_REGISTERS) : null;
  }

  /** Counts a NULL. */
  public void addMissing() {
    addMissing(1);
  }

  /** Counts so many NULLs. */
  public void addMissing(long times) {
    missing += times;
  }

  /** Of the missing values, counts so many that are texts which say no number. */
  public void addTypeErrors(long times) {
    typeErrors += times;
  }

  /** Counts a value, which may be NaN or infinite. */
  public void add(double value) {
    add(value, 1);
  }

  /** Counts a value, which may be NaN or infinite, that occurs so many times. */
  public void add(double value, long times) {
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      addNotFinite(value, times);
      return;
    }
    finite += times;
    if (distinct != null) {
      distinct.add(value, times);
    }
    if (value < lowest || value > highest) {
      outOfRange += times;
    }
    if (value < min) {
      min = value;
    }
    if (value > max) {
      max = value;
    }
    double difference = value - shift;
    double all = difference * (double) times;
    if (moments) {
      zeros += value == 0 ? times : 0;
      negatives += value < 0 ? times : 0;
      subnormals += isSubnormal(value) ? times : 0;
      addToSum(all);
      addToSquares(difference * all);
    }
    if (edges != null) {
      int bin = edges.indexOf(value);
      bins[bin] += times;
      if (binSums != null && binSquares != null) {
        binSums[bin] += all;
        binSquares[bin] += difference * all;
      }
    }
    if (quantiles != null) {
      // The histogram refuses the largest doubles, which are within its accuracy of its last bin.
      quantiles.accept(
          value > largestQuantile
              ? largestQuantile
              : value < -largestQuantile ? -largestQuantile : value,
          (double) times);
    }
  }

  /** Counts a value of one row that stands for so many predictions. */
  void addWeighted(double value, long times) {
    add(value, times);
    beyondRows += Math.abs(value) <= Double.MAX_VALUE ? times - 1 : 0;
  }

  /** Adds what was counted elsewhere by the same layout, without what needs each value. */
  public void add(NumericTally tally) {
    missing += tally.missing();
    nan += tally.nan();
    infinite += tally.infinite();
    outOfRange += tally.outOfRange();
    if (tally.finite() == 0) {
      return;
    }
    finite += tally.finite();
    min = Math.min(min, tally.min());
    max = Math.max(max, tally.max());
    if (moments) {
      zeros += tally.zeros();
      negatives += tally.negatives();
      subnormals += tally.subnormals();
      addToSum(tally.sums().sum());
      addToSquares(tally.sums().squares());
    }
    for (int i = 0; i < bins.length; i++) {
      bins[i] += tally.bins()[i];
    }
    Sums[] sums = tally.binSums();
    if (binSums != null && binSquares != null && sums != null) {
      for (int i = 0; i < bins.length; i++) {
        binSums[i] += sums[i].sum();
        binSquares[i] += sums[i].squares();
      }
    }
  }

  private static boolean isSubnormal(double value) {
    return value != 0 && Math.abs(value) < Double.MIN_NORMAL;
  }

  private void addNotFinite(double value, long times) {
    if (Double.isNaN(value)) {
      nan += times;
    } else {
      infinite += times;
    }
  }

  private void addToSum(double term) {
    double total = sum + term;
    double added = total - sum;
    sumRest += (sum - (total - added)) + (term - added);
    sum = total;
  }

  private void addToSquares(double term) {
    double total = squares + term;
    double added = total - squares;
    squaresRest += (squares - (total - added)) + (term - added);
    squares = total;
  }

  /** Adds what was counted elsewhere in the same layout. */
  public void merge(NumericCounts other) {
    if (!layout.equals(other.layout)) {
      throw new IllegalArgumentException("counts of different layouts cannot be added");
    }
    missing += other.missing;
    nan += other.nan;
    infinite += other.infinite;
    outOfRange += other.outOfRange;
    finite += other.finite;
    beyondRows += other.beyondRows;
    zeros += other.zeros;
    negatives += other.negatives;
    subnormals += other.subnormals;
    typeErrors += other.typeErrors;
    varies |= other.varies;
    min = other.min < min ? other.min : min;
    max = other.max > max ? other.max : max;
    addToSum(other.sum);
    sumRest += other.sumRest;
    addToSquares(other.squares);
    squaresRest += other.squaresRest;
    for (int i = 0; i < bins.length; i++) {
      bins[i] += other.bins[i];
    }
    if (binSums != null && other.binSums != null) {
      addAll(binSums, other.binSums);
    }
    if (binSquares != null && other.binSquares != null) {
      addAll(binSquares, other.binSquares);
    }
    if (quantiles != null && other.quantiles != null) {
      quantiles.mergeWith(other.quantiles);
    }
    if (distinct != null && other.distinct != null) {
      distinct.merge(other.distinct);
    }
  }

  boolean isSame(NumericCounts other) {
    return missing == other.missing
        && nan == other.nan
        && infinite == other.infinite
        && outOfRange == other.outOfRange
        && finite == other.finite
        && beyondRows == other.beyondRows
        && zeros == other.zeros
        && negatives == other.negatives
        && subnormals == other.subnormals
        && typeErrors == other.typeErrors
        && Arrays.equals(bins, other.bins)
        && constant() == other.constant()
        && (distinct == null || other.distinct == null || distinct.isSame(other.distinct))
        && (!(moments || constant()) || (min().equals(other.min()) && max().equals(other.max())))
        && hasSameSums(other);
  }

  /** Sums of the same values in another order differ in their last bits. */
  private boolean hasSameSums(NumericCounts other) {
    double here = squares + squaresRest;
    double there = other.squares + other.squaresRest;
    double scale = Math.sqrt(finite * Math.max(here, there));
    return !(Math.abs(here - there) > SAME_SUM * Math.max(here, there))
        && !(Math.abs(shiftedSum() - other.shiftedSum()) > SAME_SUM * scale);
  }

  /** In the order of {@link #write}. */
  void merge(Tape.Reader tape) {
    missing += tape.count();
    long values = 0;
    for (int i = 0; i < bins.length; i++) {
      long count = tape.count();
      bins[i] += count;
      values += count;
    }
    finite += edges == null ? tape.count() : values;
    nan += tape.rare();
    infinite += tape.rare();
    outOfRange += tape.rare();
    typeErrors += tape.rare();
    beyondRows += tape.rare();
    if (moments) {
      zeros += tape.count();
      negatives += tape.count();
      subnormals += tape.rare();
      min = Math.min(min, tape.number());
      max = Math.max(max, tape.number());
      addToSum(tape.number());
      addToSquares(tape.number());
    } else {
      mergeOnly(tape.number());
    }
    if (binSums != null && binSquares != null) {
      for (int i = 0; i < bins.length; i++) {
        binSums[i] += tape.number();
        binSquares[i] += tape.number();
      }
    }
    if (quantiles != null) {
      quantiles.mergeWith(tape.sketch());
    }
    if (distinct != null) {
      distinct.merge(tape);
    }
  }

  /** The one value that occurs; infinity where none does, NaN where there are more. */
  private void mergeOnly(double only) {
    varies |= Double.isNaN(only);
    if (Double.isFinite(only)) {
      min = Math.min(min, only);
      max = Math.max(max, only);
    }
  }

  void write(Tape.Writer tape) {
    tape.count(missing);
    for (long bin : bins) {
      tape.count(bin);
    }
    if (edges == null) {
      tape.count(finite);
    }
    tape.rare(nan);
    tape.rare(infinite);
    tape.rare(outOfRange);
    tape.rare(typeErrors);
    tape.rare(beyondRows);
    if (moments) {
      tape.count(zeros);
      tape.count(negatives);
      tape.rare(subnormals);
      tape.number(min);
      tape.number(max);
      tape.number(sum + sumRest);
      tape.number(squares + squaresRest);
    } else {
      tape.number(constant() ? min : finite == 0 ? Double.POSITIVE_INFINITY : Double.NaN);
    }
    if (binSums != null && binSquares != null) {
      for (int i = 0; i < bins.length; i++) {
        tape.number(binSums[i]);
        tape.number(binSquares[i]);
      }
    }
    if (quantiles != null) {
      tape.sketch(quantiles);
    }
    if (distinct != null) {
      distinct.write(tape);
    }
  }

  private static void addAll(double[] target, double[] terms) {
    for (int i = 0; i < target.length; i++) {
      target[i] += terms[i];
    }
  }

  /** Rows whose value is NULL. */
  public long missing() {
    return missing;
  }

  /** Rows whose value is NaN. */
  public long nan() {
    return nan;
  }

  /** Rows whose value is positive or negative infinity. */
  public long infinite() {
    return infinite;
  }

  /** Rows whose value is finite and outside the declared range. */
  public long outOfRange() {
    return outOfRange;
  }

  /** Rows whose value is a finite number. */
  public long finite() {
    return finite;
  }

  /** Rows whose value is a finite number, each once whatever it stands for. */
  public long rows() {
    return finite - beyondRows;
  }

  /** Rows whose value is 0; none where no moments are kept. */
  public long zeros() {
    return zeros;
  }

  /** Rows whose value is finite and below 0; none where no moments are kept. */
  public long negatives() {
    return negatives;
  }

  /**
   * Rows whose value is not 0, but too small for full precision; none where no moments are kept.
   */
  public long subnormals() {
    return subnormals;
  }

  /** Rows whose value is a text that says no number: they are among the missing ones. */
  public long typeErrors() {
    return typeErrors;
  }

  /** Whether there are finite values and all are the same. */
  public boolean constant() {
    return finite > 0 && !varies && min == max;
  }

  /**
   * The smallest finite value; empty where there is none, or where it is not kept: in counts that
   * were packed without moments.
   */
  public OptionalDouble min() {
    return finite == 0 || varies ? OptionalDouble.empty() : OptionalDouble.of(min + 0.0);
  }

  /** The largest finite value; empty where {@link #min} is. */
  public OptionalDouble max() {
    return finite == 0 || varies ? OptionalDouble.empty() : OptionalDouble.of(max + 0.0);
  }

  /**
   * The mean of the finite values; empty where there is none, where their sum overflows, or where
   * no moments are kept.
   */
  public OptionalDouble mean() {
    return ifKept(shift + shiftedSum() / finite);
  }

  /**
   * The number of the finite values, their sum and that of their squares; meaningless where no
   * moments are kept.
   */
  public Moments moments() {
    double sums = shiftedSum();
    double all = sums + shift * finite;
    return new Moments(finite, all, squares + squaresRest + shift * (sums + all));
  }

  /** The finite values by bin. */
  public long[] bins() {
    return bins.clone();
  }

  /**
   * The population standard deviation of the finite values; empty where there is none, where the
   * sum of their squares overflows, or where no moments are kept.
   */
  public OptionalDouble standardDeviation() {
    double mean = shiftedSum() / finite;
    double variance = (squares + squaresRest) / finite - mean * mean;
    return ifKept(Math.sqrt(Math.max(0, variance)));
  }

  private OptionalDouble ifKept(double value) {
    return moments && Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private double shiftedSum() {
    return sum + sumRest;
  }

  /** Whether the column has bins. */
  public boolean hasBins() {
    return edges != null;
  }

  /** The finite values by bin, with the bins' means where they are kept and all are finite. */
  public Distribution distribution() {
    Distribution distribution = Distribution.of(bins);
    if (binSums == null) {
      return distribution;
    }
    double[] means = new double[bins.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = bins[i] == 0 ? 0 : shift + binSums[i] / bins[i];
    }
    boolean overflow = DoubleStream.of(means).anyMatch(mean -> !Double.isFinite(mean));
    return overflow ? distribution : distribution.withMeans(means);
  }

  /**
   * The standard deviation of the values within a bin; zero where it is empty or its sums are not
   * kept.
   */
  public double deviationWithin(int bin) {
    if (binSums == null || binSquares == null || bins[bin] == 0) {
      return 0;
    }
    double mean = binSums[bin] / bins[bin];
    double variance = binSquares[bin] / bins[bin] - mean * mean;
    return variance > 0 && variance < Double.POSITIVE_INFINITY ? Math.sqrt(variance) : 0;
  }

  /**
   * A quantile of the finite values, to a relative error of {@link #QUANTILE_ACCURACY}; empty where
   * there is no value or no quantile histogram is kept, or not of all values: a tally has none.
   */
  public OptionalDouble quantile(double share) {
    return quantiles == null || quantiles.isEmpty() || quantiles.getCount() < finite
        ? OptionalDouble.empty()
        : OptionalDouble.of(quantiles.getValueAtQuantile(share));
  }

  /**
   * What was made of the finite values; absent without any, and for this reason where there are
   * some.
   */
  public Outcome outcome(OptionalDouble made, Reason otherwise) {
    return Outcome.of(made, finite == 0 ? Reason.NO_DATA : otherwise);
  }

  /**
   * How many of the finite values are distinct, estimated: all but exact up to some hundreds, then
   * with a standard error of 1.6 %. Empty where it is not kept, or not of all values: a tally has
   * none.
   */
  public OptionalDouble distinct() {
    return distinct == null || distinct.values() < finite
        ? OptionalDouble.empty()
        : OptionalDouble.of(distinct.estimate());
  }
}
