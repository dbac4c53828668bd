package io.tidegauge.monitor;

import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.spec.DriftAlert;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.NormalScoreShift;
import io.tidegauge.statistics.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the drift alert judges of a feature, and what it would judge if the feature's values had
 * moved.
 *
 * @param score of the alert's distance
 * @param noise what it must be above as well
 * @param shifted the score after each of the shifts
 */
public record TriedDrift(
    String version, String feature, double score, double noise, List<Double> shifted) {
  public TriedDrift {
    shifted = List.copyOf(shifted);
  }

  /**
   * The features that have a score in enough rows, of all versions.
   *
   * @param length the window in which the alert looks
   * @param share of the window's rows that have moved, 0 to 1
   * @param deviations how far, in the standard deviations of {@link NormalScoreShift}; one for each
   *     shift
   */
  public static List<TriedDrift> of(
      Observation observation, Duration length, double share, List<Double> deviations) {
    DriftAlert alert = observation.spec().alerts().drift();
    return observation.windows().stream()
        .filter(window -> window.length().equals(length) && window.cell().isAll())
        .filter(window -> window.counts().rows() >= alert.alert().minRows())
        .flatMap(
            window ->
                observation.columns(Role.FEATURE).stream()
                    .flatMap(
                        column ->
                            DriftScores.of(observation, column, window)
                                .scores()
                                .filter(scores -> scores.fits(alert.distance()))
                                .flatMap(
                                    scores ->
                                        tried(
                                            window.cell().version(),
                                            column.name(),
                                            scores,
                                            alert,
                                            share,
                                            deviations))
                                .stream()))
        .toList();
  }

  private static Optional<TriedDrift> tried(
      String version,
      String feature,
      DriftScores scores,
      DriftAlert alert,
      double share,
      List<Double> deviations) {
    DriftDistance distance = alert.distance();
    Outcome noise = scores.noise(distance, alert.noise());
    Outcome score = scores.score(distance);
    if (!score.isPresent() || !noise.isPresent()) {
      return Optional.empty();
    }
    List<Double> shifted = new ArrayList<>();
    for (double far : deviations) {
      DriftScores moved =
          scores.ofCurrent(NormalScoreShift.of(scores.current(), share, far, scores.reference()));
      shifted.add(moved.score(distance).asOptional().orElse(Double.NaN));
    }
    return Optional.of(
        new TriedDrift(
            version,
            feature,
            score.asOptional().orElseThrow(),
            noise.asOptional().orElseThrow(),
            shifted));
  }
}
