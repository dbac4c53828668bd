package io.tidegauge.exporter.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags that say where a database is which no config names yet. */
final class DatabaseOptions {
  @Option(
      names = "--url",
      description =
          "The JDBC URL, without a password, as in jdbc:postgresql://localhost:5432/ml or"
              + " jdbc:duckdb:log.duckdb.")
  private Optional<String> url = Optional.empty();

  @Option(names = "--user", description = "The database's user.")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "The file whose first line is the password.")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(
      names = "--password-env",
      paramLabel = "VARIABLE",
      description = "The variable of the environment that holds the password.")
  private Optional<String> passwordVariable = Optional.empty();

  @Option(
      names = "--file",
      paramLabel = "TABLE=GLOB",
      description = "Parquet or CSV files that are a table, as in log=logs/*.parquet.")
  private Map<String, String> files = new LinkedHashMap<>();

  @Option(
      names = "--database",
      paramLabel = "NAME",
      description = "The database's name in the config.")
  private Optional<String> name = Optional.empty();

  ConfigDraft.Place place() {
    return new ConfigDraft.Place(name, url, user, passwordFile, passwordVariable, files);
  }

  /** Whether the user says where the database is, or which of the config's it is. */
  boolean isGiven() {
    return url.isPresent() || name.isPresent() || !files.isEmpty();
  }
}
