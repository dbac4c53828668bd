package io.tidegauge.rulegen.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.rulegen.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A folder with specs in it, and the program. */
record Workspace(Path folder) {

  /**
   * How a command ended.
   *
   * @param out of both streams
   */
  record Result(int status, String out) {}

  Path write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  Result run(String command, Path... specs) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    CommandLine program = Main.commandLine().setOut(writer).setErr(writer);
    List<String> arguments = new ArrayList<>(List.of(command, "--folder=" + folder));
    Stream.of(specs).map(Path::toString).forEach(arguments::add);
    int status = program.execute(arguments.toArray(String[]::new));
    return new Result(status, out.toString());
  }

  /** With one set of rules for all models. */
  void generateGeneric(Path... specs) throws IOException {
    write("rulegen.yaml", "style: generic\n");
    generate(specs);
  }

  void generate(Path... specs) {
    Result result = run("generate", specs);
    assertThat(result.status()).as(result.out()).isZero();
  }

  /** What is generated, by path. */
  SortedMap<String, String> files() throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    for (String kind : List.of("alertmanager", "dashboards", "rules", "runbooks")) {
      if (Files.isDirectory(folder.resolve(kind))) {
        try (Stream<Path> files = Files.walk(folder.resolve(kind))) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            texts.put(
                folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
          }
        }
      }
    }
    return texts;
  }

  /** Generated files with this ending. */
  List<Path> files(String ending) throws IOException {
    return files().keySet().stream()
        .filter(file -> file.endsWith(ending))
        .map(folder::resolve)
        .toList();
  }
}
