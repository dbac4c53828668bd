package io.tidegauge.counts;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which texts mean yes.
 *
 * @param positive the one text that does, all others mean no; where absent, what reads as true
 *     means yes, what reads as false no, and anything else nothing
 */
record YesOrNo(Optional<String> positive) {

  /** What a text means; empty where it means nothing, as NULL does. */
  Optional<Boolean> of(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    if (positive.isPresent()) {
      return Optional.of(text.equals(positive.get()));
    }
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "1", "1.0", "true", "t", "yes", "y" -> Optional.of(true);
      case "0", "0.0", "false", "f", "no", "n" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
