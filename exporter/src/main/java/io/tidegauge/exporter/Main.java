package io.tidegauge.exporter;

import io.tidegauge.exporter.command.Program;

/** The exporter's program. */
public final class Main {
  private Main() {}

  /** Runs a command and ends with its exit status. */
  public static void main(String[] arguments) {
    System.exit(Program.run(arguments));
  }
}
