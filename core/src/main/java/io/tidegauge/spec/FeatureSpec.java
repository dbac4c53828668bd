package io.tidegauge.spec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One input of the model.
 *
 * @param range values outside it are counted as out of range; only for a numeric feature
 * @param missing the share of missing values, 0 to 1, above which an alert is due
 * @param missingValues what counts as missing beside NULL: numbers and other texts
 * @param bins how many quantile bins a numeric feature is cut into
 * @param top how many of the reference's categories get a bin of their own
 * @param values the categories that may occur, where declared; others are unseen
 * @param pattern what a category looks like
 * @param varies whether it is worth telling that all values of a window are the same
 * @param moments whether mean and standard deviation of each window are kept
 * @param quantiles the shares of a number's values whose quantiles are kept, rising
 * @param distinct whether it is estimated how many values of each window are distinct
 * @param personal no value, edge or category of its own is ever shown or stored
 * @param driftThreshold this feature's own threshold for the drift alert's distance
 * @param importance how much the model depends on it, in any unit, 0 or more
 */
public record FeatureSpec(
    String name,
    FeatureType type,
    Operand operand,
    Optional<Range> range,
    OptionalDouble missing,
    List<String> missingValues,
    int bins,
    int top,
    List<String> values,
    Optional<ValuePattern> pattern,
    boolean varies,
    boolean moments,
    List<Double> quantiles,
    boolean distinct,
    boolean personal,
    OptionalDouble driftThreshold,
    OptionalDouble importance) {

  public FeatureSpec {
    missingValues = List.copyOf(missingValues);
    values = List.copyOf(values);
    quantiles = List.copyOf(quantiles);
  }

  /** The kinds of features. */
  public enum FeatureType {
    NUMERIC,
    CATEGORY
  }

  /** The values from {@code lowest} to {@code highest}, both included. */
  public record Range(double lowest, double highest) {}
}
