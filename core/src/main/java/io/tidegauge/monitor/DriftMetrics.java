package io.tidegauge.monitor;

import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.DriftAlert;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.ChiSquare;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The metric families of drift: for each distance the score and, beside it, its noise. */
final class DriftMetrics {
  private final Map<DriftDistance, MetricDefinition> scores = new EnumMap<>(DriftDistance.class);
  private final Map<DriftDistance, MetricDefinition> noises = new EnumMap<>(DriftDistance.class);
  private final MetricDefinition pValue;

  /**
   * The families of one kind of column.
   *
   * @param prefix such as {@code ml_feature_drift}
   * @param of what drifts, for the help text
   * @param labels after {@code model} and {@code version}
   */
  DriftMetrics(String prefix, String of, String... labels) {
    for (DriftDistance distance : DriftDistance.values()) {
      scores.put(
          distance,
          MetricDefinition.gauge(
              prefix + "_" + distance.label(),
              "Drift of the " + of + " from its reference: " + distance.description() + ".",
              labels));
      noises.put(
          distance,
          MetricDefinition.gauge(
              prefix + "_noise_" + distance.label(),
              "What sampling alone would give for the drift of the "
                  + of
                  + ", at these row counts and the spec's probability: "
                  + distance.label()
                  + ".",
              labels));
    }
    pValue =
        MetricDefinition.gauge(
            prefix + "_pvalue_chi_square",
            "Asymptotic p-value of the chi-square test of homogeneity for the "
                + of
                + ", which takes rows as independent: for information.",
            labels);
  }

  /** All families, score beside noise. */
  List<MetricDefinition> all() {
    List<MetricDefinition> all = new ArrayList<>();
    for (DriftDistance distance : DriftDistance.values()) {
      all.add(score(distance));
      all.add(noise(distance));
    }
    all.add(pValue);
    return all;
  }

  MetricDefinition score(DriftDistance distance) {
    return Objects.requireNonNull(scores.get(distance));
  }

  MetricDefinition noise(DriftDistance distance) {
    return Objects.requireNonNull(noises.get(distance));
  }

  /** Over the limit and over the noise, by the alert's distance, of all rows of a version. */
  Condition.Past exceeds(DriftAlert alert, Limits limits) {
    return Condition.above(score(alert.distance()), limits)
        .beyond(noise(alert.distance()))
        .ofAllRows();
  }

  /** The noise beside a score: the largest, where it is not told apart by as many labels. */
  Shown noise(DriftDistance distance, String... by) {
    return Shown.of(noise(distance), by).asNoise();
  }

  /** The distances that some of the columns have, the alert's first. */
  static List<DriftDistance> shown(
      List<DriftDistance> distances, DriftAlert alert, boolean anyNumeric) {
    return Stream.concat(Stream.of(alert.distance()), distances.stream())
        .distinct()
        .filter(distance -> anyNumeric || !distance.needsOrder())
        .toList();
  }

  /** How many families a spec's distances have for a column of that type. */
  static long families(List<DriftDistance> distances, FeatureType type) {
    long fitting =
        distances.stream()
            .filter(distance -> !distance.needsOrder() || type == FeatureType.NUMERIC)
            .count();
    return 2 * fitting + (distances.contains(DriftDistance.CHI_SQUARE) ? 1 : 0);
  }

  /**
   * A score with its noise: one without the other could not be judged.
   *
   * @param score absent where either is, with the reason
   */
  record Judged(Outcome score, double noise) {
    private static Judged of(DriftScores scores, DriftDistance distance, double level) {
      Outcome score = scores.score(distance);
      Outcome noise = score.isPresent() ? scores.noise(distance, level) : score;
      return new Judged(
          noise.isPresent() ? score : noise, noise.asOptional().orElse(Double.POSITIVE_INFINITY));
    }

    /** Whether the score is over the threshold and over the noise. */
    boolean exceeds(double threshold) {
      return score instanceof Outcome.Value found
          && found.value() > threshold
          && found.value() > noise;
    }
  }

  /**
   * Takes the readings of one column. A score has a series only together with its noise.
   *
   * @return the judged score by the alert's distance
   */
  Judged read(
      DriftScores scores,
      List<DriftDistance> distances,
      DriftAlert alert,
      Readings readings,
      String... labels) {
    Judged judged = new Judged(Outcome.absent(Reason.UNDEFINED), Double.POSITIVE_INFINITY);
    for (DriftDistance distance : distances) {
      if (!scores.fits(distance)) {
        continue;
      }
      Judged found = Judged.of(scores, distance, alert.noise());
      readings.add(score(distance), found.score(), labels);
      if (found.score().isPresent()) {
        readings.add(noise(distance), found.noise(), labels);
        if (distance == DriftDistance.CHI_SQUARE) {
          readings.add(pValue, pValue(scores), labels);
        }
      }
      if (distance == alert.distance()) {
        judged = found;
      }
    }
    return judged;
  }

  private static Outcome pValue(DriftScores scores) {
    Optional<ChiSquare> test = ChiSquare.of(scores.reference(), scores.current());
    return test.map(result -> Outcome.of(result.pValue())).orElse(Outcome.absent(Reason.UNDEFINED));
  }
}
