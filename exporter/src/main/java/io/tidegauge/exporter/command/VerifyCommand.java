package io.tidegauge.exporter.command;

import io.tidegauge.exporter.backtest.PastModel;
import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.collect.CollectorStatus;
import io.tidegauge.exporter.collect.Exporter;
import io.tidegauge.exporter.collect.RowsFailure;
import io.tidegauge.exporter.collect.Upkeep;
import io.tidegauge.exporter.health.Finding;
import io.tidegauge.exporter.health.Wording;
import io.tidegauge.exporter.verify.SinceThen;
import io.tidegauge.exporter.verify.Verdict;
import io.tidegauge.monitor.Monitor.Input;
import io.tidegauge.spec.ModelSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verify}: is all quiet since the fix? */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Judges the rows since a moment by the spec's alerts, at once; exits with 0 if all is quiet,"
            + " 1 if an alert is due, 3 if there are not enough rows to say.")
final class VerifyCommand implements Callable<Integer> {
  private static final int DUE = 1;
  private static final int TOO_EARLY = 3;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private ModelOption model = new ModelOption();
  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--since",
      required = true,
      paramLabel = "TIME",
      description = "The moment of the fix, as in 2026-01-31T09:30:00Z: no row before it counts.")
  private Instant since = Instant.EPOCH;

  @Option(
      names = "--model-version",
      paramLabel = "VERSION",
      description = "The only version that is judged, beside what is of all versions together.")
  private Optional<String> version = Optional.empty();

  @Option(
      names = "--without-labels",
      description = "Does not wait for labels: what only they can tell is not judged.")
  private boolean withoutLabels;

  @Option(
      names = "--timeout",
      defaultValue = "10m",
      description = "How long the reading of the rows may take (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofMinutes(10);

  @Override
  public Integer call() throws IOException {
    Configuration configuration = config.load();
    Instant now = config.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    if (!since.isBefore(now)) {
      throw refused("--since must be in the past: " + since + " is not before " + now);
    }
    Map<String, SinceThen> judged = new LinkedHashMap<>();
    Map<String, Optional<Double>> traffic = new LinkedHashMap<>();
    Map<ModelSpec, Path> models = new LinkedHashMap<>();
    for (Configuration.Model one : model.of(configuration)) {
      SinceThen then = SinceThen.of(one.spec(), since, now);
      judged.put(one.spec().name(), then);
      traffic.put(one.spec().name(), PastModel.of(one.spec(), one.folder()).leastTraffic());
      models.put(then.cutSpec(), one.folder());
    }
    int status = 0;
    try (Exporter exporter =
        Exporter.open(
            configuration.databasesOf(models.keySet(), false),
            models,
            new Upkeep.Shares(timeout, 1, 0),
            () -> now,
            Optional.empty())) {
      exporter.refresh();
      exporter.read(timeout);
      for (Collected collected : exporter.latest()) {
        SinceThen then = Objects.requireNonNull(judged.get(collected.model()));
        boolean read = printFailures(collected, exporter.notReady());
        Verdict verdict =
            Verdict.of(
                then,
                collected.readings(),
                Objects.requireNonNull(traffic.get(collected.model())),
                version,
                withoutLabels ? monitor -> monitor.input() != Input.LABELS : monitor -> true);
        print(then, verdict);
        status = worse(status, read ? status(verdict) : DUE);
      }
    }
    return status;
  }

  private static int status(Verdict verdict) {
    return verdict.isDue() ? DUE : verdict.isComplete() ? 0 : TOO_EARLY;
  }

  /** That something is wrong outweighs that something is not known. */
  private static int worse(int one, int other) {
    return one == DUE || other == DUE ? DUE : Math.max(one, other);
  }

  /** Whether everything could be read. */
  private boolean printFailures(Collected collected, List<String> notReady) {
    PrintWriter err = command.commandLine().getErr();
    notReady.forEach(err::println);
    boolean all = notReady.isEmpty();
    for (CollectorStatus status : collected.statuses()) {
      if (!status.success()) {
        all = false;
        err.printf(
            "%s: %s cannot be read: %s%n",
            collected.model(),
            status.collector(),
            collected.failure().map(RowsFailure::text).orElse(status.absent().keySet().toString()));
      }
    }
    return all;
  }

  private void print(SinceThen then, Verdict verdict) {
    PrintWriter out = command.commandLine().getOut();
    String rows =
        verdict.rows().entrySet().stream()
            .map(one -> Wording.count(one.getValue()) + " rows of " + one.getKey())
            .collect(Collectors.joining(", "));
    out.printf(
        "%s since %s, %s: %s%n",
        then.spec().name(),
        then.from(),
        Wording.duration(Duration.between(then.from(), then.now())),
        rows.isEmpty() ? "no rows" : rows);
    verdict.due().forEach(finding -> out.printf("  due: %s: %s%n", name(finding), finding.text()));
    verdict
        .notices()
        .forEach(finding -> out.printf("  notice: %s: %s%n", name(finding), finding.text()));
    verdict.lacking().forEach(what -> out.printf("  not enough: %s%n", what));
    out.printf("  %s%n", words(verdict));
    out.flush();
  }

  private static String name(Finding finding) {
    return finding.alert().name();
  }

  private static String words(Verdict verdict) {
    if (verdict.isDue()) {
      return "not quiet: " + verdict.due().size() + " due";
    }
    return verdict.isComplete()
        ? "quiet"
        : "nothing due, but not enough rows to say that all is quiet";
  }

  private ParameterException refused(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
