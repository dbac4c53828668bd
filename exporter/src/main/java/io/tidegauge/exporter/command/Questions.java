package io.tidegauge.exporter.command;

import io.tidegauge.spec.yaml.Nearest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks the user, who may keep what is guessed by an empty line. After the last line all is kept.
 */
final class Questions {
  /** What says that there is no such thing. */
  private static final String NONE = "-";

  private final BufferedReader in;
  private final PrintWriter out;

  Questions(BufferedReader in, PrintWriter out) {
    this.in = in;
    this.out = out;
  }

  /** A text; the guess where nothing is said. */
  String text(String question, String guess) throws IOException {
    return answer(question, guess).orElse(guess);
  }

  /** One of these, or none of them. */
  Optional<String> choice(String question, Collection<String> words, Optional<String> guess)
      throws IOException {
    while (true) {
      String answer = text(question + " (- for none)", guess.orElse(NONE));
      if (answer.equals(NONE)) {
        return Optional.empty();
      }
      if (words.contains(answer)) {
        return Optional.of(answer);
      }
      out.printf("  there is no \"%s\"%s%n", answer, Nearest.hint(answer, words));
    }
  }

  /** Yes or no; yes where nothing is said. */
  boolean agrees(String question) throws IOException {
    return !text(question, "yes").toLowerCase(Locale.ROOT).startsWith("n");
  }

  private Optional<String> answer(String question, String guess) throws IOException {
    out.printf("%s [%s]: ", question, guess);
    out.flush();
    String line = in.readLine();
    return Optional.ofNullable(line).map(String::strip).filter(text -> !text.isEmpty());
  }
}
