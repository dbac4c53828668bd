package io.tidegauge.rulegen.dashboard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus's own tool: it knows the language. */
final class Promtool {
  private Promtool() {}

  /** Where it is missing, only a machine of CI insists on it. */
  static void require() {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    assumeTrue(installed || System.getenv("CI") != null, "promtool is not on the PATH");
  }

  /**
   * Runs it.
   *
   * @return what it says, after its exit status
   */
  static String run(Path folder, String... arguments) throws IOException, InterruptedException {
    Path said = folder.resolve("promtool.txt");
    List<String> command = Stream.concat(Stream.of("promtool"), Arrays.stream(arguments)).toList();
    int status =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    return status + "\n" + Files.readString(said);
  }
}
