package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.ShareShape;
import java.math.BigDecimal;

/** The section {@code training_log}. */
final class TrainingLogSection {
  private static final double DEFAULT_ZEROS = 0.9;

  private static final Shape WEIGHTS =
      ObjectShape.of(
          Field.required(
              "column",
              Columns.COLUMN,
              "the column of a number that tells of the weights, such as the largest of them"),
          Field.required(
              "range",
              ListShape.of(NumberShape.ANY, 2, 2),
              "the lowest and the highest value that is in order, both included"));

  private static final Shape ZERO_ACTIVATIONS =
      ObjectShape.of(
          Field.required(
              "column", Columns.COLUMN, "the column of the share of activations that are zero"),
          Field.withDefault(
              "above",
              new ShareShape(),
              BigDecimal.valueOf(DEFAULT_ZEROS),
              "the mean share above which an alert is due"));

  static final Shape SHAPE =
      ObjectShape.of(
          Field.required("table", Columns.TABLE, "the table that holds a row for each step"),
          Field.optional("where", Columns.SQL, "a condition in SQL"),
          Field.required("time", Columns.TIME, "when a step was done"),
          Field.optional("version", Columns.COLUMN, "the column that names the trained version"),
          Field.withDefault(
              "within", DurationShape.between("1m", "365d"), "30d", "how far back steps are read"),
          Field.optional("loss", Columns.COLUMN, "the column of the loss"),
          Field.optional("weights", WEIGHTS, "whether weights are within bounds"),
          Field.optional("zero_activations", ZERO_ACTIVATIONS, "whether units have died"),
          Field.optional(
              "step_seconds", Columns.COLUMN, "the column of how many seconds a step took"));

  private TrainingLogSection() {}

  static TrainingLogSpec bind(Cursor cursor) {
    return new TrainingLogSpec(
        Columns.table(cursor.at("table")),
        cursor.find("where").map(Cursor::text),
        Columns.time(cursor.at("time")),
        cursor.find("version").map(Cursor::text),
        cursor.at("within").duration(),
        cursor.find("loss").map(Cursor::text),
        cursor.find("weights", "column").map(Cursor::text),
        cursor.find("weights", "range").map(FeaturesSection::range),
        cursor.find("zero_activations", "column").map(Cursor::text),
        cursor.find("zero_activations", "above").map(Cursor::share).orElse(DEFAULT_ZEROS),
        cursor.find("step_seconds").map(Cursor::text));
  }
}
