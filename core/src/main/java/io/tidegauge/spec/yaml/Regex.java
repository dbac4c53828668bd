package io.tidegauge.spec.yaml;

import java.util.regex.Pattern;

/**
 * A pattern that means the same to Java and to JSON Schema.
 *
 * @param source anchored at both ends, in the syntax that ECMA-262 and Java share
 */
public record Regex(String source) {
  public Regex {
    if (!source.startsWith("^") || !source.endsWith("$")) {
      throw new IllegalArgumentException("not anchored at both ends: " + source);
    }
  }

  /** Whether the whole text matches. */
  public boolean matches(String text) {
    // Java's "$" also matches before a last line break; matches() does not stop there.
    return Pattern.compile(source).matcher(text).matches();
  }
}
