package io.tidegauge.spec;

import io.tidegauge.spec.TrafficSpec.Hours;
import io.tidegauge.spec.yaml.ChoiceShape;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The section {@code traffic}. */
final class TrafficSection {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private static final TextShape TIME_OF_DAY =
      TextShape.of("^([01][0-9]|2[0-3]):[0-5][0-9]$", "a time such as 08:30");

  private static final Shape HOURS =
      ObjectShape.of(
          Field.withDefault(
              "days",
              ListShape.unique(new ChoiceShape("day", DAYS), 1, 7),
              DAYS,
              "the days of the week"),
          Field.withDefault("from", TIME_OF_DAY, "00:00", "the first time of each day"),
          Field.withDefault(
              "to", TIME_OF_DAY, "00:00", "the end of each day, not included; 00:00 is midnight"),
          Field.withDefault("zone", Columns.ZONE, "UTC", "the zone of these times"));

  static final Shape SHAPE =
      ObjectShape.of(
          Field.optional(
              "largest_gap",
              DurationShape.between("1s", "30d"),
              "the longest time without a row that is ordinary"),
          Field.optional("hours", HOURS, "the hours in which rows are expected; else always"));

  private TrafficSection() {}

  static TrafficSpec bind(Cursor cursor) {
    return new TrafficSpec(
        cursor.find("largest_gap").map(Cursor::duration),
        cursor.find("hours").map(TrafficSection::hours));
  }

  private static Hours hours(Cursor cursor) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    cursor.at("days").texts().forEach(day -> days.add(DayOfWeek.of(DAYS.indexOf(day) + 1)));
    return new Hours(
        days,
        LocalTime.parse(cursor.at("from").text()),
        LocalTime.parse(cursor.at("to").text()),
        Columns.zone(cursor.at("zone")));
  }
}
