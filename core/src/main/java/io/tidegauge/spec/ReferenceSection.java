package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Quote;
import io.tidegauge.spec.yaml.Rule;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The section {@code reference}. */
final class ReferenceSection {
  private static final String VERSION = "{version}";

  /** A day or a time. */
  static final TextShape INSTANT =
      TextShape.of(
              "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
                  + "([Zz]|[+-][0-9]{2}:[0-9]{2}))?$",
              "a date such as 2026-01-31, or a time with its zone such as 2026-01-31T09:30:00Z")
          .where(ReferenceSection::instantProblem);

  private static final TextShape PATH = TextShape.ANY.where(ReferenceSection::pathProblem);

  static final Shape SHAPE =
      ObjectShape.of(
              Field.optional(
                  "profile",
                  PATH,
                  "the file of the frozen profile, relative to the spec; {version} in it stands for"
                      + " the version"),
              Field.optional("table", Columns.TABLE, "a table, profiled at the start"),
              Field.optional("where", Columns.SQL, "a condition in SQL"),
              Field.optional("version", Columns.COLUMN, "the column that tells versions apart"),
              Field.optional("time", Columns.TIME, "when a row of the table happened"),
              Field.optional("from", INSTANT, "the first time that belongs to the reference"),
              Field.optional("to", INSTANT, "the first time that does not any more"),
              Field.optional("label", Columns.COLUMN, "the table's column of what really happened"))
          .with(
              Rule.exactlyOne("profile", "table"),
              Rule.requires("where", "table"),
              Rule.requires("version", "table"),
              Rule.requires("time", "table"),
              Rule.requires("label", "table"),
              Rule.requires("from", "time"),
              Rule.requires("to", "time"));

  private ReferenceSection() {}

  static ReferenceSpec bind(Cursor cursor) {
    Optional<String> profile = cursor.find("profile").map(Cursor::text);
    if (profile.isPresent()) {
      return new ReferenceSpec.Profiles(profile.get());
    }
    return new ReferenceSpec.Rows(
        Columns.table(cursor.at("table")),
        cursor.find("where").map(Cursor::text),
        cursor.find("version").map(Cursor::text),
        cursor.find("time").map(Columns::time),
        instant(cursor, "from"),
        instant(cursor, "to"),
        cursor.find("label").map(Cursor::text));
  }

  /** The time that a key holds; a date begins at midnight in the zone of the time column. */
  static Optional<Instant> instant(Cursor cursor, String key) {
    ZoneId zone = cursor.find("time", "zone").map(Columns::zone).orElse(ZoneOffset.UTC);
    return cursor.find(key).map(value -> instant(value.text(), zone));
  }

  /** Whether the path names a file of its own for each version. */
  static boolean namesVersion(String path) {
    return path.contains(VERSION);
  }

  private static Instant instant(String text, ZoneId zone) {
    return text.length() == "2026-01-31".length()
        ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
        : OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
  }

  private static Optional<String> instantProblem(String text) {
    try {
      instant(text, ZoneOffset.UTC);
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.of("there is no such day or time: " + Quote.of(text));
    }
  }

  private static Optional<String> pathProblem(String path) {
    String shown = Quote.of(path);
    if (path.startsWith("/") || path.contains("\\") || path.contains(":") || path.startsWith("~")) {
      return Optional.of(shown + " must be relative to the spec's folder, with / between names");
    }
    if (Arrays.asList(path.split("/", -1)).contains("..")) {
      return Optional.of(shown + " leaves the spec's folder; take the .. out");
    }
    if (path.codePoints().anyMatch(Character::isISOControl)) {
      return Optional.of(shown + " holds a control character; take it out");
    }
    String rest = path.replace(VERSION, "");
    if (rest.contains("{") || rest.contains("}")) {
      return Optional.of(shown + " has an unknown placeholder; there is only {version}");
    }
    return rest.isBlank() || path.endsWith("/")
        ? Optional.of(shown + " names no file; write it like reference/{version}.json")
        : Optional.empty();
  }
}
