package io.tidegauge.source;

import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.LatencyColumn;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.ReferenceSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TrainingLogSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where a row's values come from.
 *
 * @param only the one version whose rows are read; all, where absent
 * @param id by what the other table is joined
 * @param joined the other table, of features or labels
 * @param values what is read, beside time and version
 */
record RowSource(
    TableName table,
    Optional<TimeColumn> time,
    Optional<String> where,
    Optional<String> version,
    Optional<String> only,
    Optional<String> id,
    Optional<JoinedTable> joined,
    List<Value> values) {

  private static final Set<ColumnRef.Kind> OF_ONE_ROW =
      EnumSet.of(ColumnRef.Kind.ID, ColumnRef.Kind.TRACE);

  /** Where a value stands. */
  enum Side {
    LOG,
    JOINED,
    /** It is the time between both, in seconds. */
    BETWEEN
  }

  /**
   * A value and the side of the join that it is on.
   *
   * @param missing which values count as NULL
   */
  record Value(
      ColumnRef column, Operand operand, double factor, MissingValues missing, Side side) {}

  RowSource {
    values = List.copyOf(values);
  }

  /** The rows of a model's log. */
  static RowSource of(ModelSpec spec, WatchedColumns columns) {
    PredictionsSpec predictions = spec.predictions();
    Side features = spec.featureTable().isPresent() ? Side.JOINED : Side.LOG;
    List<Value> values =
        watched(columns, column -> column.role() == Role.FEATURE ? features : Side.LOG);
    predictions
        .failed()
        .ifPresent(name -> values.add(logged(ColumnRef.Kind.FAILED, "failed", name)));
    if (predictions.unique() || predictions.weight().isPresent()) {
      predictions.id().ifPresent(id -> values.add(id(id)));
    }
    predictions.weight().ifPresent(weight -> values.add(weight(weight)));
    predictions
        .latency()
        .flatMap(LatencyColumn::trace)
        .ifPresent(trace -> values.add(logged(ColumnRef.Kind.TRACE, "trace", trace)));
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
        spec.featureTable().map(JoinedTable::of),
        values);
  }

  private static Value id(String column) {
    return logged(ColumnRef.Kind.ID, "id", column);
  }

  private static Value weight(String column) {
    return logged(ColumnRef.Kind.WEIGHT, "weight", column);
  }

  private static Value logged(ColumnRef.Kind kind, String name, String column) {
    ColumnRef place = new ColumnRef(kind, 0, name);
    return new Value(place, new Operand.Column(column), 1, MissingValues.NONE, Side.LOG);
  }

  /** Whether nothing can be counted of the rows without a column: wrong numbers are worse. */
  boolean needs(ColumnRef column) {
    return column.kind() == ColumnRef.Kind.WEIGHT;
  }

  /** The same rows without their ids and traces, of which a database counts nothing. */
  RowSource withoutIds() {
    return new RowSource(
        table,
        time,
        where,
        version,
        only,
        id,
        joined,
        values.stream().filter(value -> !OF_ONE_ROW.contains(value.column().kind())).toList());
  }

  /** The predictions of a model with their labels. */
  static RowSource ofCohort(ModelSpec spec, WatchedColumns columns) {
    PredictionsSpec predictions = spec.predictions();
    Optional<JoinedTable> labels = spec.labels().flatMap(JoinedTable::of);
    List<Value> values = watched(columns, labelled(labels));
    predictions
        .weight()
        .ifPresent(
            weight -> {
              values.add(id(predictions.id().orElseThrow()));
              values.add(weight(weight));
            });
    return new RowSource(
        predictions.table(),
        Optional.of(predictions.time()),
        predictions.where(),
        predictions.version(),
        Optional.empty(),
        predictions.id(),
        labels,
        values);
  }

  /**
   * The rows of a reference with their labels.
   *
   * @param labels where these stand
   * @param id by what those of another table are joined
   */
  static RowSource ofCohort(
      ReferenceSpec.Rows reference,
      LabelsSpec labels,
      Optional<String> id,
      WatchedColumns columns,
      Optional<String> onlyVersion) {
    Optional<JoinedTable> joined = JoinedTable.of(labels);
    return new RowSource(
        reference.table(),
        reference.time(),
        reference.where(),
        reference.version(),
        onlyVersion,
        id,
        joined,
        watched(columns, labelled(joined)));
  }

  private static Function<WatchedColumn, Side> labelled(Optional<JoinedTable> labels) {
    Side label = labels.isPresent() ? Side.JOINED : Side.LOG;
    return column ->
        switch (column.role()) {
          case LABEL -> label;
          case LABEL_LAG -> Side.BETWEEN;
          default -> Side.LOG;
        };
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
        watched(columns, column -> Side.LOG));
  }

  /** The steps of a training. */
  static RowSource of(TrainingLogSpec log, WatchedColumns columns) {
    return new RowSource(
        log.table(),
        Optional.of(log.time()),
        log.where(),
        log.version(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        watched(columns, column -> Side.LOG));
  }

  private static List<Value> watched(WatchedColumns columns, Function<WatchedColumn, Side> side) {
    List<Value> values = new ArrayList<>();
    add(values, ColumnRef.Kind.NUMBER, columns.numbers(), side);
    add(values, ColumnRef.Kind.TEXT, columns.texts(), side);
    for (int i = 0; i < columns.slices().size(); i++) {
      String name = columns.slices().get(i).column();
      ColumnRef column = new ColumnRef(ColumnRef.Kind.SLICE, i, name);
      values.add(new Value(column, new Operand.Column(name), 1, MissingValues.NONE, Side.LOG));
    }
    return values;
  }

  private static void add(
      List<Value> values,
      ColumnRef.Kind kind,
      List<WatchedColumn> columns,
      Function<WatchedColumn, Side> side) {
    for (int i = 0; i < columns.size(); i++) {
      WatchedColumn column = columns.get(i);
      values.add(
          new Value(
              new ColumnRef(kind, i, column.name()),
              column.operand(),
              column.factor(),
              MissingValues.of(column.missingValues()),
              side.apply(column)));
    }
  }
}
