package io.tidegauge.spec.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Nearest {
  private Nearest() {}

  /** {@code (did you mean "x"?)} with a space before it, or nothing where no word is near. */
  public static String hint(String written, Collection<String> words) {
    return to(written, words).map(word -> " (did you mean \"" + word + "\"?)").orElse("");
  }

  /** The nearest word, if at most a third of its letters, or one, would have to be changed. */
  public static Optional<String> to(String written, Collection<String> words) {
    if (written.length() > 100) {
      return Optional.empty();
    }
    String folded = fold(written);
    return words.stream()
        .filter(word -> distance(folded, fold(word)) <= Math.max(1, word.length() / 3))
        .min(Comparator.comparingInt(word -> distance(folded, fold(word))));
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * The Damerau-Levenshtein distance (optimal string alignment): how many letters must be added,
   * removed, changed or swapped with their neighbour.
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = Math.max(i, j);
        if (i > 0 && j > 0) {
          d[i][j] = step(a, b, d, i, j);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] d, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }
}
