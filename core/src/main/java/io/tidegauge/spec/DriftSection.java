package io.tidegauge.spec;

import io.tidegauge.spec.yaml.ChoiceShape;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.PeerScore;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The section {@code drift}. */
final class DriftSection {
  static final List<String> DISTANCES =
      Arrays.stream(DriftDistance.values()).map(DriftDistance::label).toList();

  private static final List<String> PEER_SCORES =
      Arrays.stream(PeerScore.values()).map(PeerScore::label).toList();

  static final Shape SHAPE =
      ObjectShape.of(
          Field.withDefault(
              "distances",
              ListShape.unique(new ChoiceShape("distance", DISTANCES), 1, DISTANCES.size()),
              List.of(DriftDistance.PSI.label()),
              "which distances are exported; those that an alert names are added"),
          Field.withDefault(
              "compat",
              ListShape.unique(new ChoiceShape("score", PEER_SCORES), 0, PEER_SCORES.size()),
              List.of(),
              "which scores are exported as other tools would give them of the same counts, without"
                  + " noise or alerts"),
          Field.withDefault(
              "reference",
              Words.choice("reference", DriftReference.values()),
              Words.word(DriftReference.PROFILE),
              "what a window is compared with, in the bins of the profile: the profile, the window before,"
                  + " or the same window a week before"),
          Field.withDefault(
              "worst",
              NumberShape.integer(0, 100),
              5,
              "for how many features the bins that moved most are exported"));

  private DriftSection() {}

  static DriftSpec bind(Cursor cursor, AlertsSpec alerts) {
    Set<DriftDistance> distances = new LinkedHashSet<>();
    cursor.at("distances").texts().forEach(name -> distances.add(distance(name)));
    distances.add(alerts.drift().distance());
    distances.add(alerts.predictionDrift().distance());
    List<PeerScore> compat =
        cursor.at("compat").texts().stream()
            .map(name -> PeerScore.named(name).orElseThrow())
            .toList();
    return new DriftSpec(
        List.copyOf(distances),
        compat,
        Words.constant(DriftReference.values(), cursor.at("reference").text()),
        cursor.at("worst").integer());
  }

  static DriftDistance distance(String name) {
    return Arrays.stream(DriftDistance.values())
        .filter(distance -> distance.label().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no distance " + name));
  }
}
