package io.tidegauge.statistics;

/**
 * What each outcome of a binary model is worth, in any unit. Rows are worth the sum of the counts
 * times these values.
 *
 * <p>Source: Elkan, The foundations of cost-sensitive learning (2001), whose cost matrix this is
 * with the opposite sign.
 *
 * @param truePositive predicted and actual positive
 * @param falsePositive predicted positive, actual negative
 * @param falseNegative predicted negative, actual positive
 * @param trueNegative predicted and actual negative
 */
public record ValueMatrix(
    double truePositive, double falsePositive, double falseNegative, double trueNegative) {

  /** The values of rows: their sum is what they are worth, their mean what one of them is. */
  public Moments of(Confusion outcomes) {
    return cell(outcomes.truePositives(), truePositive)
        .plus(cell(outcomes.falsePositives(), falsePositive))
        .plus(cell(outcomes.falseNegatives(), falseNegative))
        .plus(cell(outcomes.trueNegatives(), trueNegative));
  }

  private static Moments cell(long rows, double value) {
    return new Moments(rows, rows * value, rows * value * value);
  }
}
