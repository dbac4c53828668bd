package io.tidegauge.exporter.command;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Writes files that no reader ever sees half of. */
final class WholeFile {
  private WholeFile() {}

  /** What writes a file. */
  interface Content {
    void write(Writer out) throws IOException;
  }

  /** Writes beside the file and renames into place; folders that are missing are made. */
  static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text));
  }

  /** As {@link #write(Path, String)}, of a text that need not be in memory. */
  static void write(Path file, Content content) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    Path draft = folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid());
    try (Writer out = Files.newBufferedWriter(draft)) {
      content.write(out);
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
