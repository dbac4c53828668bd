package io.tidegauge.spec;

import io.tidegauge.spec.ObjectiveSpec.Indicator;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Problems;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.ShareShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The section {@code objectives}. */
final class ObjectivesSection {
  /** A budget of half of all predictions is none; one of nothing cannot burn. */
  private static final double LEAST_TARGET = 0.5;

  private static final Field BELOW =
      Field.required(
          "below",
          DurationShape.between("1ms", "1h"),
          "how long a good answer takes at the most; becomes a bound of the histogram's buckets");

  static final Shape SHAPE =
      ObjectShape.of(
          Field.optional(
              "latency",
              ObjectShape.of(BELOW).and(common()),
              "objective: answers come in time, by predictions.latency"),
          Field.optional(
              "availability",
              ObjectShape.of(common()),
              "objective: there is an answer, by predictions.failed"),
          Field.optional(
              "quality",
              ObjectShape.of(common()),
              "objective: predictions turn out right, by labels; of binary models and of classes"));

  private ObjectivesSection() {}

  private static Field[] common() {
    return new Field[] {
      Field.required("target", new ShareShape(), "the share of the predictions that must be good"),
      Field.withDefault(
          "time_window",
          DurationShape.between("28d", "90d"),
          "30d",
          "the time, up to now, over which the error budget is given"),
      Field.withDefault(
          "min_bad_rows",
          NumberShape.integer(1, 1_000_000),
          10,
          "nobody is told of fewer bad predictions in an alert's long window, whatever their share")
    };
  }

  /** The objectives, in the order of their indicators. */
  static List<ObjectiveSpec> bind(Cursor cursor) {
    return Stream.of(Indicator.values())
        .flatMap(indicator -> cursor.find(indicator.key()).map(it -> bind(indicator, it)).stream())
        .toList();
  }

  private static ObjectiveSpec bind(Indicator indicator, Cursor cursor) {
    return new ObjectiveSpec(
        indicator,
        cursor.at("target").share(),
        cursor.at("time_window").duration(),
        cursor.at("min_bad_rows").integer(),
        cursor.find("below").map(AlertsSection::seconds).orElse(0.0));
  }

  /** What an objective needs, and what its target may be. */
  static void check(Cursor root, Problems problems) {
    needs(root, Indicator.LATENCY, root.find("predictions", "latency"), "latency", problems);
    needs(root, Indicator.AVAILABILITY, root.find("predictions", "failed"), "failed", problems);
    root.find("objectives").stream()
        .flatMap(objectives -> objectives.values().stream())
        .flatMap(objective -> objective.find("target").stream())
        .filter(target -> target.share() < LEAST_TARGET || target.share() >= 1)
        .forEach(
            target ->
                target.refuse(
                    problems, "must be at least 50% and less than 100%, was " + target.text()));
    root.find("objectives", Indicator.QUALITY.key())
        .filter(quality -> !root.declares("labels") || !isJudgedRightOrWrong(root))
        .ifPresent(
            quality ->
                quality.refuse(
                    problems,
                    "needs labels, and a kind of model that is right or wrong (binary, multiclass);"
                        + " declare them, or take this out"));
  }

  private static boolean isJudgedRightOrWrong(Cursor root) {
    return root.find("predictions", "kind")
        .map(kind -> Words.constant(PredictionKind.values(), kind.text()))
        .map(kind -> kind == PredictionKind.BINARY || kind == PredictionKind.MULTICLASS)
        .orElse(true);
  }

  private static void needs(
      Cursor root, Indicator indicator, Optional<Cursor> column, String key, Problems problems) {
    boolean declared =
        column.isPresent()
            || root.find("predictions").map(found -> found.declares(key)).orElse(true);
    root.find("objectives", indicator.key())
        .filter(objective -> !declared)
        .ifPresent(
            objective ->
                objective.refuse(
                    problems, "needs predictions." + key + "; declare it, or take this out"));
  }
}
