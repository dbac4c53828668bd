package io.tidegauge.exporter.init;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The words that a column's name is made of. */
final class ColumnName {
  private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");
  private static final Pattern MARK = Pattern.compile("\\p{M}+");
  private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}]+");

  private ColumnName() {}

  /** The name in snake case, however it is written: {@code predictedAt} is {@code predicted_at}. */
  static String snake(String name) {
    String plain = MARK.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
    String parted = HUMP.matcher(plain).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    return OTHER.matcher(parted).replaceAll("_").replaceAll("^_+|_+$", "");
  }

  /** The number of the first pattern that is found in the name. */
  static OptionalInt rank(String name, List<Pattern> patterns) {
    String snake = snake(name);
    return IntStream.range(0, patterns.size())
        .filter(i -> patterns.get(i).matcher(snake).find())
        .findFirst();
  }

  /** Patterns of names in snake case; {@code <x>} is the whole word x. */
  static List<Pattern> patterns(String... regexes) {
    return List.of(regexes).stream()
        .map(regex -> regex.replace("<", "(?:^|_)(?:").replace(">", ")(?:_|$)"))
        .map(Pattern::compile)
        .toList();
  }
}
