package io.tidegauge.rulegen.generate;

import io.tidegauge.spec.RulegenConfig.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which specs, and where what is generated from them stands. */
final class SpecOptions {
  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      paramLabel = "SPEC",
      description = "Model specs: all of them, as the fleet's files are made of all.")
  private List<Path> specs = new ArrayList<>();

  @Option(
      names = "--folder",
      defaultValue = ".",
      description =
          "Where the folders rules, runbooks and dashboards are, and what paths in the generated"
              + " files start from (default: the current folder).")
  private Path folder = Path.of(".");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "How what is generated reaches people: links, routes, forms of the rules (default:"
              + " rulegen.yaml in the folder, if there is one).")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--style",
      description =
          "model: rules for each model; generic: one set for all of them, whose limits the exporter"
              + " publishes with alert_limits in its config (default: what the config says, or"
              + " model).")
  private Optional<Style> style = Optional.empty();

  Path folder() {
    return folder;
  }

  /** What the specs come to, by path below the folder. */
  SortedMap<String, String> files() throws IOException {
    List<WatchedModel> models = new ArrayList<>();
    Map<String, Path> taken = new HashMap<>();
    for (Path file : specs) {
      WatchedModel model = WatchedModel.read(file, folder);
      // File names of some systems do not tell case apart.
      String name = model.spec().name().toLowerCase(Locale.ROOT);
      if (Generation.TAKEN.contains(name)) {
        throw refused(file + ": a model cannot be called " + name + ": the file is another's");
      }
      for (String ending : List.of(ModelGeneration.OBJECTIVES, ModelGeneration.SERVING)) {
        if (name.endsWith(ending)) {
          throw refused(file + ": a model's name cannot end with " + ending);
        }
      }
      Path other = taken.putIfAbsent(name, file);
      if (other != null) {
        throw refused(file + " and " + other + " are both specs of the model " + name);
      }
      models.add(model);
    }
    models.sort(Comparator.comparing(model -> model.spec().name()));
    return Generation.files(models, delivery());
  }

  private Delivery delivery() throws IOException {
    Path usual = folder.resolve("rulegen.yaml");
    Delivery declared =
        config.isPresent() || Files.exists(usual)
            ? Delivery.read(config.orElse(usual))
            : Delivery.NONE;
    return style.map(declared::in).orElse(declared);
  }

  private ParameterException refused(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
