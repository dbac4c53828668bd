package io.tidegauge.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often each text of a column occurs in the reference. Where texts are declared, no others are
 * counted.
 */
final class Frequencies {
  /** More texts than this are an id, not a category. */
  static final int MOST = 100_000;

  private final String column;
  private final boolean declared;
  private final Map<String, Long> counts = new HashMap<>();

  Frequencies(String column, List<String> declared) {
    this.column = column;
    this.declared = !declared.isEmpty();
    declared.forEach(text -> counts.put(text, 0L));
  }

  void add(@Nullable String text) {
    if (text == null || (declared && !counts.containsKey(text))) {
      return;
    }
    counts.merge(text, 1L, Long::sum);
    if (!declared && counts.size() > MOST) {
      throw new UnfitReferenceException(
          column
              + " has more than "
              + MOST
              + " categories in the reference: it looks like an id; leave it out of the spec");
    }
  }

  /** The texts, the most frequent first, equally frequent ones in their own order. */
  List<String> texts() {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
