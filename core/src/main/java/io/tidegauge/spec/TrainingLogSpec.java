package io.tidegauge.spec;

import io.tidegauge.spec.FeatureSpec.Range;
import java.time.Duration;
import java.util.Optional;

/**
 * What training wrote down of its steps: a row for each.
 *
 * @param version the column that names the version that is trained; absent where there is but one
 * @param within how far back steps are read
 * @param loss the column of the loss
 * @param weights the column of a number that tells of the weights, such as the largest of them
 * @param weightBounds from where to where that number is in order
 * @param zeroActivations the column of the share of activations that are zero
 * @param zeroActivationsAbove the mean share above which an alert is due
 * @param stepSeconds the column of how long a step took
 */
public record TrainingLogSpec(
    TableName table,
    Optional<String> where,
    TimeColumn time,
    Optional<String> version,
    Duration within,
    Optional<String> loss,
    Optional<String> weights,
    Optional<Range> weightBounds,
    Optional<String> zeroActivations,
    double zeroActivationsAbove,
    Optional<String> stepSeconds) {}
