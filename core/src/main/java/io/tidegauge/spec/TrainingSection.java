package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Shape;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.TreeMap;

/** The section {@code training}. */
final class TrainingSection {
  private static final Shape TOLERANCE =
      ObjectShape.of(
          Field.withDefault(
              "absolute", NumberShape.NOT_NEGATIVE, 0, "numbers that differ by this are equal"),
          Field.withDefault(
              "relative",
              NumberShape.NOT_NEGATIVE,
              new BigDecimal("0.000001"),
              "numbers that differ by this share of the training value are equal"));

  static final Shape SHAPE =
      ObjectShape.of(
          Field.required("table", Columns.TABLE, "the table of features as training computes them"),
          Field.required("id", Columns.COLUMN, "the column that holds the prediction's id"),
          Field.optional("where", Columns.SQL, "a condition in SQL"),
          Field.optional("time", Columns.TIME, "when a row was computed"),
          Field.withDefault(
              "mature_after",
              DurationShape.between("0s", "365d"),
              "1h",
              "after how long a prediction's training row can be relied on to have come"),
          Field.optional(
              "columns",
              new MapShape(
                  FeaturesSection.NAME, FeaturesSection.NAME_WANTED, Columns.COLUMN, 1, 2000),
              "columns by feature, where the names differ"),
          Field.withDefault(
              "tolerance", TOLERANCE, new TreeMap<>(), "when two numbers count as equal"));

  private TrainingSection() {}

  static TrainingSpec bind(Cursor cursor) {
    return new TrainingSpec(
        Columns.table(cursor.at("table")),
        cursor.at("id").text(),
        cursor.find("where").map(Cursor::text),
        cursor.find("time").map(Columns::time),
        cursor.at("mature_after").duration(),
        cursor.find("columns").map(PredictionsSection::texts).orElseGet(LinkedHashMap::new),
        cursor.at("tolerance").at("absolute").number(),
        cursor.at("tolerance").at("relative").number());
  }
}
