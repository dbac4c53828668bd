package io.tidegauge.exporter.init;

import io.tidegauge.spec.PredictionKind;
import java.util.Locale;
import java.util.Optional;

/**
 * What a model seems to predict.
 *
 * @param reason why, in words for a comment
 */
record ModelKind(PredictionKind kind, String reason) {

  /**
   * The kind that the values of the answers, and of what really happened, speak for.
   *
   * @param label in whichever table it is
   */
  static ModelKind of(
      Optional<ColumnFacts> score, Optional<ColumnFacts> output, Optional<ColumnFacts> label) {
    if (output.filter(column -> column.distinct() > 2).isPresent()) {
      return new ModelKind(
          PredictionKind.MULTICLASS, "the output has " + output.get().distinct() + " values");
    }
    boolean numbers =
        label.filter(column -> column.isNumeric() && column.distinct() > 2).isPresent();
    if (score.filter(column -> !column.isShare()).isPresent()) {
      return new ModelKind(PredictionKind.REGRESSION, "the score is not always between 0 and 1");
    }
    if (score.isPresent() && numbers) {
      return new ModelKind(PredictionKind.REGRESSION, "what really happened is a number");
    }
    if (score.isPresent()) {
      return new ModelKind(PredictionKind.BINARY, "the score is a number between 0 and 1");
    }
    return output.isPresent()
        ? new ModelKind(PredictionKind.BINARY, "the output has two values")
        : new ModelKind(
            PredictionKind.BINARY, "not known: no column looks like the model's answer");
  }

  String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
