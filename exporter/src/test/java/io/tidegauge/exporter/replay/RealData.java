package io.tidegauge.exporter.replay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the real data sets are, and the project that is tested. */
final class RealData {
  private RealData() {}

  /** The root of the project: tests run in their module's folder. */
  static Path project() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  /** The folder of a data set; the test is skipped, in plain words, where it is not there. */
  static Path folder(String name) {
    String named = Objects.requireNonNullElse(System.getenv("TIDEGAUGE_DATA"), "../shared/data");
    Path folder = project().resolve(named).resolve(name).normalize();
    assumeTrue(
        Files.isDirectory(folder),
        "the real data is not at " + folder + "; name its folder in TIDEGAUGE_DATA");
    return folder;
  }
}
