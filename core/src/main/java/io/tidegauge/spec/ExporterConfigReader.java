package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Problem;
import java.nio.file.Path;
import java.util.List;

/** Reads the exporter's config, and refuses what is wrong in it: all of it at once. */
public final class ExporterConfigReader {
  private static final SpecDocument<ExporterConfig> DOCUMENT =
      new SpecDocument<>(ConfigSection.SHAPE, ConfigRules::check, ConfigSection::bind);

  private ExporterConfigReader() {}

  /**
   * The config in a file.
   *
   * @throws InvalidSpecException if anything is wrong in it
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static ExporterConfig read(Path path) {
    return DOCUMENT.read(path);
  }

  /**
   * The config in this text.
   *
   * @param file how messages name the text
   * @throws InvalidSpecException if anything is wrong in it
   */
  public static ExporterConfig read(String file, String text) {
    return DOCUMENT.read(file, text);
  }

  /** As {@link #read(String, String)}, of UTF-8. */
  public static ExporterConfig read(String file, byte[] bytes) {
    return DOCUMENT.read(file, bytes);
  }

  /** The problems that the JSON Schema sees too. */
  static List<Problem> structuralProblems(String file, byte[] bytes) {
    return DOCUMENT.structuralProblems(file, bytes);
  }
}
