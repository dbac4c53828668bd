package io.tidegauge.statistics;

/**
 * How predictions of a number turned out, from sums over rows of the error {@code e = prediction -
 * label}, the label {@code y} and the prediction {@code f}.
 *
 * <p>Standard errors are asymptotic. All follow from these sums but that of R2, for which products
 * of squared errors and labels would be needed: it has none.
 *
 * @param rows with a label and a prediction
 * @param errors sum of {@code e}
 * @param absoluteErrors sum of {@code |e|}
 * @param squaredErrors sum of {@code e^2}
 * @param fourthPowers sum of {@code e^4}
 * @param labels sum of {@code y}
 * @param squaredLabels sum of {@code y^2}
 * @param relativeErrors of {@code |e / y|}, of the rows with {@code y != 0}
 * @param symmetricErrors of {@code 2 |e| / (|y| + |f|)}, of the rows where that is not {@code 0 /
 *     0}
 */
public record RegressionErrors(
    long rows,
    double errors,
    double absoluteErrors,
    double squaredErrors,
    double fourthPowers,
    double labels,
    double squaredLabels,
    Moments relativeErrors,
    Moments symmetricErrors) {

  /** Refuses a negative number of rows, and more relative errors than rows. */
  public RegressionErrors {
    if (rows < 0 || relativeErrors.rows() > rows || symmetricErrors.rows() > rows) {
      throw new IllegalArgumentException(
          "%d rows, %d of them with a relative error, %d with a symmetric one"
              .formatted(rows, relativeErrors.rows(), symmetricErrors.rows()));
    }
  }

  /** These rows and others together. */
  public RegressionErrors plus(RegressionErrors other) {
    return new RegressionErrors(
        rows + other.rows,
        errors + other.errors,
        absoluteErrors + other.absoluteErrors,
        squaredErrors + other.squaredErrors,
        fourthPowers + other.fourthPowers,
        labels + other.labels,
        squaredLabels + other.squaredLabels,
        relativeErrors.plus(other.relativeErrors),
        symmetricErrors.plus(other.symmetricErrors));
  }

  /** The mean error; above 0 where predictions are too high. Unbiased; its error is a mean's. */
  public Estimate bias() {
    return new Moments(rows, errors, squaredErrors).mean();
  }

  /** The mean absolute error: 0 to infinity. Unbiased; its standard error is a mean's. */
  public Estimate meanAbsoluteError() {
    return new Moments(rows, absoluteErrors, squaredErrors).mean();
  }

  /**
   * The root of the mean squared error: 0 to infinity, biased downwards by order {@code 1 / rows}.
   * Standard error by the delta method: that of the mean of {@code e^2}, divided by {@code 2 RMSE};
   * undefined where all errors are 0. It needs a finite fourth moment, and rows by the hundred
   * where large errors are rare.
   */
  public Estimate rootMeanSquaredError() {
    Estimate square = new Moments(rows, squaredErrors, fourthPowers).mean();
    Outcome root = square.value().fold(mean -> Outcome.of(Math.sqrt(mean)), Outcome::absent);
    return new Estimate(
        root, square.standardError().with(root, (error, value) -> error / value / 2));
  }

  /**
   * The mean absolute percentage error, as a share: 0 to infinity, of the rows whose label is not
   * 0. scikit-learn divides by 2e-16 there. Unbiased; its standard error is a mean's, and of no use
   * where labels come near 0.
   */
  public Estimate meanAbsolutePercentageError() {
    return relative(relativeErrors);
  }

  /**
   * The symmetric mean absolute percentage error, as a share: 0 to 2, the mean of {@code 2 |e| /
   * (|y| + |f|)} of the rows where label and prediction are not both 0. Unbiased; its standard
   * error is a mean's.
   *
   * <p>Source: Makridakis (1993).
   */
  public Estimate symmetricMeanAbsolutePercentageError() {
    return relative(symmetricErrors);
  }

  private Estimate relative(Moments moments) {
    return moments.rows() == 0 && rows > 0 ? Estimate.absent(Reason.UNDEFINED) : moments.mean();
  }

  /**
   * The coefficient of determination: {@code R2 = 1 - sum of e^2 / sum of (y - mean y)^2}: at most
   * 1, 0 for predicting the mean of these labels; biased downwards by order {@code 1 / rows}.
   * Undefined where labels do not vary (scikit-learn says 0 or 1); absent below two rows.
   */
  public Outcome r2() {
    if (rows < 2) {
      return Outcome.absent(rows == 0 ? Reason.NO_DATA : Reason.TOO_FEW_ROWS);
    }
    return Outcome.of(
        1 - squaredErrors / new Moments(rows, labels, squaredLabels).squaresAroundMean());
  }
}
