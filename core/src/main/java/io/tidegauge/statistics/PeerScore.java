package io.tidegauge.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * The drift scores that other tools would give of the same counts in the same bins: for whoever
 * moves over from one of them, and for whoever asks why two tools disagree. They are not judged
 * here, and have no noise.
 *
 * <p>Only the formula is the other tool's, not its bins: Evidently, Azure and Soda make theirs anew
 * from both samples. Bins that are empty on both sides are left out first, since a tool that makes
 * its bins of values would not have them. {@code p} are the shares of the reference, {@code q}
 * those of the current rows; {@code n} and {@code m} are their rows, {@code B} the bins.
 */
public enum PeerScore {
  /**
   * {@code sum of (p - q) ln(p / q)}. Zero handling: on each side an empty bin's share becomes
   * 0.0001, or a millionth of the side's smallest share where that is no more than 0.0001; shares
   * do not add up to 1 then. Range: 0 to infinity. Source: Evidently, {@code stattests/psi.py} and
   * {@code utils.py}.
   */
  EVIDENTLY_PSI("PSI as Evidently says it"),
  /**
   * {@code sum of p ln(p / q)}, of the current rows from the reference. Zero handling: as
   * Evidently's PSI, after which shares are made to add up to 1. Range: 0 to infinity. Source:
   * Evidently, {@code stattests/kl_div.py}.
   */
  EVIDENTLY_KL_DIVERGENCE("Kullback-Leibler as Evidently says it"),
  /**
   * The square root of {@code sum of (p ln(p / a) + q ln(q / a)) / 2} with {@code a = (p + q) / 2}.
   * Zero handling: none needed. Range: 0 to 0.8326, the square root of ln 2. Source: Evidently,
   * {@code stattests/jensenshannon.py}.
   */
  EVIDENTLY_JENSEN_SHANNON("Jensen-Shannon as Evidently says it"),
  /**
   * {@code sqrt(1 - sum of sqrt(p q))}. Zero handling: none needed. Range: 0 to 1. Source:
   * Evidently, {@code stattests/hellinger_distance.py}.
   */
  EVIDENTLY_HELLINGER("Hellinger as Evidently says it"),
  /**
   * The p-value of the chi-square test that the current counts are those of the reference, which is
   * taken as exact: {@code sum of (m q - m p)^2 / (m p)} with {@code B - 1} degrees. Zero handling:
   * a bin that is empty in the reference alone makes it 0. Range: 0 to 1, small where there is
   * drift; undefined for a single bin. Source: Evidently, {@code stattests/chisquare_stattest.py}.
   */
  EVIDENTLY_CHI_SQUARE_PVALUE(
      "Chi-square p-value as Evidently says it, small where there is drift"),
  /**
   * The square root of {@code sum of (p log2(p / a) + q log2(q / a)) / 2} with {@code a = (p + q) /
   * 2}. Zero handling: none needed. Range: 0 to 1. Source: NannyML, {@code
   * drift/univariate/methods.py}.
   */
  NANNYML_JENSEN_SHANNON("Jensen-Shannon as NannyML says it"),
  /**
   * {@code sqrt(sum of (sqrt(p) - sqrt(q))^2 / 2)}. Zero handling: none needed. Range: 0 to 1.
   * Source: NannyML, {@code drift/univariate/methods.py}.
   */
  NANNYML_HELLINGER("Hellinger as NannyML says it"),
  /**
   * {@code maximum of |p - q|}. Zero handling: none needed. Range: 0 to 1. Source: NannyML, {@code
   * drift/univariate/methods.py}.
   */
  NANNYML_L_INFINITY("L-infinity as NannyML says it"),
  /**
   * {@code maximum of |P - Q|} of the cumulative shares at the edges of the bins. Zero handling:
   * none needed. Range: 0 to 1. Source: NannyML, {@code drift/univariate/methods.py}, which looks
   * at edges of its own where the reference has 10,000 rows or more, and at each value otherwise.
   */
  NANNYML_KOLMOGOROV_SMIRNOV("Kolmogorov-Smirnov as NannyML says it", true),
  /**
   * The chi-square statistic of homogeneity, no bins merged; with Yates's correction where there
   * are two bins. Zero handling: none needed. Range: 0 to infinity, 0 for a single bin. Source:
   * NannyML, {@code drift/univariate/methods.py}, by SciPy's {@code chi2_contingency}.
   */
  NANNYML_CHI_SQUARE("Chi-square as NannyML says it"),
  /**
   * The divergence, not its root: {@code sum of (p log2(p / a) + q log2(q / a)) / 2} with {@code a
   * = (p + q) / 2}. Zero handling: none needed. Range: 0 to 1. Source: TensorFlow Data Validation,
   * {@code anomalies/metrics.cc}; also what Vertex AI and BigQuery say.
   */
  TFDV_JENSEN_SHANNON_DIVERGENCE("Jensen-Shannon divergence as TFDV says it"),
  /**
   * {@code maximum of |p - q|}. Zero handling: none needed. Range: 0 to 1. Source: TensorFlow Data
   * Validation, {@code anomalies/metrics.cc}, which knows the most frequent values only.
   */
  TFDV_L_INFINITY("L-infinity as TFDV says it"),
  /**
   * {@code maximum of |n p - m q| / (n + m)}, of counts and not of shares: between samples of
   * unlike sizes it is the sizes that it tells. Zero handling: none needed. Range: 0 to 1. Source:
   * TensorFlow Data Validation, {@code anomalies/metrics.cc}.
   */
  TFDV_NORMALIZED_ABSOLUTE_DIFFERENCE("Normalized absolute difference as TFDV says it"),
  /**
   * {@code sum of (p - q) ln(p / q)} with {@code p = (count + 1) / (n + B)}, and {@code q} alike.
   * Zero handling: the added 1. Range: 0 to infinity. Source: Azure Machine Learning, {@code
   * model_monitoring}.
   */
  AZURE_PSI("PSI as Azure Machine Learning says it"),
  /**
   * As NannyML's: square root, base 2. Zero handling: none needed. Range: 0 to 1. Source: Azure
   * Machine Learning, {@code model_monitoring}.
   */
  AZURE_JENSEN_SHANNON("Jensen-Shannon as Azure Machine Learning says it"),
  /**
   * {@code sum of (p - q) ln(p / q)}. Zero handling: none; undefined where a bin is empty on one
   * side. Range: 0 to infinity. Source: Deequ, {@code analyzers/Distance.scala}.
   */
  DEEQU_PSI("PSI as Deequ says it"),
  /**
   * {@code max(0, L - 1.8 sqrt((n + m) / (n m)))} with {@code L = maximum of |p - q|}, its default
   * and "robust" form. Zero handling: none needed. Range: 0 to 1. Source: Deequ, {@code
   * analyzers/Distance.scala}.
   */
  DEEQU_L_INFINITY("L-infinity as Deequ says it"),
  /**
   * {@code max(0, D - 1.8 sqrt((n + m) / (n m)))} with {@code D} the Kolmogorov-Smirnov statistic,
   * its default and "robust" form. Zero handling: none needed. Range: 0 to 1. Source: Deequ, {@code
   * analyzers/Distance.scala}, which looks at the keys of sketches.
   */
  DEEQU_KOLMOGOROV_SMIRNOV("Kolmogorov-Smirnov as Deequ says it", true),
  /**
   * As Deequ's. Range: 0 to 1. Source: SageMaker Model Monitor's comparison method "Robust" of
   * categories, its default; "Simple" is {@link DriftDistance#L_INFINITY}.
   */
  SAGEMAKER_L_INFINITY("L-infinity as SageMaker says it"),
  /**
   * As Deequ's. Range: 0 to 1. Source: SageMaker Model Monitor's comparison method "Robust" of
   * numbers, its default; "Simple" is {@link DriftDistance#KOLMOGOROV_SMIRNOV}.
   */
  SAGEMAKER_KOLMOGOROV_SMIRNOV("Kolmogorov-Smirnov as SageMaker says it", true),
  /**
   * {@code sum of (p - q) ln(p / q)}. Zero handling: an empty bin's share becomes 0.00001. Range: 0
   * to infinity. Source: Soda Core, {@code distribution/comparison.py}, which draws the reference
   * anew from its bins, ten times, and takes the median; here it is drawn not at all.
   */
  SODA_PSI("PSI as Soda says it"),
  /**
   * The p-value of the chi-square test of the current counts against the reference's, scaled to as
   * many rows and rounded; 1 is added to each count. Zero handling: undefined where a bin has fewer
   * than 5 rows on either side. Range: 0 to 1, small where there is drift. Source: Soda Core,
   * {@code distribution/comparison.py}.
   */
  SODA_CHI_SQUARE_PVALUE("Chi-square p-value as Soda says it, small where there is drift"),
  /**
   * As Evidently's: square root, natural logarithm. Zero handling: none needed. Range: 0 to 0.8326.
   * Source: TrustyAI's Python service, {@code core/metrics/drift/jensen_shannon.py}, by its
   * histogram; its default is a kernel density.
   */
  TRUSTYAI_JENSEN_SHANNON("Jensen-Shannon as TrustyAI says it");

