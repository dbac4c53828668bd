package io.tidegauge.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one column fall into bins: a count for each bin and, where distances need them,
 * the mean and the standard deviation of the values in each bin. Immutable. Missing values, NaN and
 * infinities are in no bin.
 */
public final class Distribution {
  private static final double[] UNKNOWN = {};

  private final double[] counts;
  private final double[] means;
  private final double[] standardDeviations;
  private final double total;

  /** Absent where each row stands for itself. */
  private final @Nullable EffectiveSize size;

  private Distribution(double[] counts, double[] means, double[] standardDeviations) {
    this(counts, means, standardDeviations, null);
  }

  private Distribution(
      double[] counts, double[] means, double[] standardDeviations, @Nullable EffectiveSize size) {
    double sum = 0;
    for (double count : counts) {
      if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a count must be finite and not negative, was " + count);
      }
      sum += count;
    }
    if (sum == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("the counts add up to infinity");
    }
    this.counts = counts;
    this.means = means;
    this.standardDeviations = standardDeviations;
    this.total = sum;
    this.size = size;
  }

  /** Rows by bin, in the order of the bins. */
  public static Distribution of(long... counts) {
    return owning(Arrays.stream(counts).asDoubleStream().toArray());
  }

  /** Rows by bin, where rows carry weights. */
  public static Distribution ofWeighted(double... counts) {
    return owning(counts.clone());
  }

  /** Rows by bin, in an array that the caller gives away. */
  static Distribution owning(double[] counts) {
    return new Distribution(counts, UNKNOWN, UNKNOWN);
  }

  /**
   * The same rows with the mean value of each bin.
   *
   * @param means one for each bin; ignored where the bin is empty
   */
  public Distribution withMeans(double... means) {
    return new Distribution(counts, copyForEachBin(means, "means"), standardDeviations, size);
  }

  /**
   * The same rows with the standard deviation of the values inside each bin.
   *
   * @param standardDeviations one for each bin; ignored where the bin is empty
   */
  public Distribution withStandardDeviations(double... standardDeviations) {
    double[] copy = copyForEachBin(standardDeviations, "standard deviations");
    return new Distribution(counts, means, copy, size);
  }

  /**
   * The rows of several distributions over the same bins together, with means and standard
   * deviations where all have them.
   *
   * @param parts at least one
   */
  static Distribution together(List<Distribution> parts) {
    int bins = parts.get(0).size();
    double[] counts = new double[bins];
    double[] means = new double[bins];
    double[] deviations = new double[bins];
    boolean withMeans = parts.stream().allMatch(Distribution::hasMeans);
    boolean withDeviations =
        withMeans && parts.stream().allMatch(Distribution::hasStandardDeviations);
    for (int i = 0; i < bins; i++) {
      int bin = i;
      counts[bin] = parts.stream().mapToDouble(part -> part.count(bin)).sum();
      double mean = withMeans ? average(parts, bin, part -> part.mean(bin)) : 0;
      means[bin] = mean;
      deviations[bin] =
          withDeviations ? Math.sqrt(average(parts, bin, part -> part.square(bin, mean))) : 0;
    }
    return new Distribution(
        counts, withMeans ? means : UNKNOWN, withDeviations ? deviations : UNKNOWN);
  }

  private static double average(
      List<Distribution> parts, int bin, ToDoubleFunction<Distribution> value) {
    double rows = 0;
    double sum = 0;
    for (Distribution part : parts) {
      if (part.count(bin) > 0) {
        rows += part.count(bin);
        sum += part.count(bin) * value.applyAsDouble(part);
      }
    }
    return rows > 0 ? sum / rows : 0;
  }

  private double square(int bin, double around) {
    double offset = means[bin] - around;
    return standardDeviations[bin] * standardDeviations[bin] + offset * offset;
  }

  /** The same rows by bin and nothing else. */
  public Distribution withoutMeans() {
    return new Distribution(counts, UNKNOWN, UNKNOWN, size);
  }

  /**
   * The same rows, where each is counted as often as its weight says.
   *
   * @param squares by bin, the sums of the squares of the weights
   */
  public Distribution weighted(long... squares) {
    if (squares.length != counts.length) {
      throw new IllegalArgumentException(
          squares.length + " squares for " + counts.length + " bins");
    }
    return total == 0
        ? this
        : new Distribution(counts, means, standardDeviations, EffectiveSize.of(counts, squares));
  }

  /** The same shares in as many rows as these are worth. */
  public Distribution effective() {
    if (size == null) {
      return this;
    }
    double factor = size.rows() / total;
    double[] scaled = Arrays.stream(counts).map(count -> count * factor).toArray();
    return new Distribution(scaled, means, standardDeviations, size);
  }

  private double[] copyForEachBin(double[] values, String what) {
    if (values.length != counts.length) {
      throw new IllegalArgumentException(
          values.length + " " + what + " for " + counts.length + " bins");
    }
    return values.clone();
  }

  /** The number of bins, empty ones included. */
  public int size() {
    return counts.length;
  }

  /** Rows in a bin. */
  public double count(int bin) {
    return counts[bin];
  }

  /**
   * Share of the rows that are in a bin, 0 to 1.
   *
   * @throws IllegalStateException where there are no rows at all
   */
  public double share(int bin) {
    if (total == 0) {
      throw new IllegalStateException("no rows, hence no shares");
    }
    return counts[bin] / total;
  }

  /** The mean value of a bin; without meaning where the bin is empty. */
  public double mean(int bin) {
    return means[bin];
  }

  /** Whether the means of the bins are known. */
  public boolean hasMeans() {
    return means.length == counts.length;
  }

  /** The standard deviation of the values inside a bin; without meaning where it is empty. */
  public double standardDeviation(int bin) {
    return standardDeviations[bin];
  }

  /** Whether the standard deviations inside the bins are known. */
  public boolean hasStandardDeviations() {
    return standardDeviations.length == counts.length;
  }

  /** Rows in all bins together. */
  public double total() {
    return total;
  }

  /**
   * How many rows, each of which stands for itself, would tell as much of the shares: the total,
   * but fewer where rows are counted by weights.
   */
  public double effectiveTotal() {
    return size == null ? total : size.rows();
  }

  /** The same, by what sampling exceeds with a probability of {@code 1 - level}. */
  public double effectiveTotal(double level) {
    return size == null ? total : size.rows(level);
  }

  /**
   * What a formula says of this reference and a current distribution over the same bins: absent
   * where a side has no rows or the formula has no finite value.
   */
  Outcome compare(Distribution current, ToDoubleBiFunction<Distribution, Distribution> formula) {
    if (counts.length != current.counts.length) {
      throw new IllegalArgumentException(
          counts.length + " bins in the reference, " + current.counts.length + " in the current");
    }
    if (total == 0) {
      return Outcome.absent(Reason.NO_REFERENCE);
    }
    if (current.total == 0) {
      return Outcome.absent(Reason.NO_DATA);
    }
    return Outcome.of(formula.applyAsDouble(this, current));
  }

  @Override
  public String toString() {
    return Arrays.toString(counts);
  }
}
