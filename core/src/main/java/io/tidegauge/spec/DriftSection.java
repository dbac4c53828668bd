package io.tidegauge.spec;

import io.tidegauge.spec.yaml.ChoiceShape;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
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

  private static final int ROLLING_WINDOWS = 4;

  private static final Shape INCIDENT =
      ObjectShape.of(
          Field.required("from", ReferenceSection.INSTANT, "when it began"),
          Field.required("to", ReferenceSection.INSTANT, "when it was over"),
          Field.optional("why", TextShape.ANY, "what was wrong, for people"));

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
                  + " the same window a week before, or several windows before together"),
          Field.optional(
              "windows",
              NumberShape.integer(2, 30),
              "how many windows before are taken together, of a rolling reference; 4 by default"),
          Field.optional(
              "incidents",
              ListShape.of(INCIDENT, 1, 50),
              "times in which something was wrong: their rows are no reference, in whole buckets"),
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
        List.copyOf(distances), compat, earlier(cursor), cursor.at("worst").integer());
  }

  private static EarlierRows earlier(Cursor cursor) {
    return new EarlierRows(
        Words.constant(DriftReference.values(), cursor.at("reference").text()),
        cursor.find("windows").map(Cursor::integer).orElse(ROLLING_WINDOWS),
        cursor.find("incidents").map(DriftSection::incidents).orElseGet(List::of));
  }

  private static List<IncidentSpec> incidents(Cursor cursor) {
    return cursor.items().stream()
        .map(
            incident ->
                new IncidentSpec(
                    ReferenceSection.instant(incident, "from").orElseThrow(),
                    ReferenceSection.instant(incident, "to").orElseThrow(),
                    incident.find("why").map(Cursor::text).orElse("")))
        .toList();
  }

  static DriftDistance distance(String name) {
    return Arrays.stream(DriftDistance.values())
        .filter(distance -> distance.label().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no distance " + name));
  }
}
