package io.tidegauge.rulegen;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus' own tool. Without it tests are skipped, but in CI they fail. */
public record Promtool(Path program) {

  /** The oldest that the rules are for, which is stable Debian's; and a current one. */
  public static List<Promtool> all() {
    return List.of(oldest(), current());
  }

  /** Stable Debian's. */
  public static Promtool oldest() {
    return new Promtool(
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder).resolve("promtool"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseGet(Promtool::missing));
  }

  private static Promtool current() {
    // A test's working directory is its module.
    Path tool = Path.of("../build/tools/promtool").toAbsolutePath().normalize();
    return new Promtool(Files.isExecutable(tool) ? tool : missing());
  }

  private static Path missing() {
    String reason = "promtool, or a current one in build/tools, is missing: run make tools";
    if (System.getenv("CI") != null) {
      throw new AssertionError(reason);
    }
    return abort(reason);
  }

  /**
   * How a run ended.
   *
   * @param output of both streams
   */
  public record Result(int status, String output) {}

  /** The linter's findings are errors. */
  public Result checkRules(List<Path> files) throws IOException, InterruptedException {
    return run(List.of("check", "rules", "--lint=all", "--lint-fatal"), files);
  }

  /** Runs unit tests. */
  public Result testRules(List<Path> files) throws IOException, InterruptedException {
    return run(List.of("test", "rules"), files);
  }

  private Result run(List<String> arguments, List<Path> files)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    files.forEach(file -> command.add(file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Result(process.waitFor(), output);
  }
}
