package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.ShareShape;
import java.math.BigDecimal;

/** The section {@code comparison}. */
final class ComparisonSection {
  static final Shape SHAPE =
      ObjectShape.of(
          Field.withDefault(
              "effect",
              new ShareShape(),
              new BigDecimal("0.01"),
              "the least difference that matters, of a mean absolute error as a share of the"
                  + " champion's"),
          Field.withDefault(
              "power",
              NumberShape.between("0.5", "0.99"),
              new BigDecimal("0.8"),
              "the probability of finding that difference where it is there"),
          Field.withDefault(
              "alpha",
              NumberShape.between("0.0001", "0.2"),
              new BigDecimal("0.05"),
              "the probability of finding a difference that is not there"));

  private ComparisonSection() {}

  static ComparisonSpec bind(Cursor cursor) {
    return new ComparisonSpec(
        cursor.at("effect").share(), cursor.at("power").number(), cursor.at("alpha").number());
  }
}
