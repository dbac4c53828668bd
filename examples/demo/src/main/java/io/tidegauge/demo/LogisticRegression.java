package io.tidegauge.demo;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Logistic regression with a small ridge, by Newton's method. */
final class LogisticRegression {
  private static final double RIDGE = 1e-2;
  private static final double CLOSE_ENOUGH = 1e-9;
  private static final int MOST_STEPS = 30;

  private LogisticRegression() {}

  /**
   * The coefficients that fit best.
   *
   * @param rows one array of inputs for each row
   * @param positive what each row turned out to be
   * @throws IllegalStateException if the method does not converge
   */
  static double[] fit(double[][] rows, boolean[] positive) {
    int width = rows[0].length;
    RealVector weights = new ArrayRealVector(width);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] gradient = weights.mapMultiply(-RIDGE).toArray();
      double[][] curvature = new double[width][width];
      for (int i = 0; i < rows.length; i++) {
        double p = sigmoid(dot(weights.toArray(), rows[i]));
        accumulate(rows[i], (positive[i] ? 1 : 0) - p, p * (1 - p), gradient, curvature);
      }
      RealVector change =
          new CholeskyDecomposition(symmetric(curvature))
              .getSolver()
              .solve(new ArrayRealVector(gradient, false));
      weights = weights.add(change);
      if (change.getLInfNorm() < CLOSE_ENOUGH) {
        return weights.toArray();
      }
    }
    throw new IllegalStateException("no convergence in " + MOST_STEPS + " steps");
  }

  static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  static double dot(double[] weights, double[] row) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += weights[i] * row[i];
    }
    return sum;
  }

  private static void accumulate(
      double[] row, double error, double weight, double[] gradient, double[][] curvature) {
    for (int i = 0; i < row.length; i++) {
      gradient[i] += error * row[i];
      double scaled = weight * row[i];
      for (int j = 0; j <= i; j++) {
        curvature[i][j] += scaled * row[j];
      }
    }
  }

  private static RealMatrix symmetric(double[][] lower) {
    for (int i = 0; i < lower.length; i++) {
      lower[i][i] += RIDGE;
      for (int j = 0; j < i; j++) {
        lower[j][i] = lower[i][j];
      }
    }
    return new Array2DRowRealMatrix(lower, false);
  }
}
