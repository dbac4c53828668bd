package io.tidegauge.exporter.command;

import io.tidegauge.source.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The exporter's config, of which {@code init} needs one with the user's database in it. */
record ConfigFile(CommandLine command, Path file, boolean force) {

  /**
   * The config with the database that the user names; nothing is written.
   *
   * @param models what a new config says of models
   */
  ConfigDraft find(DatabaseOptions options, Optional<Questions> questions, String models)
      throws IOException {
    ConfigDraft.Place place = options.place();
    if (!Files.exists(file)) {
      return understood(ConfigDraft.fresh(file, asked(options, questions), models));
    }
    Optional<ConfigDraft> found = ConfigDraft.found(file, place);
    if (found.isPresent()) {
      return found.get();
    }
    if (!options.isGiven() || (place.url().isEmpty() && place.files().isEmpty())) {
      throw refused(
          file + " has several databases, or none of that name: name one of them with --database");
    }
    Optional<ConfigDraft> extended =
        force ? ConfigDraft.extended(file, Files.readString(file), place) : Optional.empty();
    if (extended.isEmpty()) {
      throw refused(
          file
              + " is there and has no such database; add it under databases, or let --force do it:\n"
              + ConfigDraft.entry(file, place));
    }
    return understood(extended.get());
  }

  private ConfigDraft understood(ConfigDraft draft) {
    if (!Databases.understand(draft.database())) {
      throw refused("--url: no driver understands it; write jdbc:postgresql: or jdbc:duckdb:");
    }
    return draft;
  }

  private ConfigDraft.Place asked(DatabaseOptions options, Optional<Questions> questions)
      throws IOException {
    ConfigDraft.Place place = options.place();
    if (place.url().isPresent() || !place.files().isEmpty()) {
      return place;
    }
    if (questions.isEmpty()) {
      throw refused(
          "--url is missing, as in jdbc:postgresql://localhost:5432/ml, and there is no config "
              + file);
    }
    String url =
        questions.get().text("database's URL", "jdbc:postgresql://localhost:5432/postgres");
    Optional<String> user =
        place.user().isPresent() || !url.startsWith("jdbc:postgresql:")
            ? place.user()
            : Optional.of(questions.get().text("user, who may only read", "postgres"));
    return new ConfigDraft.Place(
        place.name(),
        Optional.of(url),
        user,
        place.passwordFile(),
        place.passwordVariable(),
        place.files());
  }

  /** Writes the config, where it is not there as it should be. */
  void write(ConfigDraft found) throws IOException {
    if (found.text().isPresent()) {
      WholeFile.write(file, found.text().get());
    }
  }

  /** Says so where the config does not find the spec that was written. */
  void noteIfUnread(Path spec) {
    Path whole = spec.toAbsolutePath().normalize();
    boolean read =
        Configuration.load(file).models().stream()
            .anyMatch(model -> model.file().toAbsolutePath().normalize().equals(whole));
    if (!read) {
      command
          .getErr()
          .printf("note: \"models\" of %s does not find %s: add it there%n", file, spec);
    }
  }

  private ParameterException refused(String message) {
    return new ParameterException(command, message);
  }
}
