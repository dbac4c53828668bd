package io.tidegauge.calibration;

import java.util.Arrays;
import java.util.List;

/**
 * The drift scores of a feature of a version at each evaluation of a history. NaN where there was
 * none to judge: no rows, too few, or something known to have been wrong. Immutable.
 */
public final class ColumnHistory {
  private final String feature;
  private final String version;
  private final double[] scores;
  private final double[] noises;
  private final double[][] shifted;

  /**
   * A history.
   *
   * @param readings one for each evaluation; {@link Judged#NOTHING} where there was none
   */
  public ColumnHistory(String feature, String version, List<Judged> readings) {
    this.feature = feature;
    this.version = version;
    this.scores = readings.stream().mapToDouble(Judged::score).toArray();
    this.noises = readings.stream().mapToDouble(Judged::noise).toArray();
    this.shifted = readings.stream().map(Judged::shifted).toArray(double[][]::new);
  }

  /**
   * What an alert judges at a moment.
   *
   * @param score of the window
   * @param noise what the score must be above as well
   * @param shiftedBySize what the score would be if a shift had begun at the last of the {@link
   *     Onsets}, for each size of a shift
   */
  public record Judged(double score, double noise, List<Double> shiftedBySize) {
    /** Nothing is known of this moment. */
    public static final Judged NOTHING = new Judged(Double.NaN, Double.NaN, List.of());

    public Judged {
      shiftedBySize = List.copyOf(shiftedBySize);
    }

    private double[] shifted() {
      return shiftedBySize.stream().mapToDouble(score -> score).toArray();
    }
  }

  /** The feature's name. */
  public String feature() {
    return feature;
  }

  /** The version of the model. */
  public String version() {
    return version;
  }

  int size() {
    return scores.length;
  }

  /** At how many evaluations there was a score. */
  long known() {
    return Arrays.stream(scores).filter(score -> !Double.isNaN(score)).count();
  }

  double score(int place) {
    return scores[place];
  }

  double noise(int place) {
    return noises[place];
  }

  /** The score if a shift of that size had begun at the last onset; NaN where none is known. */
  double shifted(int place, int size) {
    return shifted[place].length > size ? shifted[place][size] : Double.NaN;
  }
}