  private static final double EVIDENTLY_FILL = 1e-4;
  private static final double SODA_FLOOR = 1e-5;
  private static final double SODA_FEWEST = 5;

  /** Knuth's, of a probability of 0.003. */
  private static final double ROBUST = 1.8;

  private final String label = name().toLowerCase(Locale.ROOT);
  private final String description;
  private final boolean ordered;

  PeerScore(String description) {
    this(description, false);
  }

  PeerScore(String description, boolean ordered) {
    this.description = description;
    this.ordered = ordered;
  }

  /** The score that a spec calls so, if there is one. */
  public static Optional<PeerScore> named(String label) {
    return Arrays.stream(values()).filter(score -> score.label.equals(label)).findFirst();
  }

  /** The score's name in a spec and as value of a label: {@code evidently_psi}. */
  public String label() {
    return label;
  }

  /** One line for people, without a full stop. */
  public String description() {
    return description;
  }

  /** Whether the bins must have an order, that is, the feature be numeric. */
  public boolean needsOrder() {
    return ordered;
  }

  /** The score. */
  public Outcome between(Distribution reference, Distribution current) {
    return reference.compare(current, this::ofFilledBins);
  }

  private double ofFilledBins(Distribution reference, Distribution current) {
    int[] filled =
        IntStream.range(0, reference.size())
            .filter(bin -> reference.count(bin) > 0 || current.count(bin) > 0)
            .toArray();
    return formula(only(reference, filled), only(current, filled));
  }

