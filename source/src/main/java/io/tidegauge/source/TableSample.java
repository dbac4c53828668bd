package io.tidegauge.source;

import io.tidegauge.profile.ColumnType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a table whose meaning is not known yet.
 *
 * @param columns in the table's order, also those whose values are not read
 * @param rows how many rows there are
 */
public record TableSample(List<Column> columns, int rows) {
  public TableSample {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param values by row, null where there is none: numbers, yes and no and texts as categories are
   *     written, times in ISO 8601 with Z. A long text is cut. Empty where values are of a type
   *     that is not read, such as JSON
   */
  public record Column(String name, ColumnType type, List<@Nullable String> values) {
    public Column {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }
}
