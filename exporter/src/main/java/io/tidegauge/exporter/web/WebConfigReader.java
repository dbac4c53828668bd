package io.tidegauge.exporter.web;

import io.tidegauge.spec.WebConfig;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the file of {@code --web.config.file}. */
@FunctionalInterface
public interface WebConfigReader {
  /**
   * Reads the file.
   *
   * @throws IOException with a message for the user, where it can't be read or is wrong
   */
  WebConfig read(Path file) throws IOException;
}
