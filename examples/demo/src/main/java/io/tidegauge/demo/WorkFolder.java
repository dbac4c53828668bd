package io.tidegauge.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The folder that holds all that the demo writes. */
final class WorkFolder {
  private static final List<String> OURS =
      List.of(
          "predictions", "offline_features", "labels", "model_registry", "staging", "reference");
  private static final List<String> CONFIGS = List.of("credit-risk.yaml", "tidegauge.yaml");
  private static final Pattern DESCRIPTION = Pattern.compile("(?m)^description: (.*)$");

  private final Path path;

  private WorkFolder(Path path) {
    this.path = path;
  }

  /** The folder, without what an earlier run left in it, with the spec and the config. */
  static WorkFolder prepare(Path path) throws IOException {
    Files.createDirectories(path);
    for (String folder : OURS) {
      delete(path.resolve(folder));
    }
    Files.createDirectories(path.resolve("staging"));
    for (String config : CONFIGS) {
      Files.write(path.resolve(config), resource("/credit-risk/" + config));
    }
    return new WorkFolder(path);
  }

  Path path() {
    return path;
  }

  /** The exporter's config. */
  Path config() {
    return path.resolve("tidegauge.yaml");
  }

  /** Writes the spec anew: paragraphs are added to its description, which the page shows. */
  void describe(String paragraphs) throws IOException {
    Path spec = path.resolve("credit-risk.yaml");
    String block =
        DESCRIPTION
            .matcher(Files.readString(spec))
            .replaceFirst(
                found ->
                    Matcher.quoteReplacement(
                        "description: |\n"
                            + (found.group(1) + "\n\n" + paragraphs)
                                .strip()
                                .indent(2)
                                .stripTrailing()));
    Files.writeString(spec, block);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = WorkFolder.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new NoSuchFileException(name);
      }
      return in.readAllBytes();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
