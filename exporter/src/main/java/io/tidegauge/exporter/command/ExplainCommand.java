package io.tidegauge.exporter.command;

import io.tidegauge.exporter.explain.AlertLabels;
import io.tidegauge.exporter.explain.Explaining;
import io.tidegauge.exporter.explain.Explanation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: the numbers behind an alert. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Shows the numbers behind an alert: its readings and limits, since when, what moved, and the"
            + " SQL that shows the rows. Exits with 0 whether it is due or not, with 1 if rows cannot"
            + " be read.")
final class ExplainCommand implements Callable<Integer> {
  private static final int MOST = 10;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(
      paramLabel = "ALERT",
      arity = "1..*",
      description =
          "The alert's name and its labels, as in MLModelFeatureDrift model=bank feature=age; or"
              + " {alertname=\"…\", …} as Prometheus shows it; or - for Alertmanager's JSON.")
  private List<String> words = List.of();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "The moment at which it is looked, as in 2026-01-31T09:30:00Z (default: now).")
  private Optional<Instant> at = Optional.empty();

  @Option(
      names = "--back",
      description =
          "How far it is looked back for when it began (default: twice the alert's window, at least"
              + " 6h, at most 60d).")
  private Optional<Duration> back = Optional.empty();

  @Option(names = "--json", description = "For programs: one JSON object for each alert.")
  private boolean json;

  @Option(
      names = "--timeout",
      defaultValue = "10m",
      description = "How long each reading of the rows may take (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofMinutes(10);

  @Override
  public Integer call() throws IOException {
    Configuration configuration = config.load();
    Instant moment = at.orElseGet(() -> config.clock().instant()).truncatedTo(ChronoUnit.SECONDS);
    List<Explanation> explanations = new ArrayList<>();
    for (AlertLabels wanted : alerts()) {
      Configuration.Model model = model(configuration, wanted);
      Explaining explaining =
          new Explaining(
              model.spec(),
              model.folder(),
              configuration.databasesOf(List.of(model.spec()), false),
              timeout);
      try {
        explanations.add(explaining.of(wanted, moment, back));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(command.commandLine(), e.getMessage(), e);
      }
    }
    PrintWriter out = command.commandLine().getOut();
    out.print(json ? ExplanationJson.of(explanations) : ExplanationText.of(explanations));
    out.flush();
    return explanations.stream().allMatch(Explanation::read) ? 0 : 1;
  }

  private List<AlertLabels> alerts() throws IOException {
    try {
      if (!words.equals(List.of("-"))) {
        return List.of(AlertLabels.ofWords(words));
      }
      List<AlertLabels> all =
          AlertLabels.ofJson(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
      if (all.size() > MOST) {
        command
            .commandLine()
            .getErr()
            .printf("note: of %d alerts the first %d are explained%n", all.size(), MOST);
      }
      return all.subList(0, Math.min(MOST, all.size()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "no alert: " + e.getMessage(), e);
    }
  }

  private Configuration.Model model(Configuration configuration, AlertLabels wanted) {
    List<String> names = configuration.models().stream().map(one -> one.spec().name()).toList();
    String name = wanted.get("model");
    if (name.isEmpty() && names.size() == 1) {
      return configuration.models().get(0);
    }
    return configuration.models().stream()
        .filter(one -> one.spec().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    (name.isEmpty() ? "the label model is missing" : "there is no model " + name)
                        + "; write model=… with one of "
                        + String.join(", ", names)));
  }
}
