package io.tidegauge.spec.yaml;

import java.util.regex.Pattern;

/** A pattern that means the same to Java and to JSON Schema. */
public final class Regex {
  private final Pattern pattern;

  /**
   * The pattern of that text.
   *
   * @param source anchored at both ends, in the syntax that ECMA-262 and Java share
   */
  public Regex(String source) {
    if (!source.startsWith("^") || !source.endsWith("$")) {
      throw new IllegalArgumentException("not anchored at both ends: " + source);
    }
    this.pattern = Pattern.compile(source);
  }

  /** The pattern as JSON Schema has it. */
  public String source() {
    return pattern.pattern();
  }

  /** Whether the whole text matches. */
  public boolean matches(String text) {
    // Java's "$" also matches before a last line break; matches() does not stop there.
    return pattern.matcher(text).matches();
  }
}
