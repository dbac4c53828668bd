package io.tidegauge.spec;

import io.tidegauge.spec.DatabaseConfig.Counting;
import io.tidegauge.spec.DatabaseConfig.Secret;
import io.tidegauge.spec.yaml.ChoiceShape;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Regex;
import io.tidegauge.spec.yaml.Rule;
import io.tidegauge.spec.yaml.TextShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** A connection of the exporter's config. */
final class DatabaseSection {
  private static final String NO_PASSWORDS =
      "a password does not belong here; put it in a file of its own and name that in"
          + " password_file, or name a variable of the environment in password_env";

  private static final String IN_DATABASE = "in-database";

  private static final TextShape URL =
      TextShape.of(
              "^jdbc:[a-z][a-z0-9+.-]*:[\\s\\S]*$", "a JDBC URL such as jdbc:postgresql://host/db")
          .hidden()
          .where(DatabaseSection::urlProblem);

  private static final Regex DUCKDB = new Regex("^jdbc:duckdb:[\\s\\S]*$");

  private static final MapShape FILES =
      new MapShape(
          new Regex("^[A-Za-z_][A-Za-z0-9_]{0,62}$"),
          "a letter or _, then letters, digits or _",
          TextShape.ANY,
          1,
          1000);

  private static final MapShape PROPERTIES =
      new MapShape(
          new Regex("^[A-Za-z0-9_.-]{1,128}$"),
          "letters, digits, ., _ and -",
          TextShape.of("^[\\s\\S]*$", "text").hidden(),
          0,
          100);

  static final ObjectShape SHAPE =
      ObjectShape.of(
              Field.required("url", URL, "the JDBC URL, without a password"),
              Field.optional(
                  "files", FILES, "file names or globs by table, for an embedded DuckDB"),
              Field.optional("user", TextShape.ANY, "the user"),
              Field.optional(
                  "password_file",
                  TextShape.ANY,
                  "the file whose first line is the password, read for each new connection"),
              Field.optional(
                  "password_env",
                  TextShape.of("^[A-Za-z_][A-Za-z0-9_]*$", "the name of an environment variable")
                      .hidden(),
                  "the environment variable that holds the password"),
              Field.withDefault(
                  "connections",
                  NumberShape.integer(1, 8),
                  2,
                  "the most connections that are ever open"),
              Field.withDefault(
                  "connect_timeout",
                  DurationShape.between("100ms", "5m"),
                  "5s",
                  "how long opening a connection may take"),
              Field.withDefault(
                  "statement_timeout",
                  DurationShape.between("100ms", "1h"),
                  "30s",
                  "after how long the server itself ends a statement"),
              Field.withDefault(
                  "count",
                  ChoiceShape.of("way of counting", "rows", IN_DATABASE),
                  "rows",
                  "whether rows are read and counted here, or counted in the database, which then"
                      + " sends counts only; there are no quantiles of the latency then"),
              Field.optional("properties", PROPERTIES, "properties of the driver"))
          .with(
              Rule.atMostOne(List.of("password_file", "password_env")),
              Rule.onlyWhere("files", "url", DUCKDB, "a jdbc:duckdb: URL"))
          .refusing("password", NO_PASSWORDS)
          .refusing("passwd", NO_PASSWORDS)
          .refusing("pwd", NO_PASSWORDS)
          .refusing("username", "unknown key \"username\" (did you mean \"user\"?)");

  private DatabaseSection() {}

  static DatabaseConfig bind(Cursor cursor) {
    return new DatabaseConfig(
        cursor.name(),
        cursor.at("url").text(),
        cursor.find("files").map(PredictionsSection::texts).orElseGet(LinkedHashMap::new),
        cursor.find("user").map(Cursor::text),
        secret(cursor),
        cursor.at("connections").integer(),
        cursor.at("connect_timeout").duration(),
        cursor.at("statement_timeout").duration(),
        cursor.at("count").text().equals(IN_DATABASE) ? Counting.IN_DATABASE : Counting.ROWS,
        cursor.find("properties").map(PredictionsSection::texts).orElseGet(LinkedHashMap::new));
  }

  private static Optional<Secret> secret(Cursor cursor) {
    Optional<Secret> file = cursor.find("password_file").map(path -> new Secret.File(path.text()));
    return file.or(
        () -> cursor.find("password_env").map(name -> new Secret.Environment(name.text())));
  }

  private static Optional<String> urlProblem(String url) {
    return Passwords.inUrl(url)
        ? Optional.of("the URL holds a password; " + NO_PASSWORDS)
        : Optional.empty();
  }
}
