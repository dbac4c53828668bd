package io.tidegauge.exporter.command;

import io.tidegauge.alert.Firing;
import io.tidegauge.alert.IncidentReport;
import io.tidegauge.exporter.backtest.Backtest;
import io.tidegauge.exporter.backtest.Past;
import io.tidegauge.exporter.backtest.PastModel;
import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.spec.Incident;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backtest}: what would have fired? */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description =
        "Scrapes the past again and tells when each alert would have fired; with known incidents,"
            + " exits with 1 if one was missed or an alert told of none.")
final class BacktestCommand implements Callable<Integer> {
  @Mixin private PastOptions options = new PastOptions();
  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--openmetrics",
      paramLabel = "FILE",
      description =
          "Where all series go, with their times, for promtool tsdb create-blocks-from"
              + " openmetrics.")
  private Optional<Path> openMetrics = Optional.empty();

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description =
          "A label of all series in that file, as Prometheus gives it; job and instance, if nothing"
              + " is said, are tidegauge and backtest.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--format",
      defaultValue = "table",
      description =
          "table, lines (from, to and labels of each firing) or json (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      defaultValue = ".tidegauge-backtest",
      description =
          "Keeps what is done until all is, so that an interrupted run goes on where it stopped"
              + " (default: ${DEFAULT-VALUE}).")
  private Path state = Path.of(".tidegauge-backtest");

  /** How the firings are written. */
  enum Format {
    TABLE,
    LINES,
    JSON
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<List<Incident>> known = options.incidents();
    Past past = options.past(openMetrics.isPresent());
    warnOfUnknown(past);
    PrintWriter err = command.commandLine().getErr();
    ProgressLine progress = new ProgressLine(err, Help.Ansi.AUTO.enabled(), past.steps());
    Backtest backtest =
        Backtest.run(
            past, new Backtest.Options(state, options.jobs(), seriesLabels(), progress::done));
    List<List<Firing>> firings = backtest.firings();
    if (openMetrics.isPresent()) {
      WholeFile.write(openMetrics.get(), backtest::writeSeries);
    }
    Optional<IncidentReport> report = known.map(list -> report(list, past, firings));
    print(past, firings, report);
    backtest.forget();
    return report.stream()
            .allMatch(found -> found.missed().isEmpty() && found.unexplained().isEmpty())
        ? 0
        : 1;
  }

  private Map<String, String> seriesLabels() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("job", "tidegauge");
    all.put("instance", "backtest");
    all.putAll(labels);
    return all;
  }

  private void warnOfUnknown(Past past) {
    for (PastModel one : past.models()) {
      List<String> unknown =
          PastModel.unknown(one.spec()).stream().map(AlertDefinition::name).distinct().toList();
      if (!unknown.isEmpty()) {
        command
            .commandLine()
            .getErr()
            .printf(
                "%s: not judged, since the database tells of it only how it is now: %s%n",
                one.spec().name(), String.join(", ", unknown));
      }
    }
  }

  /** Incidents before and after what is looked at say nothing. */
  private static IncidentReport report(
      List<Incident> known, Past past, List<List<Firing>> firings) {
    List<String> models = past.models().stream().map(one -> one.spec().name()).toList();
    List<Incident> within =
        known.stream()
            .filter(one -> one.from().isBefore(past.end()) && one.to().isAfter(past.from()))
            .filter(one -> one.model().stream().allMatch(models::contains))
            .toList();
    return IncidentReport.of(within, firings.stream().flatMap(Collection::stream).toList());
  }

  private void print(Past past, List<List<Firing>> firings, Optional<IncidentReport> report)
      throws IOException {
    Map<String, List<Firing>> byModel = new LinkedHashMap<>();
    for (int i = 0; i < firings.size(); i++) {
      byModel.put(past.models().get(i).spec().name(), firings.get(i));
    }
    PrintWriter out = command.commandLine().getOut();
    switch (format) {
      case TABLE -> {
        FiringReport tables = new FiringReport(out);
        byModel.forEach(tables::model);
        report.ifPresent(tables::incidents);
      }
      case LINES -> byModel.values().forEach(list -> list.forEach(out::println));
      case JSON -> out.print(FiringJson.of(byModel, report));
    }
    out.flush();
  }
}
