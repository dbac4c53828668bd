package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Regex;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import java.util.List;

/** The section {@code sources}. */
final class SourcesSection {
  private static final int MOST = 50;

  static final Shape SHAPE =
      new MapShape(
          new Regex("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$"),
          "a letter or digit, then letters, digits, ., _ or -, at most 63 in all",
          ObjectShape.of(
              Field.required("origin", TextShape.ANY, "how the data came to be"),
              Field.optional("owner", TextShape.ANY, "who answers for it"),
              Field.optional(
                  "terms", TextShape.ANY, "what it may be used for, and how long it may be kept")),
          1,
          MOST);

  private SourcesSection() {}

  static List<SourceSpec> bind(Cursor cursor) {
    return cursor.keys().stream().map(name -> source(name, cursor.at(name))).toList();
  }

  private static SourceSpec source(String name, Cursor cursor) {
    return new SourceSpec(
        name,
        cursor.find("owner").map(Cursor::text).orElse(""),
        cursor.at("origin").text(),
        cursor.find("terms").map(Cursor::text).orElse(""));
  }
}
