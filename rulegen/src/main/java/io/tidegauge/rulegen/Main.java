package io.tidegauge.rulegen;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The generator's program. */
@Command(
    name = "tidegauge-rulegen",
    description = "Writes what is generated from Tidegauge's definitions and committed.",
    mixinStandardHelpOptions = true,
    subcommands = Docs.class)
public final class Main {
  private Main() {}

  /** Runs a command and ends with its exit status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
