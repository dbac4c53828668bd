package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Regex;
import io.tidegauge.spec.yaml.Shape;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The section {@code lifecycle}. */
final class LifecycleSection {
  private static Shape stages(Shape each) {
    return new MapShape(
        new Regex("^[a-z][a-z0-9_]{0,31}$"),
        "lower-case letters, digits and _, such as trained",
        each,
        1,
        20);
  }

  static final Shape SHAPE =
      ObjectShape.of(
          Field.required("table", Columns.TABLE, "the table that holds a row for each version"),
          Field.optional("where", Columns.SQL, "a condition in SQL"),
          Field.required("version", Columns.COLUMN, "the column that names the version"),
          Field.required(
              "stages",
              stages(Columns.COLUMN),
              "timestamp columns by stage, in the order of the stages"),
          Field.optional(
              "age_from",
              Columns.COLUMN,
              "the stage from which a model's age counts: trained where it is declared, else the"
                  + " first"),
          Field.optional(
              "max_age",
              DurationShape.between("1s", "3650d"),
              "the age above which an alert is due"),
          Field.optional(
              "cadence",
              stages(DurationShape.between("1m", "3650d")),
              "how often, by stage, some version must pass it: an alert is due when none has for"
                  + " longer"));

  private LifecycleSection() {}

  static LifecycleSpec bind(Cursor cursor) {
    Map<String, String> stages = PredictionsSection.texts(cursor.at("stages"));
    String first = stages.keySet().iterator().next();
    String ageFrom = stages.containsKey("trained") ? "trained" : first;
    return new LifecycleSpec(
        Columns.table(cursor.at("table")),
        cursor.find("where").map(Cursor::text),
        cursor.at("version").text(),
        stages,
        cursor.find("age_from").map(Cursor::text).orElse(ageFrom),
        cursor.find("max_age").map(Cursor::duration),
        cursor.find("cadence").map(LifecycleSection::durations).orElseGet(LinkedHashMap::new));
  }

  private static Map<String, Duration> durations(Cursor cursor) {
    Map<String, Duration> durations = new LinkedHashMap<>();
    cursor.values().forEach(entry -> durations.put(entry.name(), entry.duration()));
    return durations;
  }
}
