package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import io.tidegauge.statistics.ValueMatrix;

/** The section {@code business_value}. */
final class BusinessValueSection {
  private static final Shape VALUE = NumberShape.between("-1e12", "1e12");

  static final Shape SHAPE =
      ObjectShape.of(
          Field.required("true_positive", VALUE, "what a positive that was predicted is worth"),
          Field.required("false_positive", VALUE, "what a false alarm is worth, or costs"),
          Field.required("true_negative", VALUE, "what a negative that was predicted is worth"),
          Field.required("false_negative", VALUE, "what a positive that was missed is worth"),
          Field.required(
              "currency",
              TextShape.of("^[A-Za-z0-9%$€£¥][A-Za-z0-9%$€£¥ ._-]{0,15}$", "such as EUR or points"),
              "what the values are counted in"),
          Field.optional(
              "cost_per_day",
              NumberShape.NOT_NEGATIVE,
              "what it costs to run the model for a day"));

  private BusinessValueSection() {}

  static BusinessValueSpec bind(Cursor cursor) {
    return new BusinessValueSpec(
        new ValueMatrix(
            cursor.at("true_positive").number(),
            cursor.at("false_positive").number(),
            cursor.at("false_negative").number(),
            cursor.at("true_negative").number()),
        cursor.at("currency").text(),
        cursor.find("cost_per_day").stream().mapToDouble(Cursor::number).findFirst());
  }
}
