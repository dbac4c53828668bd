package io.tidegauge.spec;

import java.nio.file.Path;

/** Reads the file of {@code --web.config.file}, and refuses what is wrong in it: all at once. */
public final class WebConfigReader {
  private static final SpecDocument<WebConfig> DOCUMENT =
      new SpecDocument<>(WebSection.SHAPE, WebSection::check, WebSection::bind);

  private WebConfigReader() {}

  /**
   * The config in a file.
   *
   * @throws InvalidSpecException if anything is wrong in it
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static WebConfig read(Path path) {
    return DOCUMENT.read(path);
  }

  /**
   * The config in this text.
   *
   * @param file how messages name the text
   * @throws InvalidSpecException if anything is wrong in it
   */
  public static WebConfig read(String file, String text) {
    return DOCUMENT.read(file, text);
  }
}
