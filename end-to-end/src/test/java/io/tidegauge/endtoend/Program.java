package io.tidegauge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What tests run as a process of its own. One that is missing skips the test, but in CI fails it.
 */
public record Program(List<String> command) {

  /** A test's working directory is its module. */
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** The exporter, as it is built. */
  public static final String EXPORTER = "exporter/target/tidegauge-exporter.jar";

  /** What a sidecar is given: see the Makefile. */
  private static final List<String> SIDECAR =
      List.of("-Xmx64m", "-Xmn10m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /**
   * A tool of one of these names: the one that {@code make tools} has put into build/, or else the
   * system's.
   */
  public static Program find(String... names) {
    String path = System.getenv().getOrDefault("PATH", "");
    Path file =
        Stream.concat(
                Stream.of(ROOT.resolve("build/tools")),
                Stream.of(path.split(File.pathSeparator, -1)).map(Path::of))
            .flatMap(folder -> Stream.of(names).map(folder::resolve))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseGet(() -> missing("there is no " + names[0] + ": run make tools"));
    return new Program(List.of(file.toString()));
  }

  /** A file of the repository. */
  public static Path file(String name) {
    return ROOT.resolve(name);
  }

  /** A file that the build makes. */
  public static Path built(String name) {
    Path file = file(name);
    return Files.exists(file) ? file : missing(name + " is missing: run mvn package in the root");
  }

  /** The exporter, with a sidecar's flags. */
  public static Program exporter() {
    return jar(EXPORTER, SIDECAR);
  }

  static Program rulegen() {
    return jar("rulegen/target/tidegauge-rulegen.jar", List.of());
  }

  /** The demo, which runs the exporter beside it. */
  public static Program demo() {
    return jar("examples/demo/target/tidegauge-demo.jar", List.of());
  }

  private static Program jar(String name, List<String> flags) {
    Path file = built(name);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-jar", file.toString()));
    return new Program(List.copyOf(command));
  }

  private static Path missing(String what) {
    if (System.getenv("CI") != null) {
      throw new AssertionError(what);
    }
    return abort(what);
  }

  /** Runs it to its end, which must be a good one. */
  public void run(Path log, String... arguments) throws IOException, InterruptedException {
    int status = start(log, List.of(arguments)).waitFor();
    assertThat(status).as("%s said%n%s", command, Files.readString(log)).isZero();
  }

  /** Starts it; what it says goes to the end of the log. */
  public Process start(Path log, List<String> arguments) throws IOException {
    return new ProcessBuilder(Stream.concat(command.stream(), arguments.stream()).toList())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
