package io.tidegauge.exporter.command;

import io.tidegauge.exporter.init.YamlScalar;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.ExporterConfig;
import io.tidegauge.spec.ExporterConfigReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exporter's config with a database in it that a user names.
 *
 * @param text what the file should hold; absent where what it holds is enough
 * @param database the database, with paths made absolute
 */
record ConfigDraft(Optional<String> text, DatabaseConfig database) {
  private static final Pattern DATABASES =
      Pattern.compile("(?m)^databases:[ \\t]*(#.*)?\\n(?:[ \\t]*(#.*)?\\n)*([ ]+)");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /**
   * Where a database is, as far as the user says.
   *
   * @param files table to file, for an embedded DuckDB
   */
  record Place(
      Optional<String> name,
      Optional<String> url,
      Optional<String> user,
      Optional<Path> passwordFile,
      Optional<String> passwordVariable,
      Map<String, String> files) {

    /** The name, or one made of the URL: that of the database. */
    String nameOrGuess() {
      return name.orElseGet(
          () -> {
            String path = url.orElse("").replaceAll("[?;].*", "");
            String last =
                path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
            String plain = last.replaceAll("\\.(db|duckdb|ddb)$", "");
            return NAME.matcher(plain).matches() ? plain : "warehouse";
          });
    }

    /** The keys of the database in a config of that folder. */
    private String entry(Path folder) {
      List<String> lines = new ArrayList<>();
      lines.add(YamlScalar.of(nameOrGuess()) + ":");
      lines.add("  url: " + YamlScalar.of(url.orElse("jdbc:duckdb:")));
      user.ifPresent(text -> lines.add("  user: " + YamlScalar.of(text)));
      passwordFile.ifPresent(
          file -> lines.add("  password_file: " + YamlScalar.of(inFolder(folder, file))));
      passwordVariable.ifPresent(text -> lines.add("  password_env: " + YamlScalar.of(text)));
      if (!files.isEmpty()) {
        lines.add("  files:");
        files.forEach(
            (table, file) ->
                lines.add("    " + table + ": " + YamlScalar.of(inFolder(folder, Path.of(file)))));
      }
      return String.join("\n", lines) + "\n";
    }

    private static String inFolder(Path folder, Path file) {
      return file.isAbsolute()
          ? file.toString()
          : folder.relativize(file.toAbsolutePath().normalize()).toString();
    }
  }

  /**
   * A new config.
   *
   * @throws io.tidegauge.spec.InvalidSpecException if what the user says is wrong
   */
  static ConfigDraft fresh(Path file, Place place, String models) {
    String text =
        "# Where the exporter finds its databases and models. Give it a user that may only read.\n"
            + "databases:\n"
            + place.entry(Configuration.parent(file)).indent(2)
            + "models: ["
            + YamlScalar.of(models)
            + "]\n";
    return of(file, text, place);
  }

  /**
   * A config with one database more, all else as it was.
   *
   * @return empty where the text is not written in lines, so that the user must do it
   */
  static Optional<ConfigDraft> extended(Path file, String text, Place place) {
    Matcher matcher = DATABASES.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    int at = matcher.start(3);
    String entry = place.entry(Configuration.parent(file)).indent(matcher.group(3).length());
    return Optional.of(of(file, text.substring(0, at) + entry + text.substring(at), place));
  }

  /** The lines of the database, for users to paste. */
  static String entry(Path file, Place place) {
    return place.entry(Configuration.parent(file)).indent(2);
  }

  private static ConfigDraft of(Path file, String text, Place place) {
    ExporterConfig config = ExporterConfigReader.read(file.toString(), text);
    return new ConfigDraft(
        Optional.of(text), named(config, place.nameOrGuess(), file).orElseThrow());
  }

  /** What a config has already: the database of that name, or that URL, or the only one. */
  static Optional<ConfigDraft> found(Path file, Place place) {
    ExporterConfig config = ExporterConfigReader.read(file);
    Optional<DatabaseConfig> database =
        place.name().isPresent()
            ? named(config, place.name().get(), file)
            : config.databases().stream()
                .filter(
                    one ->
                        place.url().isPresent()
                            ? one.url().equals(place.url().get())
                            : config.databases().size() == 1 && place.files().isEmpty())
                .findFirst()
                .map(one -> Configuration.withFilesIn(one, Configuration.parent(file)));
    return database.map(one -> new ConfigDraft(Optional.empty(), one));
  }

  private static Optional<DatabaseConfig> named(ExporterConfig config, String name, Path file) {
    return config.databases().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .map(one -> Configuration.withFilesIn(one, Configuration.parent(file)));
  }
}
