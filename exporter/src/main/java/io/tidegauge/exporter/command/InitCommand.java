package io.tidegauge.exporter.command;

import io.tidegauge.exporter.init.Answers;
import io.tidegauge.exporter.init.Proposal;
import io.tidegauge.exporter.init.Role;
import io.tidegauge.exporter.init.SpecDraft;
import io.tidegauge.exporter.init.SpecText;
import io.tidegauge.monitor.SeriesBudget;
import io.tidegauge.source.Database;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.yaml.Nearest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code init}: from a table to a spec. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description =
        "Looks at a table and proposes a spec for the model that logs into it, each guess with its"
            + " reason; asks, where there is a terminal. Writes a config too, if there is none.")
final class InitCommand implements Callable<Integer> {
  private static final List<Role> ASKED =
      List.of(Role.TIME, Role.ID, Role.VERSION, Role.SCORE, Role.OUTPUT, Role.LATENCY, Role.LABEL);

  @Mixin private DatabaseOptions place = new DatabaseOptions();
  @Mixin private LabelOptions labels = new LabelOptions();
  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--config.file",
      paramLabel = "FILE",
      defaultValue = "tidegauge.yaml",
      description =
          "The exporter's config, written if it is not there (default: ${DEFAULT-VALUE}).")
  private Path config = Path.of("tidegauge.yaml");

  @Option(
      names = "--table",
      converter = TableNameText.class,
      description = "The table or view in which predictions are logged.")
  private Optional<TableName> table = Optional.empty();

  @Option(names = "--where", description = "A condition on the model's rows, in SQL.")
  private Optional<String> where = Optional.empty();

  @Option(names = "--model", description = "The model's name (default: that of the table).")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--column",
      paramLabel = "NAME=ROLE",
      description =
          "What a column is, so that it is not guessed: time, version, id, latency, failed, score,"
              + " output, label-time, label, numeric, category, personal or ignore.")
  private Map<String, String> columns = new LinkedHashMap<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where the spec goes (default: models/MODEL.yaml beside the config; - for here).")
  private Optional<String> output = Optional.empty();

  @Option(names = "--force", description = "Writes over files that are there already.")
  private boolean force;

  @Option(
      names = {"-y", "--yes", "--non-interactive"},
      description = "Asks nothing: what is guessed is taken. So it is where there is no terminal.")
  private boolean silent;

  @Option(names = "--interactive", description = "Asks, even where there is no terminal.")
  private boolean interactive;

  @Option(
      names = "--timeout",
      defaultValue = "20s",
      description = "How long each statement may take (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofSeconds(20);

  @Override
  public Integer call() throws IOException {
    Optional<Questions> questions =
        interactive || (!silent && Terminal.isThere())
            ? Optional.of(
                new Questions(
                    new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
                    out()))
            : Optional.empty();
    ConfigFile file = new ConfigFile(command.commandLine(), config, force);
    ConfigDraft found = file.find(place, questions, modelsPattern());
    try (Database database = Database.open(found.database())) {
      TableName log =
          new TableChoice(command.commandLine(), database, timeout).of(table, questions);
      String name = modelName(log, questions);
      Path spec = specFile(name);
      if (!isPrinted() && Files.exists(spec) && !force) {
        throw refused(spec + " is there already: --force writes over it, --output names another");
      }
      Proposal proposal = Proposal.of(database, log, where, timeout);
      SpecDraft draft = draft(proposal, name, questions);
      String text = text(draft, spec);
      proposal.notes().forEach(note -> command.commandLine().getErr().println("note: " + note));
      if (isPrinted()) {
        out().print(text);
        out().flush();
        return 0;
      }
      out().print(InitSummary.of(draft, ModelSpecReader.read(spec.toString(), text)));
      if (questions.isPresent() && !questions.get().agrees("Write " + spec + "?")) {
        return 1;
      }
      WholeFile.write(spec, text);
      file.write(found);
      file.noteIfUnread(spec);
      out().print(NextSteps.of(draft, config, spec));
      out().flush();
    }
    return 0;
  }

  private SpecDraft draft(Proposal proposal, String name, Optional<Questions> questions)
      throws IOException {
    Answers answers = answers(proposal);
    if (questions.isPresent()) {
      out()
          .printf(
              "%,d rows, columns: %s%n", proposal.rows(), String.join(", ", proposal.columns()));
      for (Role role : ASKED) {
        if (!answers.single().containsKey(role)) {
          String question = "  " + role.word() + " column";
          Optional<String> column =
              questions.get().choice(question, proposal.columns(), proposal.guess(role, answers));
          Answers known = answers;
          answers = column.map(one -> known.with(one, role)).orElseGet(() -> known.without(role));
        }
      }
    }
    return proposal.draft(name, answers, labels.table(), labels.answers());
  }

  private Answers answers(Proposal proposal) {
    Answers answers = Answers.none();
    for (Map.Entry<String, String> column : columns.entrySet()) {
      if (!proposal.columns().contains(column.getKey())) {
        throw refused(
            "--column: there is no column \""
                + column.getKey()
                + "\""
                + Nearest.hint(column.getKey(), proposal.columns())
                + "; there are "
                + String.join(", ", proposal.columns()));
      }
      answers = answers.with(column.getKey(), role(column.getValue()));
    }
    return answers;
  }

  private Role role(String word) {
    return LabelOptions.role(word)
        .orElseThrow(
            () -> refused("--column: \"" + word + "\" is no role; one of " + LabelOptions.words()));
  }

  /** The text, of which the reader of specs must find nothing wrong. */
  private static String text(SpecDraft draft, Path file) {
    String text = SpecText.of(draft);
    ModelSpec spec = ModelSpecReader.read(file.toString(), text);
    // With the limits of its alerts, so that it is valid in whichever config.
    long series = SeriesBudget.bound(spec, true);
    return series <= spec.seriesBudget() ? text : SpecText.of(draft.withSeriesBudget(series));
  }

  private String modelName(TableName log, Optional<Questions> questions) throws IOException {
    String last = log.parts().get(log.parts().size() - 1);
    String letters = last.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+|-+$", "");
    String guess =
        letters.isEmpty() ? "model" : letters.substring(0, Math.min(60, letters.length()));
    return model.isEmpty() && questions.isPresent()
        ? questions.get().text("model's name", guess)
        : model.orElse(guess);
  }

  private boolean isPrinted() {
    return output.equals(Optional.of("-"));
  }

  private Path specFile(String name) {
    return output
        .filter(text -> !text.equals("-"))
        .map(Path::of)
        .orElseGet(() -> config.resolveSibling("models").resolve(name + ".yaml"));
  }

  /** What a new config says of models, so that it finds the spec that is written. */
  private String modelsPattern() {
    return output
        .filter(text -> !text.equals("-"))
        .map(text -> Path.of(text).toAbsolutePath().normalize())
        .map(path -> Configuration.parent(config).relativize(path).toString())
        .orElse("models/*.yaml");
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }

  private ParameterException refused(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
