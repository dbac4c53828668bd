package io.tidegauge.counts;

import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.LatencyColumn;
import io.tidegauge.spec.MeasureSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.ValuePattern;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A value that is read from each row and counted.
 *
 * @param name the feature's name, or the role's
 * @param factor what a number is multiplied by when it is read: turns a latency into seconds
 * @param bins how many quantile bins a numeric column is cut into
 * @param top how many of the reference's categories get a bin of their own
 * @param values the categories that may occur, where declared
 * @param pattern what a category looks like, where declared
 * @param missingValues what counts as NULL does
 * @param moments whether the sums of a number's values and of their squares are kept
 * @param quantiles the shares of a number's values whose quantiles are kept
 * @param distinct whether it is estimated how many values are distinct
 */
public record WatchedColumn(
    String name,
    Role role,
    FeatureType type,
    Operand operand,
    double factor,
    Optional<FeatureSpec.Range> range,
    int bins,
    int top,
    List<String> values,
    Optional<ValuePattern> pattern,
    List<String> missingValues,
    boolean moments,
    List<Double> quantiles,
    boolean distinct,
    boolean personal) {
  private static final int BINS = 10;
  private static final int TOP = 50;

  /** What a value is to the model. */
  public enum Role {
    FEATURE,
    SCORE,
    /** The score once more, in the bins of a probability; see {@link CohortColumns#SCORES}. */
    PROBABILITY,
    OUTPUT,
    LATENCY,
    /** What else a prediction cost, such as memory. */
    MEASURE,
    LABEL,
    /** How long after the prediction its label came, in seconds. */
    LABEL_LAG,
    /** By what the predictions of one request are found together: its id. */
    REQUEST,
    /** The rank at which a result was shown, 1 for the first. */
    POSITION
  }

  public WatchedColumn {
    values = List.copyOf(values);
    missingValues = List.copyOf(missingValues);
    quantiles = List.copyOf(quantiles);
  }

  /** Whether its values are held against those of a reference. */
  public boolean isCompared() {
    return role != Role.LATENCY && role != Role.MEASURE && role != Role.PROBABILITY;
  }

  /** Whether quantiles of its values are kept. */
  public boolean hasQuantiles() {
    return role == Role.LATENCY || role == Role.MEASURE || !quantiles.isEmpty();
  }

  /** The score of a binary model as a probability. */
  static WatchedColumn probability(Operand score) {
    int bins = CohortColumns.SCORES.size();
    return plain(
        "probability",
        Role.PROBABILITY,
        FeatureType.NUMERIC,
        score,
        1,
        Optional.empty(),
        bins,
        false);
  }

  /** The column of a latency, in seconds; one bin for each bucket and one for what is above. */
  static WatchedColumn latency(LatencyColumn latency) {
    return plain(
        "latency",
        Role.LATENCY,
        FeatureType.NUMERIC,
        new Operand.Column(latency.column()),
        latency.secondsPerUnit(),
        Optional.empty(),
        latency.buckets().size() + 1,
        true);
  }

  /** The column of a measure, which nothing is drawn of but its quantiles. */
  static WatchedColumn measure(MeasureSpec measure) {
    return unbinned(
        measure.name(), Role.MEASURE, new Operand.Column(measure.column()), Optional.empty());
  }

  /** A number of which its moments are kept, and no bins. */
  static WatchedColumn unbinned(
      String name, Role role, Operand operand, Optional<FeatureSpec.Range> range) {
    return plain(name, role, FeatureType.NUMERIC, operand, 1, range, 1, true);
  }

  /** The column of a feature. */
  static WatchedColumn feature(FeatureSpec feature) {
    return new WatchedColumn(
        feature.name(),
        Role.FEATURE,
        feature.type(),
        feature.operand(),
        1,
        feature.range(),
        feature.bins(),
        feature.top(),
        feature.values(),
        feature.pattern(),
        feature.missingValues(),
        feature.moments(),
        feature.quantiles(),
        feature.distinct(),
        feature.personal());
  }

  /** A column that is not a feature, with the default number of bins. */
  static WatchedColumn of(Role role, FeatureType type, Operand operand, double factor) {
    String name = role.name().toLowerCase(Locale.ROOT);
    return plain(name, role, type, operand, factor, Optional.empty(), BINS, true);
  }

  /** A column of which nothing is declared that a feature can declare, but a range. */
  private static WatchedColumn plain(
      String name,
      Role role,
      FeatureType type,
      Operand operand,
      double factor,
      Optional<FeatureSpec.Range> range,
      int bins,
      boolean moments) {
    return new WatchedColumn(
        name,
        role,
        type,
        operand,
        factor,
        range,
        bins,
        TOP,
        List.of(),
        Optional.empty(),
        List.of(),
        moments,
        List.of(),
        false,
        false);
  }
}
