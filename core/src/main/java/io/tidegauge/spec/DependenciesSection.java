package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Regex;
import io.tidegauge.spec.yaml.Rule;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import java.util.List;
import java.util.Optional;

/** The section {@code dependencies}. */
final class DependenciesSection {
  private static final int MOST = 100;

  private static final Shape DEPENDENCY =
      ObjectShape.of(
              Field.optional("owner", TextShape.ANY, "the team that answers for it"),
              Field.optional("table", Columns.TABLE, "an upstream table, watched by its columns"),
              Field.optional(
                  "column",
                  Columns.COLUMN,
                  "the column of the prediction log that holds its version"),
              Field.optional("expr", Columns.SQL, "an expression in SQL, in place of a column"),
              Field.optional(
                  "query",
                  Columns.SQL,
                  "a small query in SQL: a row for each change, of a value and since when it holds"))
          .with(Rule.exactlyOne("table", "column", "expr", "query"));

  static final Shape SHAPE =
      new MapShape(
          new Regex("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$"),
          "a letter or digit, then letters, digits, ., _ or -, at most 63 in all",
          DEPENDENCY,
          1,
          MOST);

  private DependenciesSection() {}

  static List<DependencySpec> bind(Cursor cursor) {
    return cursor.keys().stream().map(name -> dependency(name, cursor.at(name))).toList();
  }

  private static DependencySpec dependency(String name, Cursor cursor) {
    return new DependencySpec(name, cursor.find("owner").map(Cursor::text), source(cursor));
  }

  private static DependencySpec.Source source(Cursor cursor) {
    Optional<Cursor> table = cursor.find("table");
    if (table.isPresent()) {
      return new DependencySpec.Table(Columns.table(table.get()));
    }
    Optional<Cursor> query = cursor.find("query");
    if (query.isPresent()) {
      return new DependencySpec.Queried(query.get().text());
    }
    Optional<Operand> column = cursor.find("column").map(name -> new Operand.Column(name.text()));
    return new DependencySpec.Logged(
        column.orElseGet(() -> new Operand.Expression(cursor.at("expr").text())));
  }
}
