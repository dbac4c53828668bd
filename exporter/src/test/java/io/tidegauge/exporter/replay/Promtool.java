package io.tidegauge.exporter.replay;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Prometheus' own tool: the one that {@code make tools} has put into build/, or else the system's.
 * Where there is none the test is skipped, but in CI it fails.
 *
 * @param file where it is
 */
record Promtool(Path file) {

  static Promtool find() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Stream.of(RealData.project().resolve("build/tools")),
            Stream.of(path.split(File.pathSeparator, -1)).map(Path::of))
        .map(folder -> folder.resolve("promtool"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Promtool::new)
        .orElseGet(() -> missing("there is no promtool: run make tools"));
  }

  private static Promtool missing(String what) {
    if (System.getenv("CI") != null) {
      throw new AssertionError(what);
    }
    return abort(what);
  }

  /**
   * How the unit tests of rules went.
   *
   * @param text all that it said
   */
  record Result(boolean passed, String text) {}

  /** Runs the unit tests in a file. */
  Result test(Path tests) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(file.toString(), "test", "rules", tests.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor() == 0, text);
  }
}
