package io.tidegauge.endtoend;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What tests run as a process of its own. One that is missing skips the test, but in CI fails it.
 */
record Program(List<String> command) {

  /** A test's working directory is its module. */
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** A tool of that name, or of one of the others. */
  static Program find(String... names) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(file -> new Program(List.of(file.toString())))
        .orElseGet(() -> missing(names[0] + " is not on the PATH: run make tools"));
  }

  /** A program of this repository, as users run it. */
  static Program jar(String name, String... javaFlags) {
    Path file = ROOT.resolve(name);
    if (!Files.exists(file)) {
      return missing(name + " is missing: run mvn package in the root");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(javaFlags));
    command.addAll(List.of("-jar", file.toString()));
    return new Program(List.copyOf(command));
  }

  private static Program missing(String what) {
    if (System.getenv("CI") != null) {
      throw new AssertionError(what);
    }
    return abort(what);
  }

  /** The whole command line of a run. */
  List<String> with(List<String> arguments) {
    return Stream.concat(command.stream(), arguments.stream()).toList();
  }
}
