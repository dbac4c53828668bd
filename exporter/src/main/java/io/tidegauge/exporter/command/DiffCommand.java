package io.tidegauge.exporter.command;

import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileDiff;
import io.tidegauge.profile.ProfileJson;
import io.tidegauge.profile.UnfitReferenceException;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code profile diff}: is the new training set what we expect? */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description =
        "Compares two profiles as a reading would; exits with 1 past the spec's thresholds.")
final class DiffCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "OLD", description = "The profile that is the reference.")
  private Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The profile that is judged.")
  private Path candidate = Path.of("");

  @Option(
      names = "--spec",
      required = true,
      paramLabel = "FILE",
      description = "The model spec whose thresholds count.")
  private Path specFile = Path.of("");

  @Override
  public Integer call() throws IOException {
    ModelSpec spec = ModelSpecReader.read(specFile);
    ProfileDiff diff = ProfileDiff.of(spec, read(old), read(candidate));
    PrintWriter out = command.commandLine().getOut();
    out.print(diff.text());
    out.flush();
    return diff.exceeded() ? 1 : 0;
  }

  private static Profile read(Path file) throws IOException {
    try {
      return ProfileJson.read(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new UnfitReferenceException("there is no profile at " + file);
    } catch (UnfitReferenceException e) {
      throw new UnfitReferenceException(file + ": " + e.getMessage());
    }
  }
}