  private static Distribution only(Distribution all, int[] bins) {
    return Distribution.owning(Arrays.stream(bins).mapToDouble(all::count).toArray());
  }

  private double formula(Distribution reference, Distribution current) {
    return switch (this) {
      case EVIDENTLY_PSI -> stabilityIndex(filled(reference), filled(current));
      case EVIDENTLY_KL_DIVERGENCE -> divergence(filled(reference), filled(current));
      case EVIDENTLY_JENSEN_SHANNON, TRUSTYAI_JENSEN_SHANNON ->
          bits(reference, current) * Math.sqrt(FastMath.log(2));
      case EVIDENTLY_HELLINGER, NANNYML_HELLINGER -> value(Hellinger.between(reference, current));
      case EVIDENTLY_CHI_SQUARE_PVALUE -> goodnessOfFit(0, reference, current);
      case NANNYML_JENSEN_SHANNON, AZURE_JENSEN_SHANNON -> bits(reference, current);
      case NANNYML_L_INFINITY, TFDV_L_INFINITY -> value(LInfinity.between(reference, current));
      case NANNYML_KOLMOGOROV_SMIRNOV -> value(KolmogorovSmirnov.between(reference, current));
      case NANNYML_CHI_SQUARE -> contingency(reference, current);
      case TFDV_JENSEN_SHANNON_DIVERGENCE -> FastMath.pow(bits(reference, current), 2);
      case TFDV_NORMALIZED_ABSOLUTE_DIFFERENCE -> differenceOfCounts(reference, current);
      case AZURE_PSI -> value(PopulationStability.between(reference, current, 1));
      case DEEQU_PSI -> value(PopulationStability.between(reference, current, 0));
      case DEEQU_L_INFINITY, SAGEMAKER_L_INFINITY ->
          robust(LInfinity.between(reference, current), reference, current);
      case DEEQU_KOLMOGOROV_SMIRNOV, SAGEMAKER_KOLMOGOROV_SMIRNOV ->
          robust(KolmogorovSmirnov.between(reference, current), reference, current);
      case SODA_PSI -> stabilityIndex(floored(reference), floored(current));
      case SODA_CHI_SQUARE_PVALUE -> roundedGoodnessOfFit(reference, current);
    };
  }

