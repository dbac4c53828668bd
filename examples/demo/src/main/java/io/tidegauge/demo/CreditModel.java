package io.tidegauge.demo;

import java.util.List;

/** A version of the credit model: a logistic regression, trained. */
public final class CreditModel {
  private final String version;
  private final Encoding encoding;
  private final double[] weights;

  private CreditModel(String version, Encoding encoding, double[] weights) {
    this.version = version;
    this.encoding = encoding;
    this.weights = weights;
  }

  /**
   * Trains a version.
   *
   * @param rich whether the model has inputs that the first version did not have
   */
  static CreditModel train(
      String version, List<Applicant> applicants, boolean[] defaulted, boolean rich) {
    Encoding encoding = new Encoding(applicants, rich);
    double[][] rows = applicants.stream().map(encoding::encode).toArray(double[][]::new);
    return new CreditModel(version, encoding, LogisticRegression.fit(rows, defaulted));
  }

  /** The version's name. */
  public String version() {
    return version;
  }

  /** The probability of a default, as the model sees it. */
  public double score(Applicant applicant) {
    return LogisticRegression.sigmoid(LogisticRegression.dot(weights, encoding.encode(applicant)));
  }

  /** What is done with that score. */
  public static String decision(double score) {
    if (score < 0.15) {
      return "approve";
    }
    return score < 0.4 ? "review" : "decline";
  }

  @Override
  public String toString() {
    return version + " (" + encoding + ")";
  }
}
