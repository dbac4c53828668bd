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
public record GroupFairness(Confusion group, Confusion others) {

  /** Its share of predicted positives less theirs: -1 to 1, 0 if equal; unbiased. */
  public Estimate statisticalParityDifference() {
    return group.positiveRate().minus(others.positiveRate());
  }

  /**
   * Its share of predicted positives divided by theirs: 0 to infinity, 1 if equal; undefined where
   * the others have none; biased upwards by order {@code 1 / predicted positives of the others}.
   */
  public Estimate disparateImpactRatio() {
    return group.positiveRate().dividedBy(others.positiveRate());
  }

  /** Its recall less theirs: -1 to 1, 0 if equal; unbiased given positives in both. */
  public Estimate equalOpportunityDifference() {
    return group.recall().minus(others.recall());
  }
}
