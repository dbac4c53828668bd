package io.tidegauge.source;

import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.FeatureTableSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.ReferenceSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a row's values come from.
 *
 * @param only the one version whose rows are read; all, where absent
 * @param id by what the feature table is joined
 * @param values what is read, beside time and version
 */
record RowSource(
    TableName table,
    Optional<TimeColumn> time,
    Optional<String> where,
    Optional<String> version,
    Optional<String> only,
    Optional<String> id,
    Optional<FeatureTableSpec> features,
    List<Value> values) {

  /** A value and the side of the join that it is on. */
  record Value(ColumnRef column, Operand operand, double factor, boolean ofFeatureTable) {}

  RowSource {
    values = List.copyOf(values);
  }

  /** The rows of a model's log. */
  static RowSource of(ModelSpec spec, WatchedColumns columns) {
    PredictionsSpec predictions = spec.predictions();
    List<Value> values = watched(columns, spec.featureTable().isPresent());
    predictions
        .failed()
        .ifPresent(
            name ->
                values.add(
                    new Value(
                        new ColumnRef(ColumnRef.Kind.FAILED, 0, "failed"),
                        new Operand.Column(name),
                        1,
                        false)));
    if (spec.featureTable().isPresent() && predictions.id().isEmpty()) {
      throw new IllegalArgumentException("a feature table needs the predictions' id");
    }
    return new RowSource(
        predictions.table(),
        Optional.of(predictions.time()),
        predictions.where(),
        predictions.version(),
        Optional.empty(),
        predictions.id(),
        spec.featureTable(),
        values);
  }

  /** The rows of a reference table, which holds all columns itself. */
  static RowSource of(
      ReferenceSpec.Rows reference, WatchedColumns columns, Optional<String> onlyVersion) {
    return new RowSource(
        reference.table(),
        reference.time(),
        reference.where(),
        reference.version(),
        onlyVersion,
        Optional.empty(),
        Optional.empty(),
        watched(columns, false));
  }

  private static List<Value> watched(WatchedColumns columns, boolean apart) {
    List<Value> values = new ArrayList<>();
    add(values, ColumnRef.Kind.NUMBER, columns.numbers(), apart);
    add(values, ColumnRef.Kind.TEXT, columns.texts(), apart);
    for (int i = 0; i < columns.slices().size(); i++) {
      String name = columns.slices().get(i).column();
      ColumnRef column = new ColumnRef(ColumnRef.Kind.SLICE, i, name);
      values.add(new Value(column, new Operand.Column(name), 1, false));
    }
    return values;
  }

  private static void add(
      List<Value> values, ColumnRef.Kind kind, List<WatchedColumn> columns, boolean apart) {
    for (int i = 0; i < columns.size(); i++) {
      WatchedColumn column = columns.get(i);
      values.add(
          new Value(
              new ColumnRef(kind, i, column.name()),
              column.operand(),
              column.factor(),
              apart && column.role() == WatchedColumn.Role.FEATURE));
    }
  }
}
