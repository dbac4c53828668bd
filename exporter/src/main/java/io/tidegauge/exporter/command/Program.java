package io.tidegauge.exporter.command;

import io.tidegauge.exporter.backtest.PastUnreadableException;
import io.tidegauge.exporter.init.UnusableTableException;
import io.tidegauge.exporter.log.LogFormat;
import io.tidegauge.exporter.log.LogLevel;
import io.tidegauge.exporter.log.LogSetup;
import io.tidegauge.exporter.metrics.BuildInfo;
import io.tidegauge.profile.UnfitReferenceException;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.spec.InvalidSpecException;
import io.tidegauge.spec.yaml.DurationText;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/**
 * The program's commands and their exit statuses: 0 all is well, 1 it is not (a monitor failed, a
 * threshold is passed, the database cannot be reached), 2 what the user wrote is wrong.
 */
@Command(
    name = "tidegauge-exporter",
    description = "Measures machine-learning models in production and serves it to Prometheus.",
    mixinStandardHelpOptions = true,
    versionProvider = Program.Version.class,
    subcommands = {
      Serve.class,
      Once.class,
      Check.class,
      ProfileCommand.class,
      BacktestCommand.class,
      CalibrateCommand.class,
      VerifyCommand.class,
      InitCommand.class,
      ExplainCommand.class
    })
public final class Program {
  @Option(
      names = "--log.level",
      scope = ScopeType.INHERIT,
      defaultValue = "info",
      description = "debug, info, warn or error (default: ${DEFAULT-VALUE}).")
  private LogLevel level = LogLevel.INFO;

  @Option(
      names = "--log.format",
      scope = ScopeType.INHERIT,
      defaultValue = "logfmt",
      description = "logfmt or json (default: ${DEFAULT-VALUE}).")
  private LogFormat format = LogFormat.LOGFMT;

  private Program() {}

  /** Runs the command that the arguments name, and returns the exit status. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    Program program = new Program();
    return new CommandLine(program)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, Program::duration)
        .setExecutionStrategy(
            parsed -> {
              LogSetup.install(program.level, program.format, System.err);
              return new CommandLine.RunLast().execute(parsed);
            })
        .setExecutionExceptionHandler(failures());
  }

  /** Durations are written as in specs, not as ISO 8601 has them. */
  private static Duration duration(String text) {
    if (!DurationText.matches(text)) {
      throw new TypeConversionException(
          "\"" + text + "\" is not a duration; write 90s, 10m or 1h30m");
    }
    return DurationText.parse(text);
  }

  /** What the user can mend is said without a stack trace. */
  private static IExecutionExceptionHandler failures() {
    return (failure, command, arguments) -> {
      if (failure instanceof InvalidSpecException) {
        command.getErr().println(failure.getMessage());
        return 2;
      }
      if (failure instanceof UnusableTableException) {
        command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
        return 2;
      }
      if (failure.getCause() instanceof NoSuchFileException missing) {
        command.getErr().println("there is no file " + missing.getFile());
        return 2;
      }
      if (failure instanceof QueryFailedException
          || failure instanceof PastUnreadableException
          || failure instanceof UnfitReferenceException
          || failure instanceof UncheckedIOException
          || failure instanceof java.io.IOException) {
        command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
        return 1;
      }
      throw failure;
    };
  }

  /** Prints what was built, of what. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"tidegauge-exporter " + BuildInfo.read().version()};
    }
  }
}
