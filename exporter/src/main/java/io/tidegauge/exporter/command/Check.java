package io.tidegauge.exporter.command;

import io.tidegauge.counts.RowsNeeded;
import io.tidegauge.counts.Tiers;
import io.tidegauge.exporter.collect.Memory;
import io.tidegauge.exporter.collect.Profiles;
import io.tidegauge.monitor.SeriesBudget;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ReferenceSpec;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code check}: is everything right that can be known without a database? */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Checks the config and the model specs without a database, and prints what they come to.")
final class Check implements Callable<Integer> {
  @Mixin private ConfigOptions config = new ConfigOptions();
  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() {
    Configuration configuration = config.load();
    PrintWriter out = command.commandLine().getOut();
    for (Configuration.Model model : configuration.models()) {
      ModelSpec spec = model.spec();
      out.printf("%s: %s%n", model.file(), spec.name());
      boolean limits = configuration.settings().alertLimits();
      out.printf(
          "  series: at most %d of %d%n", SeriesBudget.bound(spec, limits), spec.seriesBudget());
      SeriesBudget.byMonitor(spec, limits)
          .forEach((monitor, series) -> out.printf("    %-20s %6d%n", monitor, series));
      printMemory(spec, out);
      printMissingProfiles(model, out);
      printWhatNeedsRows(configuration, spec, out);
    }
    long all = configuration.countsBytes();
    out.printf(
        Locale.ROOT,
        "heap: the counts of all models take %.1f MB, for which the exporter wants -Xmx%.0fm%n",
        all / 1e6,
        Math.max(64, Math.ceil(all / Memory.SHARE_OF_HEAP / (1 << 20))));
    out.printf(
        "%d models, %d databases: no problem found%n",
        configuration.models().size(), configuration.databases().size());
    out.flush();
    return 0;
  }

  private static void printMemory(ModelSpec spec, PrintWriter out) {
    Tiers tiers = Tiers.of(spec.windows(), spec.bucket(), spec.drift().earlier());
    String lengths =
        tiers.all().stream()
            .map(tier -> Windows.label(tier.length()) + " up to " + Windows.label(tier.reach()))
            .collect(Collectors.joining(", "));
    out.printf(
        Locale.ROOT,
        "  memory of the counts: %.1f MB, in some %d buckets of %s%n",
        Memory.countsBytes(spec) / 1e6,
        tiers.buckets(),
        lengths);
  }

  private static void printWhatNeedsRows(
      Configuration configuration, ModelSpec spec, PrintWriter out) {
    boolean inDatabase =
        configuration.databases().stream()
            .filter(database -> database.name().equals(spec.database()))
            .anyMatch(database -> database.counting() == DatabaseConfig.Counting.IN_DATABASE);
    if (inDatabase) {
      for (String need : RowsNeeded.by(spec)) {
        out.printf("  no %s: database %s has \"count: in-database\"%n", need, spec.database());
      }
    }
    if (inDatabase && spec.labels().isPresent()) {
      out.printf(
          "  no quality: labels are joined row by row, and database %s has \"count: in-database\"%n",
          spec.database());
    }
  }

  private static void printMissingProfiles(Configuration.Model model, PrintWriter out) {
    if (model.spec().reference().orElse(null) instanceof ReferenceSpec.Profiles template) {
      for (String version : model.spec().predictions().versions().values()) {
        Profiles.path(model.folder(), template, version)
            .filter(file -> !Files.isRegularFile(file))
            .map(Path::toString)
            .ifPresent(
                file ->
                    out.printf(
                        "  version %s has no profile yet: make %s with \"profile\"%n",
                        version, file));
      }
    }
  }
}
