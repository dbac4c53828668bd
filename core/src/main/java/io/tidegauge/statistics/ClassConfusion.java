package io.tidegauge.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the predictions of several classes turned out: rows by actual and predicted class. Immutable.
 *
 * <p>Standard errors are asymptotic, by the delta method (see {@link Estimate}).
 */
public final class ClassConfusion {
  private final List<String> classes;
  private final long[][] counts;
  private final long[] actual;
  private final long[] predicted;
  private final long rows;

  private ClassConfusion(List<String> classes, long[][] counts) {
    this.classes = classes;
    this.counts = counts;
    this.actual = Arrays.stream(counts).mapToLong(row -> Arrays.stream(row).sum()).toArray();
    this.predicted =
        IntStream.range(0, counts.length)
            .mapToLong(column -> Arrays.stream(counts).mapToLong(row -> row[column]).sum())
            .toArray();
    this.rows = Arrays.stream(actual).sum();
  }

  /**
   * Rows by actual class, then by predicted class.
   *
   * @param classes their names, in the order of the counts
   * @param counts one row of counts for each actual class, one count in it for each predicted class
   */
  public static ClassConfusion of(List<String> classes, long[][] counts) {
    long[][] copy = Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
    if (copy.length != classes.size()
        || Arrays.stream(copy).anyMatch(row -> row.length != classes.size())) {
      throw new IllegalArgumentException(
          "the counts are not " + classes.size() + " by " + classes.size());
    }
    if (Arrays.stream(copy).flatMapToLong(Arrays::stream).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("counts must not be negative");
    }
    return new ClassConfusion(List.copyOf(classes), copy);
  }

  /** These rows and others, of the same classes, together. */
  public ClassConfusion plus(ClassConfusion other) {
    if (!classes.equals(other.classes)) {
      throw new IllegalArgumentException("classes " + classes + " and " + other.classes);
    }
    long[][] sums = new long[counts.length][counts.length];
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < sums.length; j++) {
        sums[i][j] = counts[i][j] + other.counts[i][j];
      }
    }
    return new ClassConfusion(classes, sums);
  }

  /** The names of the classes. */
  public List<String> classes() {
    return classes;
  }

  /** All rows. */
  public long rows() {
    return rows;
  }

  /** One class against all others: its precision, recall, F1 and more. */
  public Confusion against(int klass) {
    long hits = counts[klass][klass];
    long falsePositives = predicted[klass] - hits;
    long falseNegatives = actual[klass] - hits;
    return new Confusion(
        hits, falsePositives, falseNegatives, rows - actual[klass] - falsePositives);
  }

  /** Rows on the diagonal of all rows: 0 to 1, unbiased; its standard error is the binomial's. */
  public Estimate accuracy() {
    return new Proportion(hits(), rows).estimate();
  }

  private long hits() {
    return IntStream.range(0, counts.length).mapToLong(klass -> counts[klass][klass]).sum();
  }

  /**
   * The mean of the recalls of the classes that came: 0 to 1, unbiased given these classes. A class
   * without rows is left out, as scikit-learn does. Standard error: {@code error^2 = sum of (r (1 -
   * r) / rows of the class) / classes^2}.
   */
  public Estimate balancedAccuracy() {
    int came = 0;
    double sum = 0;
    double variance = 0;
    for (int klass = 0; klass < counts.length; klass++) {
      if (actual[klass] > 0) {
        double recall = (double) counts[klass][klass] / actual[klass];
        came++;
        sum += recall;
        variance += recall * (1 - recall) / actual[klass];
      }
    }
    return came == 0
        ? Estimate.absent(Reason.NO_DATA)
        : Estimate.of(sum / came, variance / came / came);
  }

  /**
   * The mean of F1 over the classes that came or were predicted: 0 to 1, with a bias of order
   * {@code 1 / rows of the rarest class}. A class that neither came nor was predicted has no F1 and
   * is left out, as scikit-learn does by default. Standard error by the delta method.
   *
   * <p>Source: Takahashi et al. (2022).
   */
  public Estimate macroF1() {
    long known = IntStream.range(0, counts.length).filter(klass -> weight(klass) > 0).count();
    double[] f1 = f1();
    double mean = Arrays.stream(f1).sum() / known;
    return estimate(
        mean,
        (i, j) -> {
          double hit = i == j ? 2 / weight(i) : 0;
          return (hit - f1[i] / weight(i) - f1[j] / weight(j)) / known;
        });
  }

  /**
   * The mean of F1 weighted by the rows of the actual classes: 0 to 1, with a bias of order {@code
   * 1 / rows}. Standard error by the delta method, the weights being estimated too.
   */
  public Estimate weightedF1() {
    double[] f1 = f1();
    double mean = IntStream.range(0, f1.length).mapToDouble(k -> actual[k] * f1[k]).sum() / rows;
    return estimate(
        mean,
        (i, j) -> {
          double hit = i == j ? 2 * actual[i] / weight(i) : 0;
          double byWeights = actual[i] * f1[i] / weight(i) + actual[j] * f1[j] / weight(j);
          return (f1[i] - mean + hit - byWeights) / rows;
        });
  }

  /** Of every class; 0 for those that have none, which no sum counts. */
  private double[] f1() {
    return IntStream.range(0, counts.length)
        .mapToDouble(klass -> weight(klass) > 0 ? 2 * counts[klass][klass] / weight(klass) : 0)
        .toArray();
  }

  /** The denominator of F1. */
  private double weight(int klass) {
    return (double) actual[klass] + predicted[klass];
  }

  /**
   * The correlation of actual and predicted class: with {@code a} and {@code p} the rows by actual
   * and by predicted class, {@code (hits rows - sum of a p) / sqrt((rows^2 - sum of a^2) (rows^2 -
   * sum of p^2))}: at most 1, 0 by chance, of two classes Matthews' coefficient; with a bias of
   * order {@code 1 / rows}. Undefined where only one class is predicted, or only one came
   * (scikit-learn says 0). Standard error by the delta method.
   *
   * <p>Source: Gorodkin, Comparing two K-category assignments by a K-category correlation
   * coefficient (2004).
   */
  public Estimate matthewsCorrelation() {
    double n = rows;
    long hits = hits();
    double byChance = 0;
    double actualSpread = 0;
    double predictedSpread = 0;
    for (int klass = 0; klass < counts.length; klass++) {
      byChance += (double) actual[klass] * predicted[klass];
      actualSpread += actual[klass] * (n - actual[klass]);
      predictedSpread += predicted[klass] * (n - predicted[klass]);
    }
    double spreadOfActual = actualSpread;
    double spreadOfPredicted = predictedSpread;
    double root = Math.sqrt(actualSpread) * Math.sqrt(predictedSpread);
    double mcc = (hits * n - byChance) / root;
    return estimate(
        mcc,
        (i, j) -> {
          double covariance = (i == j ? n : 0) + hits - predicted[i] - actual[j];
          double spreads =
              (n - actual[i]) / spreadOfActual + (n - predicted[j]) / spreadOfPredicted;
          return covariance / root - mcc * spreads;
        });
  }

  /** The derivative of a value by one of the counts. */
  private interface Derivative {
    double at(int actual, int predicted);
  }

  private Estimate estimate(double value, Derivative derivative) {
    if (rows == 0) {
      return Estimate.absent(Reason.NO_DATA);
    }
    double variance = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        if (counts[i][j] > 0) {
          double slope = derivative.at(i, j);
          variance += counts[i][j] * slope * slope;
        }
      }
    }
    return Estimate.of(value, variance);
  }

  @Override
  public String toString() {
    return classes + " " + Arrays.deepToString(counts);
  }
}
