package io.tidegauge.spec;

import io.tidegauge.spec.TimeColumn.TimeUnit;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.EitherShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.Nearest;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Quote;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;

/** Tables, columns and what is made of them: the parts that every section of a spec uses. */
final class Columns {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final String CHARACTER = "[^\\u0000-\\u001f\\u007f]";
  private static final String NOT_DOT = "[^\\u0000-\\u0020\\u007f.]";

  static final TextShape COLUMN =
      TextShape.of(
              "^" + CHARACTER + "*[^\\u0000-\\u0020\\u007f]" + CHARACTER + "*$",
              "a name on one line")
          .where(Columns::notBlank);

  static final TextShape SQL = TextShape.ANY;

  static final Shape TABLE =
      EitherShape.of(
          TextShape.of(
                  "^" + NOT_DOT + "+(\\." + NOT_DOT + "+){0,2}$",
                  "one to three names with dots between them; names that hold a dot or a space "
                      + "are written as a list")
              .where(Columns::partsNotBlank),
          ListShape.of(COLUMN, 1, 3));

  static final Shape OPERAND =
      EitherShape.of(COLUMN, ObjectShape.of(Field.required("expr", SQL, "an expression in SQL")));

  static final TextShape ZONE = TextShape.ANY.where(Columns::zoneProblem);

  static final Shape TIME =
      EitherShape.of(
          COLUMN,
          ObjectShape.of(
              Field.required("column", COLUMN, "the column that holds the time"),
              Field.withDefault(
                  "unit",
                  Words.choice("unit", TimeUnit.values()),
                  "timestamp",
                  "how the column holds a time"),
              Field.withDefault(
                  "zone", ZONE, "UTC", "the zone of timestamps without one, and of partitions"),
              Field.optional("partition", COLUMN, "a DATE column that partitions the table")));

  private Columns() {}

  static TableName table(Cursor cursor) {
    return cursor.isList() ? new TableName(cursor.texts()) : TableName.of(cursor.text());
  }

  static Operand operand(Cursor cursor) {
    return cursor.isMap()
        ? new Operand.Expression(cursor.at("expr").text())
        : new Operand.Column(cursor.text());
  }

  static TimeColumn time(Cursor cursor) {
    if (!cursor.isMap()) {
      return new TimeColumn(cursor.text(), TimeUnit.TIMESTAMP, UTC, Optional.empty());
    }
    return new TimeColumn(
        cursor.at("column").text(),
        Words.constant(TimeUnit.values(), cursor.at("unit").text()),
        zone(cursor.at("zone")),
        cursor.find("partition").map(Cursor::text));
  }

  /** UTC has many names; one is enough, and this one every database knows. */
  static ZoneId zone(Cursor cursor) {
    ZoneId zone = ZoneId.of(cursor.text());
    return zone.normalized().equals(ZoneOffset.UTC) ? UTC : zone;
  }

  private static Optional<String> notBlank(String text) {
    return text.isBlank() ? Optional.of("is blank; give a name") : Optional.empty();
  }

  private static Optional<String> partsNotBlank(String text) {
    boolean blank = Arrays.stream(text.split("\\.", -1)).anyMatch(String::isBlank);
    return blank ? Optional.of("has a blank part; give a name") : Optional.empty();
  }

  private static Optional<String> zoneProblem(String text) {
    try {
      ZoneId.of(text);
      return Optional.empty();
    } catch (DateTimeException e) {
      String hint = Nearest.hint(text, new TreeSet<>(ZoneId.getAvailableZoneIds()));
      String mend = hint.isEmpty() ? "; write it like Europe/Paris or UTC" : hint;
      return Optional.of("unknown time zone " + Quote.of(text) + mend);
    }
  }
}
