package io.tidegauge.exporter.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A user's folder: a config, model specs and profiles. */
record Site(Path folder) {

  /** Writes the config of exactly these models over a store. */
  void write(LogStore store, Watch watch) throws IOException {
    Files.writeString(
        folder.resolve("tidegauge.yaml"),
        """
        databases: {bench: %s}
        models: [%s.yaml]
        scrape: {timeout: 2m}
        """
            .formatted(store.yaml(), watch.name()));
    Files.writeString(folder.resolve(watch.name() + ".yaml"), watch.yaml());
    Reference.write(store, watch, "training", folder);
  }

  /** A new folder, where the property {@code tidegauge.bench} says: rows can take gigabytes. */
  static Path newFolder() throws IOException {
    String parent = System.getProperty("tidegauge.bench", System.getProperty("java.io.tmpdir"));
    return Files.createTempDirectory(Path.of(parent), "tidegauge-bench");
  }
}
