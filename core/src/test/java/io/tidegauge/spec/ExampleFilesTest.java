package io.tidegauge.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file under {@code valid} is read, every file under {@code invalid} gives the lines of the
 * {@code .expected} file beside it ({@code -Dupdate=true} writes those anew), and the JSON Schema
 * agrees but for {@code invalid/beyond-schema}. What lies in {@code invalid/unreadable} is no tree
 * that a schema could be asked about.
 */
class ExampleFilesTest {

  @ParameterizedTest
  @MethodSource("valid")
  void validFilesAreRead(Kind kind, Path file) throws IOException {
    assertThat(kind.problems(name(file), Files.readAllBytes(file))).isEmpty();
    assertThat(kind.schemaProblems(Files.readString(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource({"invalid", "beyondSchema", "unreadable"})
  void invalidFilesGiveTheExpectedProblems(Kind kind, Path file) throws IOException {
    String problems = String.join("\n", kind.problems(name(file), Files.readAllBytes(file))) + "\n";
    Path expected = file.resolveSibling(name(file).replace(".yaml", ".expected"));
    if (Boolean.getBoolean("update")) {
      Files.writeString(expected, problems);
    }
    assertThat(problems).isEqualTo(Files.readString(expected)).startsWith(name(file));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void theSchemaRefusesThemToo(Kind kind, Path file) throws IOException {
    assertThat(kind.schemaProblems(Files.readString(file))).isNotEmpty();
    assertThat(kind.structuralProblems(Files.readString(file))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("beyondSchema")
  void theSchemaCannotRefuseThese(Kind kind, Path file) throws IOException {
    assertThat(kind.schemaProblems(Files.readString(file))).isEmpty();
    assertThat(kind.structuralProblems(Files.readString(file))).isEmpty();
  }

  static Stream<Arguments> valid() {
    return files("valid");
  }

  static Stream<Arguments> invalid() {
    return files("invalid");
  }

  static Stream<Arguments> beyondSchema() {
    return files("invalid/beyond-schema");
  }

  static Stream<Arguments> unreadable() {
    return files("invalid/unreadable");
  }

  private static Stream<Arguments> files(String folder) {
    return Kind.all().stream()
        .flatMap(kind -> kind.files(folder).stream().map(file -> arguments(kind, file)));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
