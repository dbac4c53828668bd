package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Regex;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import java.util.List;

/** The section {@code kpis}. */
final class KpisSection {
  private static final int MOST = 20;

  static final Shape SHAPE =
      new MapShape(
          new Regex("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$"),
          "a letter or digit, then letters, digits, ., _ or -, at most 63 in all",
          ObjectShape.of(
              Field.required("query", Columns.SQL, "a query in SQL: one row, one number"),
              Field.optional("unit", TextShape.ANY, "what it is counted in, such as EUR")),
          1,
          MOST);

  private KpisSection() {}

  static List<KpiSpec> bind(Cursor cursor) {
    return cursor.keys().stream().map(name -> kpi(name, cursor.at(name))).toList();
  }

  private static KpiSpec kpi(String name, Cursor cursor) {
    return new KpiSpec(
        name, cursor.at("query").text(), cursor.find("unit").map(Cursor::text).orElse(""));
  }
}
