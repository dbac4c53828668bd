package io.tidegauge.exporter.replay;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prometheus' own tool: the one that {@code make tools} has put into build/, or else the system's.
 * Where there is none the test is skipped, but in CI it fails.
 *
 * @param file where it is
 */
record Promtool(Path file) {

  static Promtool find() {
    return new Promtool(find("promtool"));
  }

  /** Where a program of Prometheus is. */
  static Path find(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Stream.of(RealData.project().resolve("build/tools")),
            Stream.of(path.split(File.pathSeparator, -1)).map(Path::of))
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> missing("there is no " + program + ": run make tools"));
  }

  private static Path missing(String what) {
    if (System.getenv("CI") != null) {
      throw new AssertionError(what);
    }
    return abort(what);
  }

  /**
   * How a run went.
   *
   * @param text all that it said
   */
  record Result(boolean passed, String text) {}

  /** Runs the unit tests in a file. */
  Result test(Path tests) throws IOException, InterruptedException {
    return run("test", "rules", tests.toString());
  }

  /** Makes blocks of a history. */
  Result createBlocks(Path openMetrics, Path blocks) throws IOException, InterruptedException {
    return run(
        "tsdb",
        "create-blocks-from",
        "openmetrics",
        "--quiet",
        "--max-block-duration=2000h",
        openMetrics.toString(),
        blocks.toString());
  }

  private Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor() == 0, text);
  }
}