  private static double value(Outcome outcome) {
    return outcome.asOptional().orElse(Double.NaN);
  }

  private static double robust(Outcome simple, Distribution reference, Distribution current) {
    double n = reference.total();
    double m = current.total();
    return Math.max(0, value(simple) - ROBUST * Math.sqrt((n + m) / (n * m)));
  }

  /** The shares, with something for each that is 0. */
  private static double[] filled(Distribution side) {
    double[] shares = IntStream.range(0, side.size()).mapToDouble(side::share).toArray();
    double least = Arrays.stream(shares).filter(share -> share > 0).min().orElseThrow();
    double fill = least <= EVIDENTLY_FILL ? least / 1e6 : EVIDENTLY_FILL;
    return Arrays.stream(shares).map(share -> share > 0 ? share : fill).toArray();
  }

  private static double stabilityIndex(double[] p, double[] q) {
    double sum = 0;
    for (int bin = 0; bin < p.length; bin++) {
      sum += (p[bin] - q[bin]) * FastMath.log(p[bin] / q[bin]);
    }
    return sum;
  }

  private static double divergence(double[] p, double[] q) {
    double ofP = Arrays.stream(p).sum();
    double ofQ = Arrays.stream(q).sum();
    double sum = 0;
    for (int bin = 0; bin < p.length; bin++) {
      sum += p[bin] / ofP * FastMath.log(p[bin] / ofP / (q[bin] / ofQ));
    }
    return sum;
  }

  private static double bits(Distribution reference, Distribution current) {
    return value(JensenShannon.between(reference, current));
  }

  private static double differenceOfCounts(Distribution reference, Distribution current) {
    double largest = 0;
    for (int bin = 0; bin < reference.size(); bin++) {
      largest = Math.max(largest, Math.abs(reference.count(bin) - current.count(bin)));
    }
    return largest / (reference.total() + current.total());
  }

  private static double contingency(Distribution reference, Distribution current) {
    if (reference.size() == 1) {
      return 0;
    }
    double n = reference.total();
    double m = current.total();
    // Of two bins each of the four counts is as far from what is expected of it.
    double correction = reference.size() == 2 ? 0.5 : 0;
    double statistic = 0;
    for (int bin = 0; bin < reference.size(); bin++) {
      double rows = reference.count(bin) + current.count(bin);
      double expected = rows * n / (n + m);
      double off = Math.abs(reference.count(bin) - expected);
      double left = off - Math.min(correction, off);
      statistic += left * left / expected * (n + m) / m;
    }
    return statistic;
  }

  private static double[] floored(Distribution side) {
    return IntStream.range(0, side.size())
        .mapToDouble(bin -> side.count(bin) > 0 ? side.share(bin) : SODA_FLOOR)
        .toArray();
  }

  private static double roundedGoodnessOfFit(Distribution reference, Distribution current) {
    double[] rounded = new double[reference.size()];
    double fewest = Double.POSITIVE_INFINITY;
    for (int bin = 0; bin < rounded.length; bin++) {
      rounded[bin] = Math.rint(reference.share(bin) * current.total());
      fewest = Math.min(fewest, Math.min(rounded[bin], current.count(bin)));
    }
    return fewest < SODA_FEWEST
        ? Double.NaN
        : goodnessOfFit(1, Distribution.owning(rounded), current);
  }

  /** The p-value of the current counts where the reference says what to expect. */
  private static double goodnessOfFit(double added, Distribution reference, Distribution current) {
    double referenceRows = reference.total() + added * reference.size();
    double currentRows = current.total() + added * current.size();
    double statistic = 0;
    for (int bin = 0; bin < reference.size(); bin++) {
      double expected = (reference.count(bin) + added) * currentRows / referenceRows;
      double off = current.count(bin) + added - expected;
      statistic += off * off / expected;
    }
    if (reference.size() < 2) {
      return Double.NaN;
    }
    return statistic == Double.POSITIVE_INFINITY
        ? 0
        : Gamma.regularizedGammaQ((reference.size() - 1) / 2.0, statistic / 2);
  }
}
