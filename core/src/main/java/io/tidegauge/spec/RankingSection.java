package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Shape;
import java.math.BigDecimal;

/** The section {@code predictions.ranking}. */
final class RankingSection {
  static final Shape SHAPE =
      ObjectShape.of(
          Field.required(
              "request",
              Columns.COLUMN,
              "the column that says to which request a result was shown"),
          Field.optional(
              "position",
              Columns.OPERAND,
              "the rank at which a result was shown, 1 for the first; without it, results were"
                  + " shown by score"),
          Field.withDefault(
              "cutoff",
              NumberShape.integer(1, 1000),
              BigDecimal.TEN,
              "how many of the first results count"));

  private RankingSection() {}

  static RankingSpec bind(Cursor cursor) {
    return new RankingSpec(
        cursor.at("request").text(),
        cursor.find("position").map(Columns::operand),
        cursor.at("cutoff").integer());
  }
}
