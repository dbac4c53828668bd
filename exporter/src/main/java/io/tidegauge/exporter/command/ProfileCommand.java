package io.tidegauge.exporter.command;

import io.tidegauge.exporter.collect.Profiles;
import io.tidegauge.exporter.collect.ReferenceReader;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.ProfileJson;
import io.tidegauge.source.Database;
import io.tidegauge.source.Databases;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.ReferenceSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code profile}: freezes the reference of a version. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = "Makes the frozen reference profile of a version from the rows of a table.",
    subcommands = DiffCommand.class)
final class ProfileCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config = new ConfigOptions();
  @Spec private CommandSpec command = CommandSpec.create();

  @Option(names = "--model", description = "The model; may be left out where there is but one.")
  private String model = "";

  @Option(
      names = "--model-version",
      paramLabel = "VERSION",
      description = "The version whose reference it is; may be given several times.")
  private List<String> versions = List.of();

  @Option(
      names = "--table",
      description = "The table of the reference rows (default: the spec's, or the prediction log).")
  private String table = "";

  @Option(names = "--where", description = "A condition on the rows, in the database's SQL.")
  private String where = "";

  @Option(names = "--time", description = "The table's time column (default: the predictions').")
  private String time = "";

  @Option(names = "--no-time", description = "The rows carry no time.")
  private boolean noTime;

  @Option(names = "--from", description = "The first time that belongs to the reference.")
  private Optional<Instant> from = Optional.empty();

  @Option(names = "--to", description = "The first time that does not any more.")
  private Optional<Instant> to = Optional.empty();

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "The table's column of what really happened (default: the labels of the spec, where the"
              + " rows are those of the prediction log).")
  private Optional<String> label = Optional.empty();

  @Option(
      names = "--any-version",
      description = "The table's rows are for all versions: do not ask for the version's own.")
  private boolean anyVersion;

  @Option(
      names = "--timeout",
      defaultValue = "10m",
      description = "How long a pass over the rows may take (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofMinutes(10);

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the profile goes (default: where the spec looks for it; - for here).")
  private String output = "";

  @Override
  public Integer call() throws IOException {
    Configuration configuration = config.load();
    Configuration.Model chosen = chosen(configuration);
    ModelSpec spec = chosen.spec();
    if (versions.isEmpty() || versions.contains("")) {
      throw refused("--model-version is missing: whose reference is it?");
    }
    if (versions.size() > 1 && !output.isEmpty()) {
      throw refused("--output is the file of one version; leave it out, or name one version");
    }
    try (Databases databases = Databases.open(configuration.databases())) {
      Database database = databases.get(spec.database());
      for (String version : versions) {
        write(chosen, version, profile(spec, version, database));
      }
    }
    return 0;
  }

  private Profile profile(ModelSpec spec, String version, Database database) {
    ReferenceSpec.Rows rows = rows(spec);
    if (spec.predictions().weight().isPresent()
        && rows.table().equals(spec.predictions().table())) {
      throw refused(
          "--table must name another one than the log, which is a sample by predictions.weight: the"
              + " rows of a reference count once each");
    }
    ReferenceReader.Result reference =
        new ReferenceReader(database, spec, rows, timeout)
            .read(version, ProfileBuilder.onEveryCore(spec));
    reference.notes().forEach(command.commandLine().getErr()::println);
    return reference.profile();
  }

  private Configuration.Model chosen(Configuration configuration) {
    if (model.isEmpty() && configuration.models().size() == 1) {
      return configuration.models().get(0);
    }
    return configuration.models().stream()
        .filter(candidate -> candidate.spec().name().equals(model))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "--model must be one of "
                        + configuration.models().stream()
                            .map(candidate -> candidate.spec().name())
                            .toList()));
  }

  private ReferenceSpec.Rows rows(ModelSpec spec) {
    PredictionsSpec predictions = spec.predictions();
    Optional<ReferenceSpec.Rows> declared =
        spec.reference()
            .filter(ReferenceSpec.Rows.class::isInstance)
            .map(ReferenceSpec.Rows.class::cast);
    Optional<TimeColumn> timeColumn =
        time.isEmpty()
            ? declared.map(ReferenceSpec.Rows::time).orElse(Optional.of(predictions.time()))
            : Optional.of(
                new TimeColumn(
                    time, predictions.time().unit(), predictions.time().zone(), Optional.empty()));
    Optional<String> ownCondition = Optional.of(where).filter(text -> !text.isEmpty());
    boolean log = table.isEmpty() && declared.isEmpty();
    return new ReferenceSpec.Rows(
        table.isEmpty()
            ? declared.map(ReferenceSpec.Rows::table).orElse(predictions.table())
            : TableName.of(table),
        ownCondition.or(
            () -> log ? predictions.where() : declared.flatMap(ReferenceSpec.Rows::where)),
        anyVersion
            ? Optional.empty()
            : declared.map(ReferenceSpec.Rows::version).orElse(predictions.version()),
        noTime ? Optional.empty() : timeColumn,
        from.or(() -> declared.flatMap(ReferenceSpec.Rows::from)),
        to.or(() -> declared.flatMap(ReferenceSpec.Rows::to)),
        label.or(() -> declared.flatMap(ReferenceSpec.Rows::label)));
  }

  private void write(Configuration.Model chosen, String version, Profile profile)
      throws IOException {
    String text = ProfileJson.write(profile);
    PrintWriter out = command.commandLine().getOut();
    if (output.equals("-")) {
      out.print(text);
      out.flush();
      return;
    }
    Path file = output.isEmpty() ? declaredFile(chosen, version) : Path.of(output);
    WholeFile.write(file, text);
    out.printf(
        "%s: %d rows, %d columns, sha256 %s%n",
        file, profile.rows(), profile.columns().size(), profile.sha256());
    out.flush();
  }

  private Path declaredFile(Configuration.Model chosen, String version) {
    return chosen
        .spec()
        .reference()
        .filter(ReferenceSpec.Profiles.class::isInstance)
        .map(ReferenceSpec.Profiles.class::cast)
        .flatMap(template -> Profiles.path(chosen.folder(), template, version))
        .orElseThrow(() -> refused("--output is missing: the spec names no file for profiles"));
  }

  private ParameterException refused(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
