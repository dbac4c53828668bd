package io.tidegauge.statistics;

/**
 * Wasserstein distance of order 1 in units of the reference's standard deviation: the area between
 * the two cumulative distributions, {@code integral of |P(x) - Q(x)| dx}, divided by that standard
 * deviation.
 *
 * <p>Each side is taken as atoms at its own bin means, weighted by its shares: exact for these
 * atoms, and off the distance of the values themselves by no more than the sides' mean distance of
 * a value from its bin's mean. Unlike a distance between fixed bin centres it sees shifts inside
 * the open outer bins.
 *
 * <p>Domain: numeric bins with means. Range: 0 to infinity. No smoothing.
 *
 * <p>Source: Vallender (1974) for the form in one dimension; the normalisation is Evidently's.
 */
public final class Wasserstein {

  private Wasserstein() {}

  /**
   * The distance.
   *
   * @param referenceStandardDeviation of the reference's values; the distance is undefined where it
   *     is not positive
   */
  public static Outcome between(
      Distribution reference, Distribution current, double referenceStandardDeviation) {
    if (!reference.hasMeans() || !current.hasMeans()) {
      throw new IllegalArgumentException("the means of the bins are needed");
    }
    if (!(referenceStandardDeviation > 0)) {
      return reference.compare(current, (left, right) -> Double.NaN);
    }
    return reference.compare(
        current, (left, right) -> area(left, right) / referenceStandardDeviation);
  }

  private static double area(Distribution reference, Distribution current) {
    Atoms atoms = new Atoms(2 * reference.size());
    for (int bin = 0; bin < reference.size(); bin++) {
      if (reference.count(bin) > 0) {
        atoms.add(reference.mean(bin), reference.share(bin));
      }
      if (current.count(bin) > 0) {
        atoms.add(current.mean(bin), -current.share(bin));
      }
    }
    return atoms.areaUnderAbsoluteSum();
  }

  /** Signed weights on the line, sorted as they come in, since they come in nearly sorted. */
  private static final class Atoms {
    private final double[] positions;
    private final double[] weights;
    private int size;

    Atoms(int capacity) {
      positions = new double[capacity];
      weights = new double[capacity];
    }

    void add(double position, double weight) {
      int place = size++;
      while (place > 0 && positions[place - 1] > position) {
        positions[place] = positions[place - 1];
        weights[place] = weights[place - 1];
        place--;
      }
      positions[place] = position;
      weights[place] = weight;
    }

    double areaUnderAbsoluteSum() {
      double sum = 0;
      double area = 0;
      for (int i = 0; i + 1 < size; i++) {
        sum += weights[i];
        area += Math.abs(sum) * (positions[i + 1] - positions[i]);
      }
      return area;
    }
  }
}
