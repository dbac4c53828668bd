package io.tidegauge.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.endtoend.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file that says how an image is made.
 *
 * @param steps in order; continued lines are one
 */
record Dockerfile(List<Step> steps) {

  /** An instruction, such as RUN, with the rest of its line. */
  record Step(String instruction, String text) {}

  static Dockerfile of(String name) {
    try {
      String text =
          Files.readAllLines(Program.file(name)).stream()
              .filter(line -> !line.stripLeading().startsWith("#"))
              .collect(Collectors.joining("\n"))
              .replaceAll("\\\\\n\\s*", "");
      return new Dockerfile(
          text.lines()
              .filter(line -> !line.isBlank())
              .map(line -> line.split("\\s+", 2))
              .map(parts -> new Step(parts[0], parts[1]))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the image is when it runs: the steps of the last stage. */
  Dockerfile lastStage() {
    List<String> instructions = steps.stream().map(Step::instruction).toList();
    return new Dockerfile(steps.subList(instructions.lastIndexOf("FROM"), steps.size()));
  }

  Stream<String> all(String instruction) {
    return steps.stream().filter(step -> step.instruction().equals(instruction)).map(Step::text);
  }

  /** The only instruction of its kind. */
  String only(String instruction) {
    List<String> found = all(instruction).toList();
    assertThat(found).as(instruction).hasSize(1);
    return found.get(0);
  }

  /** The arguments that have a default. */
  Map<String, String> defaults() {
    return all("ARG")
        .filter(text -> text.contains("="))
        .map(text -> text.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (first, again) -> first));
  }
}
