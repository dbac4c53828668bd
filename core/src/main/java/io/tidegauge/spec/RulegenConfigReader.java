package io.tidegauge.spec;

import java.nio.file.Path;

/** Reads the generator's config, and refuses what is wrong in it: all of it at once. */
public final class RulegenConfigReader {
  private static final SpecDocument<RulegenConfig> DOCUMENT =
      new SpecDocument<>(
          RulegenConfigSection.SHAPE, (root, problems) -> {}, RulegenConfigSection::bind);

  private RulegenConfigReader() {}

  /**
   * The config in a file.
   *
   * @throws InvalidSpecException if anything is wrong in it
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static RulegenConfig read(Path path) {
    return DOCUMENT.read(path);
  }

  /**
   * The config in this text.
   *
   * @param file how messages name the text
   * @throws InvalidSpecException if anything is wrong in it
   */
  public static RulegenConfig read(String file, String text) {
    return DOCUMENT.read(file, text);
  }
}
