package io.tidegauge.exporter.command;

import io.tidegauge.exporter.collect.Memory;
import io.tidegauge.monitor.SeriesBudget;
import io.tidegauge.source.Databases;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.DatabaseConfig.Secret;
import io.tidegauge.spec.ExporterConfig;
import io.tidegauge.spec.ExporterConfigReader;
import io.tidegauge.spec.InvalidSpecException;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.spec.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The exporter's config and the specs of its models, as they stand in their files.
 *
 * @param databases with the paths of their files made absolute
 */
public record Configuration(
    ExporterConfig settings, List<DatabaseConfig> databases, List<Model> models) {

  /** A model spec and where it is. */
  public record Model(Path file, ModelSpec spec) {
    /** The spec's folder, to which its profiles are relative. */
    public Path folder() {
      return parent(file);
    }
  }

  public Configuration {
    databases = List.copyOf(databases);
    models = List.copyOf(models);
  }

  /**
   * Reads a config and all specs that it names.
   *
   * @throws InvalidSpecException with everything that is wrong in any of them
   */
  public static Configuration load(Path file) {
    ExporterConfig settings = ExporterConfigReader.read(file);
    Path folder = parent(file);
    List<Problem> problems = new ArrayList<>();
    List<Model> models = new ArrayList<>();
    for (String pattern : settings.models()) {
      List<Path> files = matching(folder, pattern);
      if (files.isEmpty()) {
        problems.add(
            new Problem(
                file.toString(),
                1,
                1,
                "models",
                "no file matches \"" + pattern + "\" in the config's folder; mend the path"));
      }
      for (Path spec : files) {
        Path shown = shown(file, spec);
        try {
          models.add(new Model(shown, ModelSpecReader.read(shown)));
        } catch (InvalidSpecException e) {
          problems.addAll(e.problems());
        }
      }
    }
    for (DatabaseConfig database : settings.databases()) {
      if (!Databases.understand(database)) {
        String path = "databases." + database.name() + ".url";
        String mend = "no driver understands it; write jdbc:postgresql: or jdbc:duckdb:";
        problems.add(new Problem(file.toString(), 1, 1, path, mend));
      }
    }
    problems.addAll(together(settings, models));
    if (!problems.isEmpty()) {
      throw new InvalidSpecException(problems);
    }
    return new Configuration(
        settings,
        settings.databases().stream().map(database -> withFilesIn(database, folder)).toList(),
        models);
  }

  /**
   * The databases of some models, each for one reader.
   *
   * @param several whether several readers are at work at once, each on a processor of its own
   */
  List<DatabaseConfig> databasesOf(Collection<ModelSpec> specs, boolean several) {
    return databases.stream()
        .filter(one -> specs.stream().anyMatch(spec -> spec.database().equals(one.name())))
        .map(one -> several && Databases.isEmbedded(one) ? one.withDefault("threads", "1") : one)
        .toList();
  }

  /** The bytes that the counts of all models come to. */
  long countsBytes() {
    return models.stream().mapToLong(model -> Memory.countsBytes(model.spec())).sum();
  }

  /**
   * The same configuration, if the counts of its models fit into the memory that there is.
   *
   * @param heap the most bytes that the heap may have
   * @throws InvalidSpecException with the figures, if they do not
   */
  Configuration fitting(long heap) {
    long all = countsBytes();
    if (all <= Memory.SHARE_OF_HEAP * heap) {
      return this;
    }
    Model largest =
        models.stream()
            .max(Comparator.comparingLong(model -> Memory.countsBytes(model.spec())))
            .orElseThrow();
    String message =
        String.format(
            Locale.ROOT,
            "the counts of this model come to %.1f MB, those of all models to %.1f MB; of a heap of"
                + " %.1f MB they may take %.1f MB. Give the exporter a heap of %.0f MB (-Xmx), or"
                + " watch fewer features, slices, versions (max_versions) or windows, or set a"
                + " longer bucket",
            Memory.countsBytes(largest.spec()) / 1e6,
            all / 1e6,
            heap / 1e6,
            Memory.SHARE_OF_HEAP * heap / 1e6,
            Math.ceil(all / Memory.SHARE_OF_HEAP / 1e6));
    throw new InvalidSpecException(List.of(problem(largest, "", message)));
  }

  /** The folder that a file is in. */
  static Path parent(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
  }

  /** The path as messages show it: relative where the config's own is. */
  private static Path shown(Path config, Path spec) {
    return config.isAbsolute() ? spec : Path.of("").toAbsolutePath().relativize(spec);
  }

  private static List<Path> matching(Path folder, String pattern) {
    Path whole = folder.resolve(pattern).normalize();
    if (Files.isRegularFile(whole)) {
      return List.of(whole);
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + whole);
    Path fixed = whole;
    while (fixed.toString().matches(".*[*?\\[{].*")) {
      fixed = parent(fixed);
    }
    if (!Files.isDirectory(fixed)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(fixed)) {
      return files.filter(Files::isRegularFile).filter(matcher::matches).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong between the files. */
  private static List<Problem> together(ExporterConfig settings, List<Model> models) {
    List<String> databases = settings.databases().stream().map(DatabaseConfig::name).toList();
    List<Problem> problems = new ArrayList<>();
    Map<String, Path> names = new LinkedHashMap<>();
    for (Model model : models) {
      ModelSpec spec = model.spec();
      Path other = names.putIfAbsent(spec.name(), model.file());
      if (other != null) {
        problems.add(
            problem(model, "model", "\"" + spec.name() + "\" is in " + other + " too; rename one"));
      }
      if (!databases.contains(spec.database())) {
        problems.add(
            problem(
                model,
                "database",
                "the config has no database \""
                    + spec.database()
                    + "\"; it has "
                    + String.join(", ", databases)));
      }
      if (spec.predictions().weight().isPresent() && isCounted(settings, spec.database())) {
        problems.add(
            problem(
                model,
                "predictions.weight",
                "weighted rows are counted here, and database "
                    + spec.database()
                    + " has \"count: in-database\"; take one of the two out"));
      }
      long bound = SeriesBudget.bound(spec, settings.alertLimits());
      if (bound > spec.seriesBudget()) {
        problems.add(
            problem(model, "series_budget", overBudget(spec, bound, settings.alertLimits())));
      }
    }
    return problems;
  }

  /** Whether a database counts its rows itself. */
  private static boolean isCounted(ExporterConfig settings, String name) {
    return settings.databases().stream()
        .filter(database -> database.name().equals(name))
        .anyMatch(database -> database.counting() == DatabaseConfig.Counting.IN_DATABASE);
  }

  private static Problem problem(Model model, String path, String message) {
    return new Problem(model.file().toString(), 1, 1, path, message);
  }

  private static String overBudget(ModelSpec spec, long bound, boolean limits) {
    String parts =
        SeriesBudget.byMonitor(spec, limits).entrySet().stream()
            .map(part -> part.getKey() + " " + part.getValue())
            .collect(Collectors.joining(", "));
    return "the model can come to "
        + bound
        + " series, "
        + spec.seriesBudget()
        + " are allowed ("
        + parts
        + "); watch fewer windows, slices or versions (max_versions), or raise series_budget";
  }

  /** The database with the paths of its files, and of its password's, made absolute. */
  static DatabaseConfig withFilesIn(DatabaseConfig database, Path folder) {
    Map<String, String> files = new LinkedHashMap<>();
    database
        .files()
        .forEach((table, glob) -> files.put(table, folder.resolve(glob).normalize().toString()));
    return new DatabaseConfig(
        database.name(),
        database.url(),
        files,
        database.user(),
        database.password().map(password -> inFolder(password, folder)),
        database.connections(),
        database.connectTimeout(),
        database.statementTimeout(),
        database.counting(),
        database.properties());
  }

  private static Secret inFolder(Secret secret, Path folder) {
    return secret instanceof Secret.File file
        ? new Secret.File(folder.resolve(file.path()).toString())
        : secret;
  }
}
