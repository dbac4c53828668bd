package io.tidegauge.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What really happened.
 *
 * @param table absent where the label is a column of the prediction row
 * @param matureAfter after how long a prediction's label can be relied on to have come
 * @param positive the label that means yes, of a binary model; where absent, what reads as true
 * @param classes the classes that a multiclass model tells apart
 */
public record LabelsSpec(
    Optional<TableName> table,
    Optional<String> id,
    Optional<String> where,
    Operand value,
    Optional<TimeColumn> time,
    Duration matureAfter,
    Optional<String> positive,
    List<String> classes) {
  public LabelsSpec {
    classes = List.copyOf(classes);
  }

  /** The same labels where they are a column of the prediction's row. */
  public LabelsSpec inColumn(String column) {
    return new LabelsSpec(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Operand.Column(column),
        Optional.empty(),
        matureAfter,
        positive,
        classes);
  }
}
