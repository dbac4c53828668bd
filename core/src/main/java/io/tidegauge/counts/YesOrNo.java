package io.tidegauge.counts;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which texts mean yes.
 *
 * @param positive the one text that does, all others mean no; where absent, what reads as true
 *     means yes, what reads as false no, and anything else nothing
 */
record YesOrNo(Optional<String> positive) {
  /** A decimal column writes as many zeros as it has places. */
  private static final Pattern ONE = Pattern.compile("1\\.0+");

  private static final Pattern ZERO = Pattern.compile("0\\.0+");

  /** What a text means; empty where it means nothing, as NULL does. */
  Optional<Boolean> of(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    if (positive.isPresent()) {
      return Optional.of(text.equals(positive.get()));
    }
    String word = text.strip().toLowerCase(Locale.ROOT);
    return switch (word) {
      case "1", "true", "t", "yes", "y" -> Optional.of(true);
      case "0", "false", "f", "no", "n" -> Optional.of(false);
      default ->
          ONE.matcher(word).matches()
              ? Optional.of(true)
              : ZERO.matcher(word).matches() ? Optional.of(false) : Optional.empty();
    };
  }
}
