package io.tidegauge.statistics;

/**
 * How a group of rows fares beside another one. Standard errors take the groups as independent, and
 * are asymptotic.
 *
 * <p>Source: the definitions are those of AI Fairness 360 (Bellamy et al., 2018) and TrustyAI.
 *
 * @param group the one that may be at a disadvantage
 * @param others the one it is compared with
 */
public record GroupFairness(Group group, Group others) {

  /**
   * A group.
   *
   * @param predictedPositive of all that are predicted, labelled or not
   * @param recalled of those that turned out positive, the ones that were predicted so
   */
  public record Group(Proportion predictedPositive, Proportion recalled) {

    /** A group all of whose rows have a label. */
    public static Group of(Confusion confusion) {
      return new Group(
          new Proportion(confusion.truePositives() + confusion.falsePositives(), confusion.rows()),
          recalled(confusion));
    }

    private static Proportion recalled(Confusion confusion) {
      return new Proportion(
          confusion.truePositives(), confusion.truePositives() + confusion.falseNegatives());
    }
  }

  /** Its share of predicted positives less theirs: -1 to 1, 0 if equal; unbiased. */
  public Estimate statisticalParityDifference() {
    return group.predictedPositive.estimate().minus(others.predictedPositive.estimate());
  }

  /**
   * Its share of predicted positives divided by theirs: 0 to infinity, 1 if equal; undefined where
   * the others have none; biased upwards by order {@code 1 / predicted positives of the others}.
   */
  public Estimate disparateImpactRatio() {
    return group.predictedPositive.estimate().dividedBy(others.predictedPositive.estimate());
  }

  /** Its recall less theirs: -1 to 1, 0 if equal; unbiased given positives in both. */
  public Estimate equalOpportunityDifference() {
    return group.recalled.estimate().minus(others.recalled.estimate());
  }
}
