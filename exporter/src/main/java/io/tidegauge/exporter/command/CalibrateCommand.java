package io.tidegauge.exporter.command;

import io.tidegauge.calibration.Blocks;
import io.tidegauge.calibration.Calibration;
import io.tidegauge.calibration.Calibration.CalibratedFeature;
import io.tidegauge.calibration.Calibrator;
import io.tidegauge.calibration.Evaluations;
import io.tidegauge.exporter.backtest.Past;
import io.tidegauge.exporter.backtest.PastDrift;
import io.tidegauge.exporter.health.Wording;
import io.tidegauge.monitor.FeatureDrift;
import io.tidegauge.spec.DriftAlert;
import io.tidegauge.spec.Incident;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecEdit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code calibrate}: which limits of drift keep to a budget of false alarms? */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    description =
        "Scrapes the past again and proposes a limit of drift for each feature that keeps to a"
            + " budget of false alarms; exits with 1 if there is too little history for it.")
final class CalibrateCommand implements Callable<Integer> {
  @Mixin private PastOptions options = new PastOptions();
  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--budget",
      paramLabel = "COUNT/TIME",
      defaultValue = "1/30d",
      converter = Budget.Reader.class,
      description =
          "So many false alarms of drift each model may come to, of all features together"
              + " (default: ${DEFAULT-VALUE}).")
  private Budget budget = new Budget(1, Evaluations.MONTH);

  @Option(
      names = "--write",
      description = "Writes the limits into the specs, and nothing else of them anew.")
  private boolean write;

  @Option(
      names = "--evidence",
      paramLabel = "FOLDER",
      description =
          "Where MODEL.calibration.json goes, what the limits rest on (default: beside the spec).")
  private Optional<Path> evidence = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Incident> known = options.incidents().orElse(List.of());
    Past past = options.past(false);
    PrintWriter err = command.commandLine().getErr();
    ProgressLine progress = new ProgressLine(err, Help.Ansi.AUTO.enabled(), past.steps());
    PastDrift drift = PastDrift.read(past, Calibrator.SHIFTS, options.jobs(), progress::done);
    int status = 0;
    List<Configuration.Model> models = options.models();
    for (int i = 0; i < models.size(); i++) {
      status = Math.max(status, calibrate(models.get(i), past, drift, i, known));
    }
    return status;
  }

  private int calibrate(
      Configuration.Model model, Past past, PastDrift drift, int place, List<Incident> known)
      throws IOException {
    ModelSpec spec = model.spec();
    PrintWriter err = command.commandLine().getErr();
    Evaluations evaluations = drift.evaluations(place);
    Optional<Blocks> blocks = Blocks.of(evaluations);
    if (blocks.isEmpty()) {
      err.printf(
          "%s: too short a history: of windows of %s, %s at least are wanted%n",
          spec.name(),
          Wording.duration(evaluations.window()),
          Wording.duration(Blocks.shortest(evaluations.window())));
      return 1;
    }
    DriftAlert alert = spec.alerts().drift();
    List<Incident> incidents = incidents(spec, known);
    Optional<Calibration> found =
        Calibrator.calibrate(
            evaluations,
            blocks.get(),
            drift.histories(place, incidents),
            new Calibrator.Settings(
                budget.monthly(),
                alert.distance(),
                alert.alert().pending(),
                FeatureDrift.drifted(spec).limits()::of));
    if (found.isEmpty()) {
      err.printf(
          "%s: no feature has scores that vary, in %d rows or more, in half of four blocks of %s%n",
          spec.name(), alert.alert().minRows(), Wording.duration(blocks.get().length()));
      return 1;
    }
    CalibrationReport report =
        new CalibrationReport(spec, past.from(), budget, incidents, found.get());
    report.print(command.commandLine().getOut());
    // What stands in the way of a change is told before anything is written.
    Optional<String> text = write ? Optional.of(changed(model, found.get())) : Optional.empty();
    Path folder = evidence.orElse(model.folder());
    Path file = folder.resolve(spec.name() + ".calibration.json");
    WholeFile.write(file, CalibrationJson.of(report));
    List<Path> written = new ArrayList<>(List.of(file));
    if (text.isPresent()) {
      WholeFile.write(model.file().toRealPath(), text.get());
      written.add(model.file());
    }
    written.forEach(one -> command.commandLine().getOut().println("written: " + one));
    command.commandLine().getOut().flush();
    return 0;
  }

  /** What the spec knows of, too. */
  private static List<Incident> incidents(ModelSpec spec, List<Incident> known) {
    List<Incident> incidents = new ArrayList<>();
    known.stream()
        .filter(one -> one.model().stream().allMatch(spec.name()::equals))
        .forEach(incidents::add);
    spec.drift().earlier().incidents().stream()
        .map(one -> new Incident(Optional.empty(), one.from(), one.to(), one.why(), List.of()))
        .forEach(incidents::add);
    return List.copyOf(incidents);
  }

  private static String changed(Configuration.Model model, Calibration found) throws IOException {
    SortedMap<String, String> limits = new TreeMap<>();
    for (CalibratedFeature feature : found.features()) {
      limits.put(feature.feature(), CalibrationReport.limit(feature.proposed()));
    }
    Duration own = model.spec().alerts().drift().alert().pending();
    return ModelSpecEdit.withDriftLimits(
        model.file().toString(),
        Files.readString(model.file()),
        limits,
        Optional.of(found.pending()).filter(pending -> !pending.equals(own)));
  }
}
