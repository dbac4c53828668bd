package io.tidegauge.exporter.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Writes files that no reader ever sees half of. */
final class WholeFile {
  private WholeFile() {}

  /** Writes beside the file and renames into place; folders that are missing are made. */
  static void write(Path file, String text) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    Path draft = folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid());
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
