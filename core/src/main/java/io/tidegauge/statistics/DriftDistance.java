package io.tidegauge.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The distances between a reference and a current distribution that can be asked for. */
public enum DriftDistance {
  PSI(
      "PSI",
      "Population stability index, natural log, 0.5 added to the count of each bin",
      Needs.COUNTS),
  JENSEN_SHANNON(
      "Jensen-Shannon", "Jensen-Shannon distance, square root, base 2, 0 to 1", Needs.COUNTS),
  HELLINGER("Hellinger", "Hellinger distance, 0 to 1", Needs.COUNTS),
  TOTAL_VARIATION(
      "total variation",
      "Total variation distance, half the sum of the changes of the shares, 0 to 1",
      Needs.COUNTS),
  L_INFINITY(
      "L-infinity",
      "L-infinity distance, the largest change of the share of one bin, 0 to 1",
      Needs.COUNTS),
  KOLMOGOROV_SMIRNOV(
      "KS", "Kolmogorov-Smirnov statistic at the edges of the bins, 0 to 1", Needs.ORDER),
  CHI_SQUARE(
      "chi-square",
      "Chi-square statistic of homogeneity, bins with expected counts below 5 merged",
      Needs.COUNTS),
  WASSERSTEIN(
      "Wasserstein",
      "Wasserstein distance of order 1 between bin means, in standard deviations of the reference",
      Needs.ORDER_AND_MEANS);

  private enum Needs {
    COUNTS,
    ORDER,
    ORDER_AND_MEANS
  }

  private final String label = name().toLowerCase(Locale.ROOT);
  private final String title;
  private final String description;
  private final Needs needs;

  DriftDistance(String title, String description, Needs needs) {
    this.title = title;
    this.description = description;
    this.needs = needs;
  }

  /** The distance that a spec calls so, if there is one. */
  public static Optional<DriftDistance> named(String label) {
    return Arrays.stream(values()).filter(distance -> distance.label.equals(label)).findFirst();
  }

  /** The distance's name in a spec and in metric names: {@code jensen_shannon}. */
  public String label() {
    return label;
  }

  /** What people call it, in a sentence: {@code Jensen-Shannon}. */
  public String title() {
    return title;
  }

  /** One line for people, without a full stop. */
  public String description() {
    return description;
  }

  /** Whether the bins must have an order, that is, the feature be numeric. */
  public boolean needsOrder() {
    return needs != Needs.COUNTS;
  }

  /** Whether the means of the bins are needed. */
  public boolean needsMeans() {
    return needs == Needs.ORDER_AND_MEANS;
  }

  /**
   * What of a score adds up as variances do.
   *
   * @param inverseRows the sum of one over the rows of either side
   */
  double square(double score, double inverseRows) {
    return switch (this) {
      case PSI -> score;
      case CHI_SQUARE -> score * inverseRows;
      default -> score * score;
    };
  }

  /** The score that has that square. */
  double ofSquare(double square, double inverseRows) {
    return switch (this) {
      case PSI -> square;
      case CHI_SQUARE -> square / inverseRows;
      default -> Math.sqrt(square);
    };
  }

  /**
   * The score on a scale on which a small shift of all values counts in proportion: PSI and
   * chi-square grow with its square.
   *
   * @param score 0 or more
   */
  public double root(double score) {
    return isSquare() ? Math.sqrt(score) : score;
  }

  /** The score that has that root. */
  public double ofRoot(double root) {
    return isSquare() ? root * root : root;
  }

  private boolean isSquare() {
    return this == PSI || this == CHI_SQUARE;
  }

  /**
   * The distance.
   *
   * @param referenceStandardDeviation of the reference's values; used only where {@link
   *     #needsMeans()}
   */
  public Outcome between(
      Distribution reference, Distribution current, double referenceStandardDeviation) {
    return switch (this) {
      case PSI -> PopulationStability.between(reference, current);
      case JENSEN_SHANNON -> JensenShannon.between(reference, current);
      case HELLINGER -> Hellinger.between(reference, current);
      case TOTAL_VARIATION -> TotalVariation.between(reference, current);
      case L_INFINITY -> LInfinity.between(reference, current);
      case KOLMOGOROV_SMIRNOV -> KolmogorovSmirnov.between(reference, current);
      case CHI_SQUARE -> ChiSquare.between(reference, current);
      case WASSERSTEIN -> Wasserstein.between(reference, current, referenceStandardDeviation);
    };
  }
}
