package io.tidegauge.rulegen;

import io.tidegauge.profile.UnfitReferenceException;
import io.tidegauge.rulegen.generate.Check;
import io.tidegauge.rulegen.generate.Generate;
import io.tidegauge.spec.InvalidSpecException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/**
 * The generator's program. Its commands exit with 0 if all is well, with 1 if what is generated is
 * not what it should be, and with 2 if what the user wrote is wrong.
 */
@Command(
    name = "tidegauge-rulegen",
    description = "Turns model specs into Prometheus rules, unit tests for them, and dashboards.",
    mixinStandardHelpOptions = true,
    subcommands = {Generate.class, Check.class, Docs.class})
public final class Main {
  private Main() {}

  /** Runs a command and ends with its exit status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The commands. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(failures());
  }

  /** What the user can mend is said without a stack trace. */
  private static IExecutionExceptionHandler failures() {
    return (failure, command, arguments) -> {
      Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
      if (cause instanceof NoSuchFileException missing) {
        command.getErr().println("there is no file " + missing.getFile());
        return 2;
      }
      if (cause instanceof InvalidSpecException || cause instanceof UnfitReferenceException) {
        command.getErr().println(cause.getMessage());
        return 2;
      }
      if (cause instanceof IOException) {
        command.getErr().println(command.getCommandName() + ": " + cause.getMessage());
        return 1;
      }
      throw failure;
    };
  }
}
