package io.tidegauge.spec;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a category looks like: a regular expression in the syntax of RE2, which takes time in
 * proportion to the text, whatever the pattern is, so that no value can hold up who reads it.
 */
public final class ValuePattern {
  private final Pattern pattern;

  /**
   * The pattern of that text.
   *
   * @throws PatternSyntaxException if it is none
   */
  public ValuePattern(String source) {
    this.pattern = Pattern.compile(source);
  }

  /** What is wrong with a text as a pattern; empty where nothing is. */
  static Optional<String> problem(String source) {
    try {
      Pattern.compile(source);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(
          "is no regular expression in the syntax of RE2: " + e.getDescription().strip());
    }
  }

  /** Whether the whole value matches. */
  public boolean matches(String value) {
    return pattern.matches(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValuePattern that && pattern.pattern().equals(that.pattern.pattern());
  }

  @Override
  public int hashCode() {
    return pattern.pattern().hashCode();
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
