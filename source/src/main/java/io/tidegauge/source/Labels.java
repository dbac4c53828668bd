package io.tidegauge.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Values of a version or slice column. Each has a key, which is how the database itself writes it,
 * and by which it can be asked for; and a text, which is how rows are read. NULL is its own key.
 */
final class Labels {
  private final Map<String, String> texts = new LinkedHashMap<>();
  private @Nullable String ofNull;

  void add(@Nullable String key, String text) {
    if (key == null) {
      ofNull = text;
    } else {
      texts.put(key, text);
    }
  }

  /** The text of a value, or empty where it is none of these. */
  Optional<String> text(@Nullable String key) {
    return Optional.ofNullable(key == null ? ofNull : texts.get(key));
  }

  /** Those of them whose text is wanted. */
  Labels only(Predicate<String> wanted) {
    Labels some = new Labels();
    if (ofNull != null && wanted.test(ofNull)) {
      some.ofNull = ofNull;
    }
    texts.forEach(
        (key, text) -> {
          if (wanted.test(text)) {
            some.add(key, text);
          }
        });
    return some;
  }

  boolean isEmpty() {
    return texts.isEmpty() && ofNull == null;
  }

  /** The condition that a column holds one of the keys, of which there is one at least. */
  String condition(String column) {
    List<String> either = new ArrayList<>();
    if (!texts.isEmpty()) {
      either.add(column + " IN (" + "?, ".repeat(texts.size() - 1) + "?)");
    }
    if (ofNull != null) {
      either.add(column + " IS NULL");
    }
    return "(" + String.join(" OR ", either) + ")";
  }

  /** The values of that condition's question marks. */
  List<String> parameters() {
    return List.copyOf(texts.keySet());
  }
}
