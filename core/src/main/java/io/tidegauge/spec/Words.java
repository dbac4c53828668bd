package io.tidegauge.spec;

import io.tidegauge.spec.yaml.ChoiceShape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Enum constants as a spec writes them: in lower case. */
final class Words {
  private Words() {}

  static <E extends Enum<E>> ChoiceShape choice(String what, E[] values) {
    List<String> words = Arrays.stream(values).map(Words::word).toList();
    return new ChoiceShape(what, words);
  }

  static <E extends Enum<E>> E constant(E[] values, String word) {
    return Arrays.stream(values)
        .filter(value -> word(value).equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no constant for " + word));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
