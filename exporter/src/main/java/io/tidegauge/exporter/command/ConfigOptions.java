package io.tidegauge.exporter.command;

import io.tidegauge.exporter.collect.ReplayClock;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags of every command that reads the config. */
final class ConfigOptions {
  @Option(
      names = "--config.file",
      paramLabel = "FILE",
      defaultValue = "tidegauge.yaml",
      description = "The exporter's config (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("tidegauge.yaml");

  @Option(
      names = "--clock",
      paramLabel = "START[,SPEEDx]",
      defaultValue = "",
      description =
          "Replays history: the clock starts at START and runs at SPEED, as in"
              + " 2008-06-02T00:00:00Z,3600x.")
  private String clock = "";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  Configuration load() {
    return Configuration.load(file);
  }

  InstantSource clock() {
    try {
      return ReplayClock.parse(clock);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--clock: " + e.getMessage(), e);
    }
  }
}
