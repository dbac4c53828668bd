package io.tidegauge.spec.yaml;

import java.util.Comparator;

/**
 * Something that is wrong in a file.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1, in code points
 * @param path the way to the value, such as {@code predictions.kind}; empty for the whole document
 * @param message what is wrong, and the mend
 */
public record Problem(String file, int line, int column, String path, String message) {

  /** By file, then in the order of the text. */
  public static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::path)
          .thenComparing(Problem::message);

  /** One line, as compilers print them. */
  @Override
  public String toString() {
    String place = file + ":" + line + ":" + column + ": ";
    return path.isEmpty() ? place + message : place + path + ": " + message;
  }
}
