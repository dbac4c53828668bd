package io.tidegauge.exporter.command;

import io.tidegauge.exporter.backtest.Past;
import io.tidegauge.exporter.backtest.PastModel;
import io.tidegauge.spec.Incident;
import io.tidegauge.spec.IncidentsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags of commands that look at the past. */
final class PastOptions {
  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private ModelOption model = new ModelOption();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "When the first scrape is made, as in 2026-01-31T00:00:00Z.")
  private Instant from = Instant.EPOCH;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "When the last one is made at the latest (default: now).")
  private Optional<Instant> to = Optional.empty();

  @Option(
      names = "--step",
      defaultValue = "1h",
      description =
          "The time between two scrapes, each judged at once (default: ${DEFAULT-VALUE}).")
  private Duration step = Duration.ofHours(1);

  @Option(
      names = "--jobs",
      description =
          "How many parts of the past are read at once, each by a connection of its own (default:"
              + " one for each processor).")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--incidents",
      paramLabel = "FILE",
      description =
          "What is known to have been wrong: a YAML list of from, to and why, and, if not any will"
              + " do, alerts and model.")
  private Optional<Path> incidents = Optional.empty();

  int jobs() {
    return jobs;
  }

  /** What is known to have been wrong, if someone says it. */
  Optional<List<Incident>> incidents() {
    return incidents.map(IncidentsReader::read);
  }

  /** The models of which something is asked, and where their specs are. */
  List<Configuration.Model> models() {
    return model.of(config.load());
  }

  /**
   * The past that is meant.
   *
   * @param series whether all series are kept
   */
  Past past(boolean series) throws IOException {
    Configuration configuration = config.load().fitting(Runtime.getRuntime().maxMemory());
    Instant end = to.orElseGet(() -> config.clock().instant());
    if (!from.isBefore(end)) {
      throw refused("--from must be earlier than --to: " + from + " is not before " + end);
    }
    if (step.compareTo(Duration.ofSeconds(1)) < 0) {
      throw refused("--step must be 1s at least");
    }
    if (jobs < 1) {
      throw refused("--jobs must be 1 at least");
    }
    List<PastModel> models = new ArrayList<>();
    for (Configuration.Model one : model.of(configuration)) {
      models.add(PastModel.of(one.spec(), one.folder()));
    }
    return new Past(
        configuration.databasesOf(models.stream().map(PastModel::spec).toList(), jobs > 1),
        models,
        from,
        end,
        step,
        series);
  }

  private ParameterException refused(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
