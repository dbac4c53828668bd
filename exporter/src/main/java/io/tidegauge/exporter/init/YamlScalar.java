package io.tidegauge.exporter.init;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts as YAML has them, with quotes where these are needed. */
public final class YamlScalar {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*");

  /** What YAML 1.1 or 1.2 would take for something else than text. */
  private static final List<String> WORDS =
      List.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private YamlScalar() {}

  /** A text; a string of JSON is one of YAML too. */
  public static String of(String text) {
    return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** Texts in brackets. */
  public static String list(List<String> texts) {
    return texts.stream().map(YamlScalar::of).collect(Collectors.joining(", ", "[", "]"));
  }
}
