package io.tidegauge.counts;

import java.util.Objects;

/**
 * When a served value and training's are the same: numbers that differ by at most the larger of
 * {@code absolute} and {@code relative} times training's magnitude, and texts that are equal.
 */
public record Tolerance(double absolute, double relative) {

  /** NaN is NaN, and an infinity is near nothing but itself. */
  boolean isSame(double serving, double training) {
    if (serving == training || (Double.isNaN(serving) && Double.isNaN(training))) {
      return true;
    }
    double difference = Math.abs(serving - training);
    return difference <= Double.MAX_VALUE
        && difference <= Math.max(absolute, relative * Math.abs(training));
  }

  boolean isSame(ComparedFeature feature, int index, PairRow pair) {
    return switch (feature.type()) {
      case NUMERIC -> isSame(pair.serving().number(index), pair.training().number(index));
      case CATEGORY -> Objects.equals(pair.serving().text(index), pair.training().text(index));
    };
  }
}
