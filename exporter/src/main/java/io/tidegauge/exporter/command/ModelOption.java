package io.tidegauge.exporter.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flag of commands that are about one model, or all. */
final class ModelOption {
  @Option(names = "--model", description = "The model (default: all of the config).")
  private Optional<String> model = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** The models that are meant. */
  List<Configuration.Model> of(Configuration configuration) {
    List<Configuration.Model> meant =
        configuration.models().stream()
            .filter(one -> model.stream().allMatch(one.spec().name()::equals))
            .toList();
    if (meant.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "--model must be one of "
              + configuration.models().stream().map(one -> one.spec().name()).toList());
    }
    return meant;
  }
}
