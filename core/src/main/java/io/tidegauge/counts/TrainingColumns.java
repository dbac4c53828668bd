package io.tidegauge.counts;

import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.spec.FeatureSpec.Range;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.TrainingLogSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is read of the steps of a training, and how it is counted. */
public final class TrainingColumns {
  /** The loss of a step. */
  public static final String LOSS = "loss";

  /** What tells of the weights after a step; out of range where it is out of its bounds. */
  public static final String WEIGHTS = "weights";

  /** The share of activations that are zero. */
  public static final String ZERO_ACTIVATIONS = "zero_activations";

  /** How long a step took. */
  public static final String STEP_SECONDS = "step_seconds";

  private TrainingColumns() {}

  /** The columns that a spec declares. */
  public static WatchedColumns of(TrainingLogSpec log) {
    List<WatchedColumn> numbers = new ArrayList<>();
    log.loss().ifPresent(name -> numbers.add(column(LOSS, name, Optional.empty())));
    log.weights().ifPresent(name -> numbers.add(column(WEIGHTS, name, log.weightBounds())));
    log.zeroActivations()
        .ifPresent(name -> numbers.add(column(ZERO_ACTIVATIONS, name, Optional.empty())));
    log.stepSeconds().ifPresent(name -> numbers.add(column(STEP_SECONDS, name, Optional.empty())));
    return new WatchedColumns(numbers, List.of(), List.of());
  }

  private static WatchedColumn column(String name, String column, Optional<Range> range) {
    return WatchedColumn.unbinned(name, Role.FEATURE, new Operand.Column(column), range);
  }

  /** How they are counted: with moments, without bins. */
  public static CountLayout layout(WatchedColumns columns) {
    return new CountLayout(
        columns.numbers().stream()
            .map(
                column ->
                    new NumericLayout(
                        Optional.empty(), column.range(), 0, true, false, false, false))
            .toList(),
        List.of(),
        Map.of());
  }
}
