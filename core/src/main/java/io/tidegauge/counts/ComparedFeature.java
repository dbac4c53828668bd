package io.tidegauge.counts;

import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.TrainingSpec;
import java.util.List;

/**
 * A feature whose served value is compared with the one that training computes.
 *
 * @param serving what was served
 * @param ofFeatureTable whether it is read from the feature table, not the prediction log
 * @param training the training table's column
 * @param missingValues what counts as NULL does, on both sides
 */
public record ComparedFeature(
    String name,
    FeatureType type,
    Operand serving,
    boolean ofFeatureTable,
    String training,
    List<String> missingValues) {

  public ComparedFeature {
    missingValues = List.copyOf(missingValues);
  }

  /** The features that a spec has compared, in its order; none where it declares no training. */
  public static List<ComparedFeature> of(ModelSpec spec) {
    return spec.training().stream()
        .flatMap(
            training ->
                spec.features().stream()
                    .filter(feature -> isCompared(spec, training, feature))
                    .map(feature -> of(spec, training, feature)))
        .toList();
  }

  private static boolean isCompared(ModelSpec spec, TrainingSpec training, FeatureSpec feature) {
    boolean ofPredictions =
        spec.featureTable().isEmpty() && feature.operand() instanceof Operand.Column;
    return ofPredictions || training.columns().containsKey(feature.name());
  }

  private static ComparedFeature of(ModelSpec spec, TrainingSpec training, FeatureSpec feature) {
    return new ComparedFeature(
        feature.name(),
        feature.type(),
        feature.operand(),
        spec.featureTable().isPresent(),
        training.columns().getOrDefault(feature.name(), feature.name()),
        feature.missingValues());
  }
}
