package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Rule;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import java.util.List;

/** The section {@code labels}. */
final class LabelsSection {
  static final Shape SHAPE =
      ObjectShape.of(
              Field.optional(
                  "table", Columns.TABLE, "the table of labels, where they are not in the log"),
              Field.optional("id", Columns.COLUMN, "the column that holds the prediction's id"),
              Field.optional("where", Columns.SQL, "a condition in SQL"),
              Field.required("value", Columns.OPERAND, "what really happened"),
              Field.optional("time", Columns.TIME, "when the label came"),
              Field.required(
                  "mature_after",
                  DurationShape.between("0s", "365d"),
                  "after how long a prediction's label can be relied on to have come"),
              Field.optional(
                  "positive",
                  TextShape.ANY,
                  "the label that means yes; by default true, 1 and their like"),
              Field.optional(
                  "classes",
                  ListShape.unique(TextShape.ANY, 2, 50),
                  "the classes of a multiclass model; others are counted as one"))
          .with(
              Rule.requires("table", "id", "time"),
              Rule.requires("id", "table"),
              Rule.requires("where", "table"));

  private LabelsSection() {}

  static LabelsSpec bind(Cursor cursor) {
    return new LabelsSpec(
        cursor.find("table").map(Columns::table),
        cursor.find("id").map(Cursor::text),
        cursor.find("where").map(Cursor::text),
        Columns.operand(cursor.at("value")),
        cursor.find("time").map(Columns::time),
        cursor.at("mature_after").duration(),
        cursor.find("positive").map(Cursor::text),
        cursor.find("classes").map(Cursor::texts).orElseGet(List::of));
  }
}
