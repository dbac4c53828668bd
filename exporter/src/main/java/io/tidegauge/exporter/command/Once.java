package io.tidegauge.exporter.command;

import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.collect.CollectorStatus;
import io.tidegauge.exporter.collect.Exporter;
import io.tidegauge.exporter.collect.RowsFailure;
import io.tidegauge.exporter.metrics.TextFormat;
import io.tidegauge.monitor.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code once}: a single scrape, for batch scorers and for trying a spec out. */
@Command(
    name = "once",
    mixinStandardHelpOptions = true,
    description =
        "Scrapes once, to standard output or to a file for node_exporter's textfile collector;"
            + " exits with 1 if a monitor failed.")
final class Once implements Callable<Integer> {
  @Mixin private ConfigOptions config = new ConfigOptions();
  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--textfile",
      paramLabel = "FILE",
      description = "Where the metrics go: renamed into place when they are whole.")
  private Optional<Path> textfile = Optional.empty();

  @Option(
      names = "--timeout",
      defaultValue = "1m",
      description = "How long the scrape may take (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofMinutes(1);

  @Override
  public Integer call() throws IOException {
    Configuration configuration = config.load().fitting(Runtime.getRuntime().maxMemory());
    try (Exporter exporter = Service.exporter(configuration, config.clock())) {
      exporter.refresh();
      List<Reading> readings = new ArrayList<>(exporter.read(timeout));
      if (configuration.settings().alertLimits()) {
        readings.addAll(Service.limits(exporter));
      }
      write(TextFormat.write(readings));
      return failures(exporter.recent());
    }
  }

  private void write(String text) throws IOException {
    if (textfile.isEmpty()) {
      PrintWriter out = command.commandLine().getOut();
      out.print(text);
      out.flush();
      return;
    }
    WholeFile.write(textfile.get(), text);
  }

  private int failures(List<Collected> collected) {
    int status = 0;
    for (Collected model : collected) {
      for (CollectorStatus collector : model.statuses()) {
        if (!collector.success()) {
          command
              .commandLine()
              .getErr()
              .printf(
                  "%s: %s failed: %s%n",
                  model.model(),
                  collector.collector(),
                  model
                      .failure()
                      .map(RowsFailure::text)
                      .orElse(collector.absent().keySet().toString()));
          status = 1;
        }
      }
    }
    return status;
  }
}
