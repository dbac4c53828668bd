package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Problem;
import java.nio.file.Path;
import java.util.List;

/** Reads model specs, and refuses what is wrong in them: all of it at once. */
public final class ModelSpecReader {
  private static final SpecDocument<ModelSpec> DOCUMENT =
      new SpecDocument<>(ModelSection.SHAPE, ModelRules::check, ModelSection::bind);

  private ModelSpecReader() {}

  /**
   * The spec in a file.
   *
   * @throws InvalidSpecException if anything is wrong in it
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static ModelSpec read(Path path) {
    return DOCUMENT.read(path);
  }

  /**
   * The spec in this text.
   *
   * @param file how messages name the text
   * @throws InvalidSpecException if anything is wrong in it
   */
  public static ModelSpec read(String file, String text) {
    return DOCUMENT.read(file, text);
  }

  /** As {@link #read(String, String)}, of UTF-8. */
  public static ModelSpec read(String file, byte[] bytes) {
    return DOCUMENT.read(file, bytes);
  }

  /** The problems that the JSON Schema sees too. */
  static List<Problem> structuralProblems(String file, byte[] bytes) {
    return DOCUMENT.structuralProblems(file, bytes);
  }
}
