package io.tidegauge.source;

import io.tidegauge.source.RowSource.Value;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How rows are counted from now on.
 *
 * @param rows the rows, and what is left out of them
 * @param shapes of the rows' values, in their order
 */
record CountPlan(RowPlan rows, List<ColumnShape> shapes) {

  CountPlan {
    shapes = List.copyOf(shapes);
  }

  /** Makes a plan of what a statement of the rows, without one, says of its columns. */
  static CountPlan of(RowPlan rows, ResultSet none) throws SQLException {
    ResultSetMetaData columns = none.getMetaData();
    List<ColumnShape> shapes = new ArrayList<>();
    for (int i = 0; i < rows.statement().values().size(); i++) {
      shapes.add(ColumnShape.of(columns, rows.statement().firstValue() + i));
    }
    return new CountPlan(rows, shapes);
  }

  Value value(int index) {
    return rows.statement().values().get(index);
  }

  /** The values of which the database counts numbers. */
  List<Integer> aggregated() {
    return indexes().filter(this::isAggregated).boxed().toList();
  }

  /**
   * The values that the database groups, and whose meaning is told here, value by value:
   * categories, and numbers and flags that are texts, for databases differ in how they read them.
   */
  List<Integer> grouped() {
    return indexes().filter(this::isGrouped).boxed().toList();
  }

  /** The value that says whether the model gave no answer, where the database can tell. */
  Optional<Integer> flag() {
    return indexes()
        .filter(i -> kind(i) == ColumnRef.Kind.FAILED && isNumeric(i))
        .boxed()
        .findFirst();
  }

  /** A slice's column. */
  Optional<Integer> slice(int slice) {
    return indexes()
        .filter(i -> kind(i) == ColumnRef.Kind.SLICE && value(i).column().index() == slice)
        .boxed()
        .findFirst();
  }

  NumberColumn number(int index) {
    Value value = value(index);
    return new NumberColumn(index, shapes.get(index), value.factor(), value.missing());
  }

  private IntStream indexes() {
    return IntStream.range(0, shapes.size());
  }

  private boolean isAggregated(int index) {
    return kind(index) == ColumnRef.Kind.NUMBER && isNumeric(index);
  }

  private boolean isGrouped(int index) {
    return switch (kind(index)) {
      case TEXT -> true;
      case NUMBER, FAILED -> !isNumeric(index);
      case SLICE, ID, WEIGHT, TRACE -> false;
    };
  }

  private ColumnRef.Kind kind(int index) {
    return value(index).column().kind();
  }

  private boolean isNumeric(int index) {
    ColumnShape shape = shapes.get(index);
    return shape.isNumber() || shape == ColumnShape.BOOLEAN;
  }
}
