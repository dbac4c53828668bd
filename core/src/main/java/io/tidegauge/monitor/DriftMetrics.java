package io.tidegauge.monitor;

import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.DriftAlert;
import io.tidegauge.spec.DriftSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.ChiSquare;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.PeerScore;
import io.tidegauge.statistics.Reason;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final MetricDefinition compat;

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
    compat =
        MetricDefinition.gauge(
            prefix + "_compat",
            "Drift of the "
                + of
                + " as another tool would say it of the same counts, by the names of"
                + " docs/other-tools.md: to compare, not to judge by.",
            with(labels, "score"));
  }

  private static String[] with(String[] labels, String more) {
    String[] all = Arrays.copyOf(labels, labels.length + 1);
    all[labels.length] = more;
    return all;
  }

  /** All families, score beside noise. */
  List<MetricDefinition> all() {
    List<MetricDefinition> all = new ArrayList<>();
    for (DriftDistance distance : DriftDistance.values()) {
      all.add(score(distance));
      all.add(noise(distance));
    }
    all.add(pValue);
    all.add(compat);
    return all;
  }

  MetricDefinition score(DriftDistance distance) {
    return Objects.requireNonNull(scores.get(distance));
  }

  MetricDefinition noise(DriftDistance distance) {
    return Objects.requireNonNull(noises.get(distance));
  }

  /**
   * The scores of other tools, by these labels and their names; nothing where none is asked for.
   */
  Optional<PanelDefinition> compatPanel(DriftSpec drift, String title, String... by) {
    return drift.compat().isEmpty()
        ? Optional.empty()
        : Optional.of(
            PanelDefinition.table(
                title,
                "What other tools would say of the same counts. Their scales differ, and sampling moves"
                    + " them too: judge by the scores that have a noise.",
                Shown.of(compat, with(by, "score")).called("Score")));
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

  /** How many series a spec's scores have for a column of that type, in one window and slice. */
  static long series(DriftSpec drift, FeatureType type) {
    List<DriftDistance> distances = drift.distances();
    long fitting =
        distances.stream()
            .filter(distance -> !distance.needsOrder() || type == FeatureType.NUMERIC)
            .count();
    long others =
        drift.compat().stream()
            .filter(score -> !score.needsOrder() || type == FeatureType.NUMERIC)
            .count();
    return 2 * fitting + (distances.contains(DriftDistance.CHI_SQUARE) ? 1 : 0) + others;
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
      DriftScores scores, DriftSpec drift, DriftAlert alert, Readings readings, String... labels) {
    Judged judged = new Judged(Outcome.absent(Reason.UNDEFINED), Double.POSITIVE_INFINITY);
    for (DriftDistance distance : drift.distances()) {
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
    for (PeerScore score : drift.compat()) {
      if (scores.fits(score)) {
        readings.add(compat, scores.score(score), with(labels, score.label()));
      }
    }
    return judged;
  }

  private static Outcome pValue(DriftScores scores) {
    Optional<ChiSquare> test =
        ChiSquare.of(scores.reference().effective(), scores.current().effective());
    return test.map(result -> Outcome.of(result.pValue())).orElse(Outcome.absent(Reason.UNDEFINED));
  }
}
